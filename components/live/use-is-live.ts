"use client";

import { createContext, useContext } from "react";

/** Whether the feed is well. Served by the provider in the desk's layout. */
export const LiveContext = createContext({ isLive: false });

/** False while changes of others may be missing on the screen. */
export function useIsLive(): boolean {
  return useContext(LiveContext).isLive;
}
