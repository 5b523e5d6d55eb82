import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn.ts";
import { ListHead } from "./list-head.tsx";
import { SkeletonRows } from "./skeleton-rows.tsx";

interface Props<Sort extends string> extends ComponentProps<typeof ListHead<Sort>> {
  label: string;
  /** The rows of another question, until those of this one come. */
  isStale: boolean;
  /** Null: they have not come yet. */
  rows: ReactNode[] | null;
}

/** The table of a list: its head sorts, and rows that are still awaited are there as shapes. */
export function ListTable<Sort extends string>({ label, isStale, rows, ...head }: Props<Sort>) {
  return (
    <table
      aria-label={label}
      aria-busy={isStale || rows === null}
      className="w-full table-fixed border-separate border-spacing-0 text-sm"
    >
      <ListHead {...head} />
      <tbody className={cn("transition-opacity", isStale && "opacity-55 delay-200 duration-150")}>
        {rows ?? <SkeletonRows columns={head.columns} />}
      </tbody>
    </table>
  );
}
