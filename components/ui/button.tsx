import { cva, type VariantProps } from "class-variance-authority";
import { Slot } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "./cn.ts";

const button = cva(
  [
    "inline-flex shrink-0 select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-md font-medium",
    "transition-colors duration-120 disabled:pointer-events-none disabled:opacity-55 aria-disabled:opacity-55",
    "[&_svg]:size-3.5 [&_svg]:shrink-0",
  ],
  {
    variants: {
      look: {
        filled: "bg-accent text-on-accent hover:bg-accent-strong",
        /** For what cannot be brought back. */
        danger: "bg-danger text-on-danger hover:bg-danger-strong",
        outline:
          "border border-line-strong bg-sheet text-ink hover:border-control hover:bg-canvas dark:bg-raised",
        quiet:
          "text-ink-2 hover:bg-hover hover:text-ink data-[state=open]:bg-hover data-[state=open]:text-ink",
      },
      size: {
        sm: "h-7 px-2.5 text-xs",
        md: "h-8 px-3 text-sm",
        lg: "h-9 px-4 text-base",
        "icon-sm": "size-7",
        icon: "size-8 [&_svg]:size-4",
      },
    },
    defaultVariants: { look: "outline", size: "md" },
  },
);

interface Props extends ComponentProps<"button">, VariantProps<typeof button> {
  /** Gives its look to the one child, e.g. a link. */
  asChild?: boolean;
}

export function Button({ className, look, size, asChild, type = "button", ...props }: Props) {
  const classes = cn(button({ look, size }), className);
  return asChild ? (
    <Slot.Root className={classes} {...props} />
  ) : (
    <button type={type} className={classes} {...props} />
  );
}
