"use client";

import { useQueryStates } from "nuqs";
import { useCallback } from "react";
import { type ListState, listUrl } from "./list-url.ts";

type Change = { [K in keyof ListState]?: ListState[K] | null };
/** `replace`: leaves no step back to what the address said before. */
type ChangeList = (change: Change, how?: "push" | "replace") => void;

/** The list's state, read from and written to the address. Any change but that of the page leads to the first page. */
export function useListState(): [ListState, ChangeList] {
  const [state, setState] = useQueryStates(listUrl, { history: "push" });
  const change = useCallback<ChangeList>(
    (values, history = "push") => {
      void setState("page" in values ? values : { ...values, page: null }, { history });
    },
    [setState],
  );
  return [state, change];
}
