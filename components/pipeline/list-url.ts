import {
  createLoader,
  type inferParserType,
  parseAsArrayOf,
  parseAsBoolean,
  parseAsInteger,
  parseAsNumberLiteral,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";
import type { ListLoansInput, LoanFilter } from "@/server/domain/pipeline/input.ts";

/** The list is its address: every filter, sort and page is in the query string, so a link shows what its sender saw. */

export const SORTABLE = [
  "borrowerName",
  "loanId",
  "currentStatus",
  "daysInCurrentStatus",
  "loanAmount",
  "noteRate",
  "purchasePrice",
  "profitSpread",
  "propertyState",
  "buyerName",
  "purchaseDate",
  "expectedDeliveryDate",
] as const;
export type SortField = (typeof SORTABLE)[number];

export const PAGE_SIZES = [25, 50, 100] as const;

export const listUrl = {
  q: parseAsString.withDefault(""),
  status: parseAsArrayOf(parseAsString).withDefault([]),
  state: parseAsArrayOf(parseAsString).withDefault([]),
  overdue: parseAsBoolean.withDefault(false),
  sort: parseAsStringLiteral(SORTABLE).withDefault("purchaseDate"),
  dir: parseAsStringLiteral(["asc", "desc"]).withDefault("desc"),
  page: parseAsInteger.withDefault(1),
  pageSize: parseAsNumberLiteral(PAGE_SIZES).withDefault(25),
};
export type ListState = inferParserType<typeof listUrl>;

/** Reads the state from a query string where there is no hook: on the server. */
export const loadListState = createLoader(listUrl);

export function listRequest(state: ListState): ListLoansInput {
  const filters: LoanFilter[] = [
    ...(state.status.length > 0
      ? [{ field: "currentStatus", operator: "in" as const, value: state.status }]
      : []),
    ...(state.state.length > 0
      ? [{ field: "propertyState", operator: "in" as const, value: state.state }]
      : []),
    ...(state.overdue ? [{ field: "agingAlert", operator: "eq" as const, value: true }] : []),
  ];
  return {
    page: Math.max(1, state.page),
    pageSize: state.pageSize,
    sortBy: state.sort,
    sortDirection: state.dir,
    ...(filters.length > 0 ? { filters } : {}),
    ...(state.q.trim() ? { search: state.q.trim() } : {}),
  };
}

export function isFiltered(state: ListState): boolean {
  return state.q.trim() !== "" || state.status.length > 0 || state.state.length > 0 || state.overdue;
}

export const NO_FILTERS = { q: null, status: null, state: null, overdue: null, page: null };

/** The loan that an address of the list has open, if any. */
export function openLoanIn(pathname: string): number | null {
  const id = /^\/pipeline\/loans\/(\d{1,10})\/?$/.exec(pathname)?.[1];
  return id === undefined ? null : Number(id);
}
