import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsArrayOf,
  parseAsNumberLiteral,
  parseAsStringLiteral,
} from "nuqs/server";
import { MORTGAGE_SORTS, MORTGAGE_STATUSES } from "@/server/domain/mortgages/model/mortgage.ts";
import { asDay, asId, asPage, asText } from "../../shell/address.ts";
import { PAGE_SIZES } from "../../shell/page-sizes.ts";
import type { Inputs } from "../../trpc/client.ts";

/** The list of mortgages is its address: search, filters, sort and page (M13). */

export type MortgageSort = (typeof MORTGAGE_SORTS)[number];

export const mortgagesUrl = {
  q: asText.withDefault(""),
  status: parseAsArrayOf(parseAsStringLiteral(MORTGAGE_STATUSES)).withDefault([]),
  borrower: asId,
  originatedFrom: asDay,
  originatedTo: asDay,
  maturesFrom: asDay,
  maturesTo: asDay,
  sort: parseAsStringLiteral(MORTGAGE_SORTS).withDefault("updatedAt"),
  dir: parseAsStringLiteral(["asc", "desc"]).withDefault("desc"),
  /** The saved view that this was opened from; alone in an address it stands for all that the view holds. */
  view: asId,
  page: asPage.withDefault(1),
  pageSize: parseAsNumberLiteral(PAGE_SIZES).withDefault(25),
};
export type MortgagesState = inferParserType<typeof mortgagesUrl>;

export const loadMortgagesState = createLoader(mortgagesUrl);
export const mortgagesAddress = createSerializer(mortgagesUrl);

export function mortgagesRequest(state: MortgagesState): Inputs["mortgages"]["list"] {
  const { q, borrower, originatedFrom, originatedTo, maturesFrom, maturesTo } = state;
  const status = [...new Set(state.status)];
  return {
    page: state.page,
    pageSize: state.pageSize,
    sortBy: state.sort,
    sortDirection: state.dir,
    ...(q.trim() === "" ? {} : { search: q.trim() }),
    ...(status.length === 0 ? {} : { status }),
    ...(borrower === null ? {} : { borrowerId: borrower }),
    ...(originatedFrom === null ? {} : { originatedFrom }),
    ...(originatedTo === null ? {} : { originatedTo }),
    ...(maturesFrom === null ? {} : { maturesFrom }),
    ...(maturesTo === null ? {} : { maturesTo }),
  };
}

export function isFiltered(state: MortgagesState): boolean {
  const { q, status, borrower, originatedFrom, originatedTo, maturesFrom, maturesTo } = state;
  const others = [borrower, originatedFrom, originatedTo, maturesFrom, maturesTo];
  return q.trim() !== "" || status.length > 0 || others.some((filter) => filter !== null);
}

export const NO_MORTGAGE_FILTERS = {
  q: "",
  status: [],
  borrower: null,
  originatedFrom: null,
  originatedTo: null,
  maturesFrom: null,
  maturesTo: null,
};
