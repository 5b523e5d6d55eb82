"use client";

import type { SavedView, ViewedList } from "../views/viewed-list.ts";
import { writeListState } from "./list-url.ts";
import { definitionOf, isSameQuestion, NOTHING, stateOf } from "./loan-view.ts";
import { useListState } from "./use-list-state.ts";

const addressOf = ({ definition, viewId }: SavedView) =>
  writeListState({ ...stateOf(definition), view: viewId });

/** The loans, as their views know them: the list and the grid alike (P9.3). */
export function useViewedLoans(): ViewedList {
  const [state, change] = useListState();
  const definition = definitionOf(state);
  return {
    list: "loans",
    title: "Loans",
    keeps: "filters, search, order and columns",
    opensWith: "defaultView",
    viewId: state.view,
    definition,
    isAsked: (view) => isSameQuestion(view.definition, definition),
    show: (view) => change({ ...(view ? stateOf(view.definition) : NOTHING), view: view?.viewId ?? null }),
    name: (viewId, how) => change({ view: viewId, page: state.page }, how),
    addressOf,
  };
}
