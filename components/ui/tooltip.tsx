"use client";

import { Tooltip as Primitive } from "radix-ui";
import type { ReactNode } from "react";

export const TooltipProvider = Primitive.Provider;

interface Props {
  says: ReactNode;
  side?: "top" | "right" | "bottom" | "left";
  children: ReactNode;
}

/** Says more on hover and focus. The one child takes the trigger's props, so it must be focusable. */
export function Tooltip({ says, side = "top", children }: Props) {
  return (
    <Primitive.Root>
      <Primitive.Trigger asChild>{children}</Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="z-[60] max-w-72 animate-fade rounded-md bg-ink px-2 py-1 text-xs text-canvas shadow-raised"
        >
          {says}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
