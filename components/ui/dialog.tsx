"use client";

import { X } from "lucide-react";
import { Dialog as Primitive } from "radix-ui";
import { type ComponentProps, createContext, type ReactNode, use, useRef, useState } from "react";
import { Button } from "./button.tsx";
import { cn } from "./cn.ts";
import { returnFocus } from "./return-focus.ts";
import { sayDraftKept, useHasDraft } from "./use-draft.ts";
import { HoldOpen } from "./use-warn-before-leaving.ts";

interface Props extends Omit<ComponentProps<typeof Primitive.Content>, "title"> {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description: ReactNode;
  /** Where the focus goes afterwards when what had it may be gone. */
  returnTo?: () => HTMLElement | null;
  /** The key of `useDraft` in it: while something is typed, a click outside does not close it, and closing says that it is kept. */
  draftKey?: string | undefined;
}

/** Whether what was sent from the dialog is still under way. */
const IsHeld = createContext(false);

/**
 * A modal question. Focus goes in, Escape goes out, focus returns to what opened it. While something that was sent from it
 * is under way (`useWarnBeforeLeaving`), nobody closes it.
 */
export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  returnTo,
  draftKey = "",
  className,
  children,
  ...props
}: Props) {
  const opener = useRef<Element | null>(null);
  const isTyped = useHasDraft(draftKey);
  const [isHeld, hold] = useState(false);
  const change = (next: boolean) => {
    if (!next && isHeld) return;
    if (!next && isTyped) sayDraftKept();
    onOpenChange(next);
  };
  return (
    <Primitive.Root open={open} onOpenChange={change}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-50 bg-[oklch(0.2_0.02_210/0.38)] data-[state=closed]:animate-fade-out data-[state=open]:animate-fade dark:bg-[oklch(0.1_0.01_210/0.6)]" />
        <Primitive.Content
          data-modal
          onInteractOutside={(event) => isTyped && event.preventDefault()}
          onOpenAutoFocus={() => {
            opener.current = document.activeElement;
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            const target = returnTo?.() ?? opener.current;
            // What opened it may be gone, as the palette is: then to what lies open over the page.
            const isThere = target instanceof HTMLElement && target.isConnected && target !== document.body;
            const home = isThere
              ? target
              : document.querySelector<HTMLElement>("[data-panel][data-state=open]");
            returnFocus(home);
          }}
          className={cn(
            "fixed top-[12vh] left-1/2 z-50 max-h-[80vh] w-[calc(100vw-32px)] max-w-120 -translate-x-1/2 overflow-y-auto",
            "rounded-lg border border-line bg-sheet p-5 shadow-dialog outline-none",
            "data-[state=closed]:animate-fade-out data-[state=open]:animate-rise",
            className,
          )}
          {...props}
        >
          <div className="mb-4 pr-8">
            <Primitive.Title className="text-md font-semibold text-ink">{title}</Primitive.Title>
            <Primitive.Description className="mt-0.5 text-sm text-ink-2">{description}</Primitive.Description>
          </div>
          <HoldOpen value={hold}>
            <IsHeld value={isHeld}>{children}</IsHeld>
          </HoldOpen>
          <Primitive.Close asChild>
            <Button
              look="quiet"
              size="icon-sm"
              className="absolute top-4 right-4"
              aria-label="Close"
              aria-disabled={isHeld}
            >
              <X aria-hidden />
            </Button>
          </Primitive.Close>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

export function DialogActions({ children }: { children: ReactNode }) {
  return <div className="mt-5 flex items-center justify-end gap-2">{children}</div>;
}

/** Closes the dialog as Escape does. */
export function DialogClose(props: ComponentProps<typeof Button>) {
  const isHeld = use(IsHeld);
  return (
    <Primitive.Close asChild>
      <Button {...props} aria-disabled={isHeld} />
    </Primitive.Close>
  );
}

/** Whether somebody is asked something already. */
export function anotherModalIsOpen(): boolean {
  return document.querySelector('[data-modal][data-state="open"]') !== null;
}
