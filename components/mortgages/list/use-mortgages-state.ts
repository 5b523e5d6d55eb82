"use client";

import { type ChangeAddress, useAddressState } from "../../shell/use-address-state.ts";
import { type MortgagesState, mortgagesUrl } from "./mortgages-url.ts";

/** The state of the list of mortgages, in its address. */
export function useMortgagesState(): [MortgagesState, ChangeAddress<MortgagesState>] {
  return useAddressState(mortgagesUrl);
}
