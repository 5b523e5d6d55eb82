"use client";

import { createContext, useContext, useEffect, useEffectEvent } from "react";
import type { LiveEvent } from "@/server/domain/live/model/live-events.ts";

export type LiveHandler = (event: LiveEvent) => void;

/** Who wants to be told, and whether the feed is well. Served by the provider in the desk's layout. */
export const LiveContext = createContext({ handlers: new Set<LiveHandler>(), isLive: false });

/**
 * Calls `handler` for whatever was committed, by whomever (P7.8): at most twice a second, while the tab is visible, and
 * otherwise when it becomes visible. After a lost connection every topic comes once with `ids: null`. TanStack queries
 * are asked again by themselves; this is for what keeps rows of its own, as the grid does.
 */
export function useLiveEvents(handler: LiveHandler): void {
  const { handlers } = useContext(LiveContext);
  const call = useEffectEvent(handler);
  useEffect(() => {
    const told: LiveHandler = (event) => call(event);
    handlers.add(told);
    return () => void handlers.delete(told);
  }, [handlers]);
}

/** False while changes of others may be missing on the screen. */
export function useIsLive(): boolean {
  return useContext(LiveContext).isLive;
}
