"use client";

import { startTransition, useEffect, useState } from "react";
import { flushSync } from "react-dom";

export const STEP = 250;

/**
 * How many of so many rows to draw by now: some at once, the others step by step, so that the page can be used meanwhile.
 * Whoever prints before that gets all of them.
 */
export function useGrowingCount(total: number): number {
  const [drawn, setDrawn] = useState(STEP);
  const shown = Math.min(drawn, total);
  useEffect(() => {
    if (shown >= total) return;
    const timer = setTimeout(() => startTransition(() => setDrawn(shown + STEP)));
    const finish = () => flushSync(() => setDrawn(total));
    window.addEventListener("beforeprint", finish);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("beforeprint", finish);
    };
  }, [shown, total]);
  return shown;
}
