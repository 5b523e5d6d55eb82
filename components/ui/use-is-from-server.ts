"use client";

import { useSyncExternalStore } from "react";

const neverChanges = () => () => {};
const isHere = () => false;
const isThere = () => true;

/** Whether what is shown is still as the server made it: nothing in it hears anybody yet. */
export function useIsFromServer(): boolean {
  return useSyncExternalStore(neverChanges, isHere, isThere);
}
