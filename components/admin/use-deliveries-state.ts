"use client";

import { type ChangeAddress, useAddressState } from "../shell/use-address-state.ts";
import { type DeliveriesState, deliveriesUrl } from "./deliveries-url.ts";

/** An open delivery is looked at beside the page on which it stands. */
const KEEPS_PAGE = ["page", "delivery"] as const;

/** The state of the list of deliveries, in its address. */
export function useDeliveriesState(): [DeliveriesState, ChangeAddress<DeliveriesState>] {
  return useAddressState(deliveriesUrl, KEEPS_PAGE);
}
