"use client";

import { Check } from "lucide-react";
import { DropdownMenu as Primitive } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "./cn.ts";

/** Leaves the page beside it in use; a click there closes it. */
export function Menu(props: ComponentProps<typeof Primitive.Root>) {
  return <Primitive.Root modal={false} {...props} />;
}

export const MenuTrigger = Primitive.Trigger;

const item = [
  "relative flex min-h-8 select-none items-center gap-2 rounded-sm px-2 text-sm text-ink outline-none",
  "data-[highlighted]:bg-hover data-[disabled]:text-ink-3 [&>svg]:size-3.5 [&>svg]:shrink-0",
];

export function MenuContent({
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
          "z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-48 overflow-y-auto rounded-lg border border-line",
          "bg-raised p-1 shadow-dialog data-[state=closed]:animate-fade-out data-[state=open]:animate-rise",
          className,
        )}
        {...props}
      />
    </Primitive.Portal>
  );
}

export function MenuItem({ className, ...props }: ComponentProps<typeof Primitive.Item>) {
  return <Primitive.Item className={cn(item, className)} {...props} />;
}

export function MenuCheck({
  className,
  children,
  onSelect,
  ...props
}: ComponentProps<typeof Primitive.CheckboxItem>) {
  return (
    <Primitive.CheckboxItem
      // Ticking several should not need the menu to be opened several times.
      onSelect={onSelect ?? ((event) => event.preventDefault())}
      className={cn(item, "pr-8", className)}
      {...props}
    >
      {children}
      <Primitive.ItemIndicator className="absolute right-2">
        <Check aria-hidden className="size-3.5 text-accent" />
      </Primitive.ItemIndicator>
    </Primitive.CheckboxItem>
  );
}

export const MenuRadioGroup = Primitive.RadioGroup;

export function MenuRadio({ className, children, ...props }: ComponentProps<typeof Primitive.RadioItem>) {
  return (
    <Primitive.RadioItem className={cn(item, "pr-8", className)} {...props}>
      {children}
      <Primitive.ItemIndicator className="absolute right-2">
        <Check aria-hidden className="size-3.5 text-accent" />
      </Primitive.ItemIndicator>
    </Primitive.RadioItem>
  );
}

export function MenuLabel({ className, ...props }: ComponentProps<typeof Primitive.Label>) {
  return <Primitive.Label className={cn("px-2 pt-2 pb-1 text-xs text-ink-3", className)} {...props} />;
}

export function MenuSeparator() {
  return <Primitive.Separator className="my-1 h-px bg-line" />;
}
