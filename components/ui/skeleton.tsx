import { cn } from "./cn.ts";

/** The shape of what comes. Stays unseen for 200 ms, so a quick answer does not blink. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={cn("block animate-late rounded-sm bg-line", className)} />;
}
