"use client";

import { type UseQueryStatesKeysMap, useQueryStates, type Values } from "nuqs";
import { useCallback, useEffect, useRef } from "react";

type Some<State> = { [K in keyof State]?: State[K] | null };

/** What is to be different; null: as it is when an address says nothing. `replace` leaves no step back. */
export type ChangeAddress<State> = (
  change: Some<State> | ((now: State) => Some<State>),
  how?: "push" | "replace",
) => void;

const PAGE = ["page"] as const;

/**
 * The state of a list, read from and written to the address. Any change but that of the page leads to the first page.
 * A change that rests on the state takes it as it is by then: two presses may come between two drawings.
 * @param keepsPage what may change while the page stays; a constant
 */
export function useAddressState<Url extends UseQueryStatesKeysMap>(
  url: Url,
  keepsPage: readonly string[] = PAGE,
): [Values<Url>, ChangeAddress<Values<Url>>] {
  const [state, setState] = useQueryStates(url, { history: "push" });
  // Not asked of the hook, which does not know of what the router wrote into the address.
  const latest = useRef(state);
  useEffect(() => {
    latest.current = state;
  }, [state]);
  const change = useCallback<ChangeAddress<Values<Url>>>(
    (asked, history = "push") => {
      const given = typeof asked === "function" ? asked(latest.current) : asked;
      const values = keepsPage.some((name) => name in given) ? given : { ...given, page: null };
      latest.current = { ...latest.current, ...withDefaults(url, values) };
      void setState(values, { history });
    },
    [url, setState, keepsPage],
  );
  return [state, change];
}

function withDefaults(url: UseQueryStatesKeysMap, values: Record<string, unknown>): object {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, value ?? url[name]?.defaultValue ?? null]),
  );
}
