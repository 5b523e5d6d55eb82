import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsArrayOf,
  parseAsJson,
  parseAsNumberLiteral,
  parseAsStringLiteral,
} from "nuqs/server";
import type { ListLoansInput, LoanFilter } from "@/server/domain/pipeline/input.ts";
import { LOAN_FIELDS, type LoanField } from "@/server/domain/pipeline/model/loan-fields.ts";
import { checkFilters, type Operator } from "@/server/domain/pipeline/model/query.ts";
import { asFlag, asId, asPage, asText, asTexts } from "../shell/address.ts";
import { PAGE_SIZES } from "../shell/page-sizes.ts";

/** The list is its address: every filter, sort and page is in the query string, so a link shows what its sender saw. */

const LOAN_FIELD_NAMES = Object.keys(LOAN_FIELDS) as LoanField[];

/** As many as one request may hold, less those with parameters of their own. */
const MOST_CONDITIONS = 40;

/** A condition as the address holds it: field, operator, value. */
export type UrlCondition = [field: LoanField, operator: Operator, value: string | string[]];

/** What the server would refuse is left out: an address is typed by hand, too. */
function conditionsFrom(value: unknown): UrlCondition[] | null {
  if (!Array.isArray(value)) return null;
  const conditions = value.filter(
    (one): one is UrlCondition =>
      Array.isArray(one) &&
      one.length === 3 &&
      checkFilters(LOAN_FIELDS, [{ field: String(one[0]), operator: String(one[1]), value: one[2] }]).faults
        .length === 0,
  );
  return conditions.length > 0 || value.length === 0 ? conditions.slice(0, MOST_CONDITIONS) : null;
}

export const listUrl = {
  q: asText.withDefault(""),
  status: asTexts.withDefault([]),
  state: asTexts.withDefault([]),
  overdue: asFlag.withDefault(false),
  /** Conditions on any field: `[["loanAmount","gte","500000"]]`. */
  filter: parseAsJson(conditionsFrom).withDefault([]),
  /** Columns in order; empty: the person's own, or the desk's. */
  cols: parseAsArrayOf(parseAsStringLiteral(LOAN_FIELD_NAMES)).withDefault([]),
  /** The saved view that this was opened from; alone in an address it stands for all that the view holds. */
  view: asId,
  sort: parseAsStringLiteral(LOAN_FIELD_NAMES).withDefault("purchaseDate"),
  dir: parseAsStringLiteral(["asc", "desc"]).withDefault("desc"),
  page: asPage.withDefault(1),
  pageSize: parseAsNumberLiteral(PAGE_SIZES).withDefault(25),
};
export type ListState = inferParserType<typeof listUrl>;

/** Reads the state from a query string where there is no hook: on the server. */
export const loadListState = createLoader(listUrl);

/** The state as a query string, "?" and all; what has its default is left out. */
export const writeListState = createSerializer(listUrl);

export function listRequest(state: ListState): ListLoansInput {
  const filters: LoanFilter[] = [
    ...(state.status.length > 0
      ? [{ field: "currentStatus", operator: "in" as const, value: state.status }]
      : []),
    ...(state.state.length > 0
      ? [{ field: "propertyState", operator: "in" as const, value: state.state }]
      : []),
    ...(state.overdue ? [{ field: "agingAlert", operator: "eq" as const, value: true }] : []),
    ...state.filter.map(([field, operator, value]) => ({ field, operator, value })),
  ];
  return {
    page: state.page,
    pageSize: state.pageSize,
    sortBy: state.sort,
    sortDirection: state.dir,
    ...(filters.length > 0 ? { filters } : {}),
    ...(state.q.trim() ? { search: state.q.trim() } : {}),
  };
}

export function isFiltered(state: ListState): boolean {
  return (
    state.q.trim() !== "" ||
    state.status.length > 0 ||
    state.state.length > 0 ||
    state.overdue ||
    state.filter.length > 0
  );
}

export const NO_FILTERS = { q: null, status: null, state: null, overdue: null, filter: null, page: null };

/** Stands for whatever an address names that can be no record: the answer is the same as to the number of none. */
export const NO_SUCH_ID = 0;
const HIGHEST_ID = 2_147_483_647;

/** The loan that an address of the list or of the grid has open, if any. */
export function openLoanIn(pathname: string): number | null {
  const id = /^\/pipeline\/(?:loans|grid)\/([^/]+)\/?$/.exec(pathname)?.[1];
  return id === undefined ? null : idFrom(id);
}

/** The list or the grid that an address is of, without what is open over it; null: of neither. */
export function loansPathIn(pathname: string): string | null {
  return /^\/pipeline\/(?:loans|grid)(?=\/|$)/.exec(pathname)?.[0] ?? null;
}

/** @returns `NO_SUCH_ID` for what is no number of a record */
export function idFrom(text: string): number {
  return /^\d{1,10}$/.test(text) && Number(text) <= HIGHEST_ID ? Number(text) : NO_SUCH_ID;
}
