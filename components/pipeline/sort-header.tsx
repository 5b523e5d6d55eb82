"use client";

import type { LoanField } from "@/server/domain/pipeline/model/loan-fields.ts";
import { cn } from "../ui/cn.ts";
import { ariaSort, SortButton } from "../ui/sort-button.tsx";
import { useListState } from "./use-list-state.ts";

interface Props {
  field: LoanField;
  label: string;
  right?: true | undefined;
  className?: string;
}

export function SortHeader({ field, label, right, className }: Props) {
  const [{ sort, dir }, change] = useListState();
  const isSorted = sort === field;
  return (
    <th
      scope="col"
      data-field={field}
      aria-sort={ariaSort(isSorted, dir)}
      className={cn(
        "sticky top-14 z-10 h-8 border-b bg-canvas px-2 text-left font-normal in-data-wide:static",
        className,
      )}
    >
      <SortButton
        label={label}
        right={right}
        isSorted={isSorted}
        dir={dir}
        onSort={(next) => change({ sort: field, dir: next })}
      />
    </th>
  );
}
