"use client";

import { Check, Minus } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "./cn.ts";

interface Props extends Omit<ComponentProps<"input">, "type" | "ref"> {
  /** Some, but not all, of what it stands for. */
  indeterminate?: boolean;
}

/** The platform's own checkbox in our colours; all of the room that `className` gives it can be pressed, words too. */
export function Checkbox({ indeterminate = false, className, children, ...props }: Props) {
  return (
    <label className={cn("flex select-none items-center", className)}>
      <span className="relative inline-flex size-4">
        <input
          type="checkbox"
          ref={(box) => {
            if (box) box.indeterminate = indeterminate;
          }}
          className={cn(
            "peer size-4 cursor-pointer appearance-none rounded-sm border border-control bg-raised",
            "checked:border-accent checked:bg-accent indeterminate:border-accent indeterminate:bg-accent dark:bg-canvas",
            "dark:checked:bg-accent dark:indeterminate:bg-accent",
          )}
          {...props}
        />
        <Check
          aria-hidden
          strokeWidth={3}
          className="pointer-events-none absolute inset-0.5 hidden size-3 text-on-accent peer-checked:not-peer-indeterminate:block"
        />
        <Minus
          aria-hidden
          strokeWidth={3}
          className="pointer-events-none absolute inset-0.5 hidden size-3 text-on-accent peer-indeterminate:block"
        />
      </span>
      {children}
    </label>
  );
}
