import type { ComponentProps } from "react";
import { cn } from "./cn.ts";

/** A table of one-line rows. Its edges keep the page's margin, so it begins where the title does. */

export function Table({ className, ...props }: ComponentProps<"table">) {
  return (
    <table
      className={cn("w-full table-fixed border-separate border-spacing-0 text-sm", className)}
      {...props}
    />
  );
}

const EDGE = "first:pl-4 last:pr-4 lg:first:pl-6 lg:last:pr-6";

interface CellProps {
  /** Figures stand at the right. */
  right?: boolean;
}

export function Th({ className, right, ...props }: ComponentProps<"th"> & CellProps) {
  return (
    <th
      scope="col"
      className={cn(
        "h-8 truncate border-b px-2 text-left text-xs font-normal text-ink-3",
        EDGE,
        right && "text-right",
        className,
      )}
      {...props}
    />
  );
}

export function Td({ className, right, ...props }: ComponentProps<"td"> & CellProps) {
  return (
    <td
      className={cn("h-[36px] truncate border-b px-2", EDGE, right && "figures text-right", className)}
      {...props}
    />
  );
}

/** What can be done with the row, at its end: buttons are never cut short by an ellipsis. */
export function ActionsTd({ className, ...props }: ComponentProps<"td">) {
  return (
    <td className={cn("h-[36px] whitespace-nowrap border-b px-2 text-right", EDGE, className)} {...props} />
  );
}
