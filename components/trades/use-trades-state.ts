"use client";

import { useQueryStates } from "nuqs";
import { useCallback } from "react";
import { pathOf, type TradesState, tradesAddress, tradesUrl } from "./trades-url.ts";

/**
 * The state of the trade view, read from and written to the address. A change of the list leads to its first page with
 * no trade open: the open one may not be among those that come.
 */
export function useTradesState(): [TradesState, (change: Partial<TradesState>) => void] {
  const [state] = useQueryStates(tradesUrl);
  const change = useCallback(
    (values: Partial<TradesState>) => {
      const next = { ...state, loans: 1, ...("page" in values ? {} : { page: 1 }), ...values };
      window.history.pushState(null, "", tradesAddress(pathOf(null), next));
    },
    [state],
  );
  return [state, change];
}
