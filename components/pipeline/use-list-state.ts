"use client";

import { useQueryStates } from "nuqs";
import { useCallback } from "react";
import { type ListState, listUrl } from "./list-url.ts";

type Change = { [K in keyof ListState]?: ListState[K] | null };

/** The list's state, read from and written to the address. Any change but that of the page leads to the first page. */
export function useListState(): [ListState, (change: Change) => void] {
  const [state, setState] = useQueryStates(listUrl, { history: "push" });
  const change = useCallback(
    (values: Change) => {
      void setState("page" in values ? values : { ...values, page: null });
    },
    [setState],
  );
  return [state, change];
}
