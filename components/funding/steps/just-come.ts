"use client";

import { createContext, use, useEffect, useState } from "react";

/** Whoever presses sooner has not read what came up. */
const MOMENT_MS = 700;

export const JustCome = createContext(false);

/** Whether something else can be done since less than a moment. */
export function useIsJustCome(): boolean {
  return use(JustCome);
}

/** @param what names what can be done; what stands there at first is not news */
export function useIsNews(what: string): boolean {
  const [read, setRead] = useState(what);
  useEffect(() => {
    const timer = setTimeout(() => setRead(what), MOMENT_MS);
    return () => clearTimeout(timer);
  }, [what]);
  return read !== what;
}
