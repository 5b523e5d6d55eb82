import type { ViewDefinition } from "@/server/domain/desk/view-input.ts";
import type { SavedView } from "../../views/viewed-list.ts";
import {
  type MortgagesState,
  mortgagesAddress,
  mortgagesRequest,
  NO_MORTGAGE_FILTERS,
} from "./mortgages-url.ts";

/** Saved views of mortgages (M13) and the list's address say the same in two ways; here they are turned into each other. */

type ViewState = Omit<MortgagesState, "page" | "pageSize" | "view">;

/** Nothing in particular: all mortgages, in the list's own order. */
export const NOTHING: ViewState = { ...NO_MORTGAGE_FILTERS, sort: "updatedAt", dir: "desc" };

/** What of the list's state a view keeps: its question and order, but not the page. */
export function definitionOf(state: MortgagesState): ViewDefinition {
  const { page: _, pageSize: __, ...asked } = mortgagesRequest(state);
  return { list: "mortgages", ...asked };
}

/** The list's state that a view stands for. A view of another list asks nothing here. */
export function stateOf(definition: SavedView["definition"]): ViewState {
  if (definition.list !== "mortgages") return NOTHING;
  const { search, status, borrowerId, originatedFrom, originatedTo, maturesFrom, maturesTo } = definition;
  return {
    q: search ?? "",
    status: status ?? [],
    borrower: borrowerId ?? null,
    originatedFrom: originatedFrom ?? null,
    originatedTo: originatedTo ?? null,
    maturesFrom: maturesFrom ?? null,
    maturesTo: maturesTo ?? null,
    sort: definition.sortBy ?? NOTHING.sort,
    dir: definition.sortDirection ?? (definition.sortBy ? "asc" : NOTHING.dir),
  };
}

/** The query string that stands for a view. */
export function addressOf({ definition, viewId }: SavedView): string {
  return mortgagesAddress({ ...stateOf(definition), view: viewId });
}

/** Whether a view asks what the list asks, in whatever order it was ticked. */
export function isSameQuestion(view: SavedView["definition"], state: MortgagesState): boolean {
  const normal = ({ q, status, ...others }: ViewState) => ({
    ...others,
    q: q.trim(),
    status: [...new Set(status)].sort(),
  });
  const { page: _, pageSize: __, view: ___, ...asked } = state;
  const [kept, now] = [normal(stateOf(view)), normal(asked)];
  return (Object.keys(kept) as (keyof typeof kept)[]).every(
    (name) => JSON.stringify(kept[name]) === JSON.stringify(now[name]),
  );
}
