import { type inferParserType, parseAsArrayOf, parseAsStringLiteral } from "nuqs/server";
import type { GridLoansInput, LoanFilter } from "@/server/domain/pipeline/input.ts";
import { MOST_OPEN_TRADES } from "@/server/domain/pipeline/model/limits.ts";
import { type ListState, listRequest, listUrl } from "../pipeline/list-url.ts";
import { asId } from "../shell/address.ts";

/** The grid's address: all that the list's says, and how the rows are grouped. A link shows what its sender saw. */

export const groupingUrl = {
  group: parseAsStringLiteral(["trade"]),
  /** The trades whose loans are shown under them. */
  open: parseAsArrayOf(asId).withDefault([]),
};
export type GroupingState = inferParserType<typeof groupingUrl>;

export const gridUrl = { ...listUrl, ...groupingUrl };

/** What an address may name as open: each once, and of too many those that were opened last. */
export function openTradesOf({ group, open }: GroupingState): number[] {
  if (group === null) return [];
  return [...new Set(open)].slice(-MOST_OPEN_TRADES);
}

/** The trade opened or closed; of more than may be open at once, the one opened longest ago closes. */
export function withTradeToggled(open: number[], tradeId: number): number[] {
  const others = open.filter((id) => id !== tradeId);
  return others.length < open.length ? others : [...others, tradeId].slice(-MOST_OPEN_TRADES);
}

export type GridQuestion = Pick<GridLoansInput, "filters" | "search" | "sortBy" | "sortDirection">;

/** What the grid asks, without the part of it that is in sight. */
export function gridQuestion(state: ListState): GridQuestion {
  const { page: _page, pageSize: _size, ...question } = listRequest(state);
  return question;
}

export interface Narrowing {
  filters?: LoanFilter[];
  search?: string;
}

/** The question of the chips and of the status filter: how many there would be of each status, whichever are chosen. */
export function questionOfAnyStatus(state: ListState): Narrowing {
  const { filters, search } = listRequest({ ...state, status: [] });
  return { ...(filters ? { filters } : {}), ...(search ? { search } : {}) };
}
