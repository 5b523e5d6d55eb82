"use client";

import { useSetting } from "./use-setting.ts";

const OPENS_WITH = {
  "/pipeline/loans": "defaultView",
  "/pipeline/grid": "defaultView",
  "/mortgages": "defaultMortgageView",
} as const;

/** Where "Loans", "Grid" and "Mortgages" lead: with the view that this person opens them with (P9.3, M13). */
export function useListHref(path: keyof typeof OPENS_WITH): string {
  const [view] = useSetting(OPENS_WITH[path]);
  return view ? `${path}?view=${view}` : path;
}
