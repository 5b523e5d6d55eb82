"use client";

import { useEffect } from "react";

/** While something is being written that must not be half-known, closing the tab asks first. */
export function useWarnBeforeLeaving(isWriting: boolean): void {
  useEffect(() => {
    if (!isWriting) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [isWriting]);
}
