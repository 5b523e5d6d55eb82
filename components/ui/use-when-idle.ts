"use client";

import { useEffect, useEffectEvent } from "react";

/** Does something while nobody waits for anything: Safari has no idle callbacks. @param what another one is done again */
export function useWhenIdle(act: () => void, what: string): void {
  const now = useEffectEvent(act);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each thing
  useEffect(() => {
    if (typeof requestIdleCallback === "undefined") {
      const timer = setTimeout(() => now(), 1_000);
      return () => clearTimeout(timer);
    }
    const handle = requestIdleCallback(() => now(), { timeout: 3_000 });
    return () => cancelIdleCallback(handle);
  }, [what]);
}
