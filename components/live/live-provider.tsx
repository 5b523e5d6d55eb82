"use client";

import { type ReactNode, useState } from "react";
import { type LiveHandler, LiveHandlers } from "./use-live-events.ts";

/** Tells the desk's screens of what is committed (P7.8). */
export function LiveProvider({ children }: { children: ReactNode }) {
  const [handlers] = useState(() => new Set<LiveHandler>());
  return <LiveHandlers value={handlers}>{children}</LiveHandlers>;
}
