"use client";

import { useQueryStates } from "nuqs";
import { type GroupingState, groupingUrl } from "./grid-url.ts";

type Change = { [K in keyof GroupingState]?: GroupingState[K] | null };

/** How the rows are grouped, read from and written to the address. */
export function useGrouping(): [GroupingState, (change: Change, how?: "push" | "replace") => void] {
  const [state, set] = useQueryStates(groupingUrl, { history: "push" });
  return [state, (change, history = "push") => void set(change, { history })];
}
