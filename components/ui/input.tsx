import type { ComponentProps } from "react";
import { cn } from "./cn.ts";

const control = [
  "w-full rounded-md border border-control/70 bg-raised px-2.5 text-base text-ink transition-colors duration-120",
  "hover:border-control focus-visible:border-focus focus-visible:outline-offset-0",
  "aria-invalid:border-danger disabled:opacity-60 dark:bg-canvas",
];

export function Input({ className, ...props }: ComponentProps<"input">) {
  return <input className={cn(control, "h-9", className)} {...props} />;
}

export function Textarea({ className, ...props }: ComponentProps<"textarea">) {
  return <textarea className={cn(control, "min-h-20 resize-y py-2", className)} {...props} />;
}

/** The platform's own select: right on a tablet, by keyboard and for screen readers. */
export function Select({ className, ...props }: ComponentProps<"select">) {
  return <select className={cn(control, "h-8 w-auto cursor-pointer pr-1.5 text-sm", className)} {...props} />;
}
