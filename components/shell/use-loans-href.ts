"use client";

import { useSetting } from "./use-setting.ts";

/** Where "Loans" and "Grid" lead: with the view that this person opens them with (P9.3). */
export function useLoansHref(path: "/pipeline/loans" | "/pipeline/grid"): string {
  const [defaultView] = useSetting("defaultView");
  return defaultView ? `${path}?view=${defaultView}` : path;
}
