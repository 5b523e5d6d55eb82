"use client";

import { useQueryStates } from "nuqs";
import { loadTradesState, pathOf, type TradesState, tradesAddress, tradesUrl } from "./trades-url.ts";

type Change = Partial<TradesState> | ((now: TradesState) => Partial<TradesState>);

/**
 * The state of the trade view, read from and written to the address. A change of the list leads to its first page with
 * no trade open: the open one may not be among those that come.
 */
export function useTradesState(): [TradesState, (change: Change) => void] {
  const [state] = useQueryStates(tradesUrl);
  return [state, changeTrades];
}

/** Changes the address as it is, and not as it was last drawn: two presses may come between two drawings. */
function changeTrades(change: Change): void {
  const now = loadTradesState(window.location.search);
  const values = typeof change === "function" ? change(now) : change;
  const next = { ...now, loans: 1, ...("page" in values ? {} : { page: 1 }), ...values };
  window.history.pushState(null, "", tradesAddress(pathOf(null), next));
}
