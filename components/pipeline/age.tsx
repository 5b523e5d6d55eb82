import { Clock } from "lucide-react";
import { cn } from "../ui/cn.ts";
import { daysText } from "./age-text.ts";

interface Props {
  days: number;
  overdue: boolean;
  className?: string;
}

/** Business days in status. Overdue is a clock and a weight before it is a colour. */
export function Age({ days, overdue, className }: Props) {
  return (
    <span
      className={cn(
        "figures inline-flex items-center gap-1 whitespace-nowrap",
        overdue ? "font-semibold text-overdue" : "text-ink-2",
        className,
      )}
    >
      {overdue && <Clock aria-hidden className="size-3 stroke-[2.5]" />}
      <span aria-hidden>{days} d</span>
      <span className="sr-only">{daysText(days) + (overdue ? ", overdue in status" : "")}</span>
    </span>
  );
}
