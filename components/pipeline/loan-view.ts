import type { LoanFilter, LoanView } from "@/server/domain/pipeline/input.ts";
import { isLoanField } from "@/server/domain/pipeline/model/loan-fields.ts";
import type { SavedView } from "../views/viewed-list.ts";
import { type ListState, listRequest, NO_FILTERS, type UrlCondition } from "./list-url.ts";

/** Saved views of loans (P9.3) and the list's address say the same in two ways; here they are turned into each other. */

type ViewState = { [K in Exclude<keyof ListState, "pageSize" | "view">]: ListState[K] | null };

/** Nothing in particular: all loans, in the list's own order. */
export const NOTHING: ViewState = { ...NO_FILTERS, sort: null, dir: null, cols: null };

/** What of the list's state a view keeps: its question, order and columns, but not the page. */
export function definitionOf(state: ListState): LoanView {
  const { filters, search, sortBy, sortDirection } = listRequest(state);
  return {
    list: "loans",
    ...(filters ? { filters } : {}),
    ...(search ? { search } : {}),
    ...(sortBy ? { sortBy } : {}),
    ...(sortDirection ? { sortDirection } : {}),
    ...(state.cols.length > 0 ? { columns: state.cols } : {}),
  };
}

/** The list's state that a view stands for; `null` is what an address leaves out. A view of another list asks nothing here. */
export function stateOf(definition: SavedView["definition"] | LoanView): ViewState {
  if (definition.list !== "loans") return NOTHING;
  const state: ViewState = { ...NOTHING, q: definition.search ?? null };
  const conditions: UrlCondition[] = [];
  for (const filter of definition.filters ?? []) {
    if (filter.field === "currentStatus" && filter.operator === "in") state.status = textsOf(filter);
    else if (filter.field === "propertyState" && filter.operator === "in") state.state = textsOf(filter);
    else if (filter.field === "agingAlert" && filter.operator === "eq" && String(filter.value) === "true")
      state.overdue = true;
    else if (isLoanField(filter.field))
      conditions.push([
        filter.field,
        filter.operator,
        Array.isArray(filter.value) ? textsOf(filter) : String(filter.value),
      ]);
  }
  if (conditions.length > 0) state.filter = conditions;
  if (definition.sortBy && isLoanField(definition.sortBy)) state.sort = definition.sortBy;
  // As the server takes it (P7.2).
  if (definition.sortDirection) state.dir = definition.sortDirection;
  else if (definition.sortBy) state.dir = "asc";
  const columns = (definition.columns ?? []).filter(isLoanField);
  if (columns.length > 0) state.cols = columns;
  return state;
}

function textsOf({ value }: LoanFilter): string[] {
  return (Array.isArray(value) ? value : [value]).map(String);
}

/** Whether two definitions ask the same, however they were written. */
export function isSameQuestion(a: LoanView | SavedView["definition"], b: LoanView): boolean {
  return JSON.stringify(normal(a)) === JSON.stringify(normal(b));
}

function normal(definition: LoanView | SavedView["definition"]): ViewState {
  const state = stateOf(definition);
  const sorted = (values: string[] | null) => (values ? [...values].sort() : null);
  return {
    ...state,
    status: sorted(state.status),
    state: sorted(state.state),
    filter: state.filter ? [...state.filter].sort((x, y) => (String(x) < String(y) ? -1 : 1)) : null,
  };
}
