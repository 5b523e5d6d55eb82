"use client";

import { useQueryStates } from "nuqs";
import { useCallback } from "react";
import { type DeliveriesState, deliveriesUrl } from "./deliveries-url.ts";

type Change = { [K in keyof DeliveriesState]?: DeliveriesState[K] | null };

/** Any change but that of the page, or of the open delivery, leads to the first page. */
export function useDeliveriesState(): [DeliveriesState, (change: Change) => void] {
  const [state, setState] = useQueryStates(deliveriesUrl, { history: "push" });
  const change = useCallback(
    (values: Change) => {
      const keepsPage = "page" in values || "delivery" in values;
      void setState(keepsPage ? values : { ...values, page: null });
    },
    [setState],
  );
  return [state, change];
}
