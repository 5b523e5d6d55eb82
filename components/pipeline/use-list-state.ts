"use client";

import { type ChangeAddress, useAddressState } from "../shell/use-address-state.ts";
import { type ListState, listUrl } from "./list-url.ts";

/** The state of the list of loans, in its address. */
export function useListState(): [ListState, ChangeAddress<ListState>] {
  return useAddressState(listUrl);
}
