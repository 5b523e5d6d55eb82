"use client";

import { createContext, use, useLayoutEffect } from "react";

/** Given by a dialog to what stands in it: keeps it open, or lets it go again. */
export const HoldOpen = createContext<((isHeld: boolean) => void) | null>(null);

/**
 * While something is being written that must not be half-known, closing the tab asks first, and the dialog around it stays:
 * whoever has sent something is told what came of it.
 */
export function useWarnBeforeLeaving(isWriting: boolean): void {
  const hold = use(HoldOpen);
  // Let go before what came of it is painted: an Escape right after it closes.
  useLayoutEffect(() => {
    if (!isWriting) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    hold?.(true);
    return () => {
      window.removeEventListener("beforeunload", warn);
      hold?.(false);
    };
  }, [isWriting, hold]);
}
