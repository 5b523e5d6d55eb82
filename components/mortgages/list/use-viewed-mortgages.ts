"use client";

import type { ViewedList } from "../../views/viewed-list.ts";
import { addressOf, definitionOf, isSameQuestion, NOTHING, stateOf } from "./mortgage-view.ts";
import { useMortgagesState } from "./use-mortgages-state.ts";

/** The mortgages, as their views know them (M13). */
export function useViewedMortgages(): ViewedList {
  const [state, change] = useMortgagesState();
  return {
    list: "mortgages",
    title: "Mortgages",
    keeps: "filters, search and order",
    opensWith: "defaultMortgageView",
    viewId: state.view,
    definition: definitionOf(state),
    isAsked: ({ definition }) => isSameQuestion(definition, state),
    show: (view) => change({ ...(view ? stateOf(view.definition) : NOTHING), view: view?.viewId ?? null }),
    name: (viewId, how) => change({ view: viewId, page: state.page }, how),
    addressOf,
  };
}
