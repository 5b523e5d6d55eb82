"use client";

import { createContext, use, useLayoutEffect } from "react";

/** Given by a dialog to what stands in it: keeps it open, or lets it go again. */
export const HoldOpen = createContext<((isHeld: boolean) => void) | null>(null);

/**
 * Asks before the tab closes. Whoever stays keeps a page that works: a link that could not be fetched makes the router leave
 * by the browser, and it would wait for that for ever. What it hears when the browser brings a page back wakes it.
 */
export function askBeforeLeaving(event: BeforeUnloadEvent): void {
  event.preventDefault();
  // Waits for the answer; whoever leaves does not see it.
  setTimeout(() => window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })));
}

/**
 * While something is being written that must not be half-known, closing the tab asks first, and the dialog around it stays:
 * whoever has sent something is told what came of it.
 */
export function useWarnBeforeLeaving(isWriting: boolean): void {
  const hold = use(HoldOpen);
  // Let go before what came of it is painted: an Escape right after it closes.
  useLayoutEffect(() => {
    if (!isWriting) return;
    // One of its own: the browser would take a second listener of another for the same, and drop both at once.
    const ask = (event: BeforeUnloadEvent) => askBeforeLeaving(event);
    window.addEventListener("beforeunload", ask);
    hold?.(true);
    return () => {
      window.removeEventListener("beforeunload", ask);
      hold?.(false);
    };
  }, [isWriting, hold]);
}
