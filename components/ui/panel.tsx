"use client";

import { Dialog as Primitive } from "radix-ui";
import { type ReactNode, useRef } from "react";
import { returnFocus } from "./return-focus.ts";

interface Props {
  open: boolean;
  onClose: () => void;
  /** Where the focus goes when the panel has closed. */
  returnTo: () => HTMLElement | null;
  children: ReactNode;
}

/**
 * Slides over the page and leaves it in use: what lies beside it can still be clicked and scrolled. Focus goes in when
 * it opens, Escape closes it. Holds one `PanelTitle`.
 */
export function Panel({ open, onClose, returnTo, children }: Props) {
  const content = useRef<HTMLDivElement>(null);
  const left = useRef<Element | null>(null);
  const close = () => {
    left.current = document.activeElement;
    onClose();
  };
  return (
    <Primitive.Root open={open} onOpenChange={(next) => !next && close()} modal={false}>
      <Primitive.Portal>
        <Primitive.Content
          ref={content}
          tabIndex={-1}
          data-panel
          aria-describedby={undefined}
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            content.current?.focus();
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            returnFocus(returnTo(), left.current);
            left.current = null;
          }}
          onEscapeKeyDown={(event) => {
            // Heard before the form hears it: a form in the panel closes itself, and not the panel around it.
            if (event.target instanceof Element && event.target.closest("form")) event.preventDefault();
          }}
          onInteractOutside={(event) => event.preventDefault()}
          className="fixed inset-y-0 right-0 z-40 flex w-full max-w-[500px] flex-col overflow-hidden border-l bg-sheet shadow-panel outline-none data-[state=closed]:animate-slide-out data-[state=open]:animate-slide"
        >
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

export const PanelTitle = Primitive.Title;
export const PanelClose = Primitive.Close;
