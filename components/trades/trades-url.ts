import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsArrayOf,
  parseAsNumberLiteral,
  parseAsStringLiteral,
} from "nuqs/server";
import type { ListLoansInput, ListTradesInput, LoanFilter } from "@/server/domain/pipeline/input.ts";
import { idFrom } from "../pipeline/list-url.ts";
import { asDay, asPage, asText } from "../shell/address.ts";
import { PAGE_SIZES } from "../shell/page-sizes.ts";
import { TRADE_STATUSES } from "./trade-status.tsx";

/** The trade view is its address: filters, sort and page in the query string, the open trade and loan in the path. */

export const TRADE_SORTS = [
  "exchangeTradeId",
  "buyerName",
  "sellerName",
  "tradeDate",
  "status",
  "totalLoanCount",
  "totalAmount",
] as const;
export type TradeSort = (typeof TRADE_SORTS)[number];

export const tradesUrl = {
  id: asText.withDefault(""),
  status: parseAsArrayOf(parseAsStringLiteral(TRADE_STATUSES)).withDefault([]),
  investor: asText.withDefault(""),
  seller: asText.withDefault(""),
  from: asDay.withDefault(""),
  to: asDay.withDefault(""),
  sort: parseAsStringLiteral(TRADE_SORTS).withDefault("tradeDate"),
  dir: parseAsStringLiteral(["asc", "desc"]).withDefault("desc"),
  page: asPage.withDefault(1),
  pageSize: parseAsNumberLiteral(PAGE_SIZES).withDefault(25),
  /** Page of the loans of the open trade. */
  loans: asPage.withDefault(1),
};
export type TradesState = inferParserType<typeof tradesUrl>;

export const loadTradesState = createLoader(tradesUrl);
export const tradesAddress = createSerializer(tradesUrl);

export function tradesRequest(state: TradesState): ListTradesInput {
  const text = (field: string, value: string): LoanFilter[] =>
    value.trim() === "" ? [] : [{ field, operator: "contains", value: value.trim() }];
  const day = (operator: "gte" | "lte", value: string): LoanFilter[] =>
    value !== "" ? [{ field: "tradeDate", operator, value }] : [];
  const filters = [
    ...text("exchangeTradeId", state.id),
    ...(state.status.length > 0
      ? [{ field: "status", operator: "in" as const, value: [...state.status] }]
      : []),
    ...text("buyerName", state.investor),
    ...text("sellerName", state.seller),
    ...day("gte", state.from),
    ...day("lte", state.to),
  ];
  return {
    page: state.page,
    pageSize: state.pageSize,
    sortBy: state.sort,
    sortDirection: state.dir,
    ...(filters.length > 0 ? { filters } : {}),
  };
}

/** One trade by its id, for an address whose trade is not on the page of the list. */
export function tradeRequest(tradeId: number): ListTradesInput {
  return { filters: [{ field: "pipelineTradeId", operator: "eq", value: tradeId }] };
}

export function tradeLoansRequest(tradeId: number, page: number): ListLoansInput {
  return {
    page,
    pageSize: 25,
    sortBy: "pipelineLoanId",
    sortDirection: "asc",
    filters: [{ field: "pipelineTradeId", operator: "eq", value: tradeId }],
  };
}

export const NO_TRADE_FILTERS = { id: "", status: [], investor: "", seller: "", from: "", to: "" };

export function isFiltered(state: TradesState): boolean {
  return (
    state.status.length > 0 ||
    [state.id, state.investor, state.seller, state.from, state.to].some((value) => value.trim() !== "")
  );
}

/** The trade, and the loan over it, that an address of the view has open. */
export function openIn(pathname: string): { tradeId: number | null; loanId: number | null } {
  const [, trade, loan] = /^\/pipeline\/trades\/([^/]+)(?:\/loans\/([^/]+))?\/?$/.exec(pathname) ?? [];
  return {
    tradeId: trade === undefined ? null : idFrom(trade),
    loanId: loan === undefined ? null : idFrom(loan),
  };
}

export function pathOf(tradeId: number | null, loanId: number | null = null): string {
  if (tradeId === null) return "/pipeline/trades";
  return `/pipeline/trades/${tradeId}${loanId === null ? "" : `/loans/${loanId}`}`;
}
