"use client";

import { Popover as Primitive } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "./cn.ts";

export const Popover = Primitive.Root;
export const PopoverTrigger = Primitive.Trigger;
export const PopoverAnchor = Primitive.Anchor;

/** A small form beside what opened it. Focus goes in, Escape goes out, focus returns. */
export function PopoverContent({
  className,
  sideOffset = 6,
  ...props
}: ComponentProps<typeof Primitive.Content>) {
  return (
    <Primitive.Portal>
      <Primitive.Content
        sideOffset={sideOffset}
        collisionPadding={8}
        className={cn(
          "z-40 max-h-(--radix-popover-content-available-height) w-80 overflow-y-auto rounded-lg border border-line",
          "bg-raised p-4 shadow-dialog outline-none data-[state=closed]:animate-fade-out data-[state=open]:animate-rise",
          className,
        )}
        {...props}
      />
    </Primitive.Portal>
  );
}
