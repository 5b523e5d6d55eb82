"use client";

import { useSyncExternalStore } from "react";

const DESKTOP = "(min-width: 1024px)";

/** Whether the window has room for the grid (P8.8); null until the browser can tell. */
export function useIsDesktop(): boolean | null {
  return useSyncExternalStore(
    (changed) => {
      const query = window.matchMedia(DESKTOP);
      query.addEventListener("change", changed);
      return () => query.removeEventListener("change", changed);
    },
    () => window.matchMedia(DESKTOP).matches,
    () => null,
  );
}
