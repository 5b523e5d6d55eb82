"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import type { LoanField } from "@/server/domain/pipeline/model/loan-fields.ts";
import { cn } from "../ui/cn.ts";
import { useListState } from "./use-list-state.ts";

interface Props {
  field: LoanField;
  label: string;
  right?: true | undefined;
  className?: string;
}

/** Words are first sorted from A, figures from the largest; a second click turns it round. */
export function SortHeader({ field, label, right, className }: Props) {
  const [{ sort, dir }, change] = useListState();
  const isSorted = sort === field;
  const first = right ? "desc" : "asc";
  const Arrow = dir === "asc" ? ArrowUp : ArrowDown;
  return (
    <th
      scope="col"
      aria-sort={isSorted ? (dir === "asc" ? "ascending" : "descending") : undefined}
      className={cn("sticky top-14 z-10 h-8 border-b bg-canvas px-2 text-left font-normal", className)}
    >
      <button
        type="button"
        onClick={() => change({ sort: field, dir: isSorted ? (dir === "asc" ? "desc" : "asc") : first })}
        className={cn(
          "group/sort -mx-1 flex h-6 w-[calc(100%+8px)] items-center gap-1 rounded-sm px-1 text-xs hover:text-ink",
          right && "flex-row-reverse",
          isSorted ? "font-medium text-ink" : "text-ink-3",
        )}
      >
        <span className="truncate">{label}</span>
        <Arrow
          aria-hidden
          className={cn(
            "size-3 shrink-0",
            !isSorted && "opacity-0 group-hover/sort:opacity-60 group-focus-visible/sort:opacity-60",
          )}
        />
      </button>
    </th>
  );
}
