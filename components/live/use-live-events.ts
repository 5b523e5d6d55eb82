"use client";

import { createContext, useContext, useEffect, useEffectEvent } from "react";
import type { LiveEvent } from "@/server/domain/live/model/live-events.ts";

export type LiveHandler = (event: LiveEvent) => void;

/** Who wants to be told; filled by the hook, served by the provider in the desk's layout. */
export const LiveHandlers = createContext<Set<LiveHandler>>(new Set());

/**
 * Calls `handler` for whatever was committed, by whomever (P7.8): at most a few times a second, while the tab is visible,
 * and otherwise when it becomes visible. After a lost connection every topic comes once with `ids: null`. TanStack queries
 * are asked again by themselves; this is for what keeps rows of its own, as the grid does.
 */
export function useLiveEvents(handler: LiveHandler): void {
  const handlers = useContext(LiveHandlers);
  const call = useEffectEvent(handler);
  useEffect(() => {
    const told: LiveHandler = (event) => call(event);
    handlers.add(told);
    return () => void handlers.delete(told);
  }, [handlers]);
}
