import { ArrowDown, ArrowUp } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "./cn.ts";

interface Props extends Omit<ComponentProps<"button">, "onClick" | "type" | "className"> {
  label: string;
  right?: boolean | undefined;
  isSorted: boolean;
  dir: "asc" | "desc";
  onSort: (dir: "asc" | "desc") => void;
  /** Which way the first press sorts; words from A and figures from the largest, when left out. */
  first?: "asc" | "desc" | undefined;
}

/** Words are first sorted from A, figures from the largest; a second click turns it round. */
export function SortButton({ label, right, isSorted, dir, onSort, first, ...props }: Props) {
  const Arrow = dir === "asc" ? ArrowUp : ArrowDown;
  const opposite = dir === "asc" ? "desc" : "asc";
  return (
    <button
      {...props}
      type="button"
      onClick={() => onSort(isSorted ? opposite : (first ?? (right ? "desc" : "asc")))}
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
  );
}

export function ariaSort(isSorted: boolean, dir: "asc" | "desc"): "ascending" | "descending" | undefined {
  if (!isSorted) return undefined;
  return dir === "asc" ? "ascending" : "descending";
}
