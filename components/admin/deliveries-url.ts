import {
  createLoader,
  type inferParserType,
  parseAsArrayOf,
  parseAsInteger,
  parseAsIsoDate,
  parseAsStringLiteral,
} from "nuqs/server";
import type { Inputs } from "../trpc/client.ts";

/** The log is its address, as the loan list is: a link shows what its sender saw. */

export const OUTCOMES = ["created", "duplicate", "rejected", "failed"] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const deliveriesUrl = {
  outcome: parseAsArrayOf(parseAsStringLiteral(OUTCOMES)).withDefault([]),
  from: parseAsIsoDate,
  to: parseAsIsoDate,
  page: parseAsInteger.withDefault(1),
  /** The delivery that is open beside the log. */
  delivery: parseAsInteger,
};
export type DeliveriesState = inferParserType<typeof deliveriesUrl>;

export const loadDeliveriesState = createLoader(deliveriesUrl);

/** `YYYY-MM-DD` of what the address holds: the parser reads a day as its midnight in UTC. */
export function dayOf(date: Date | null): string {
  return date ? date.toISOString().slice(0, 10) : "";
}

export function deliveriesRequest(state: DeliveriesState): Inputs["pipeline"]["deliveries"] {
  return {
    page: Math.min(Math.max(1, state.page), 1_000_000),
    pageSize: 50,
    ...(state.outcome.length > 0 ? { outcomes: state.outcome } : {}),
    ...(state.from ? { from: dayOf(state.from) } : {}),
    ...(state.to ? { to: dayOf(state.to) } : {}),
  };
}

export function isFiltered({ outcome, from, to }: DeliveriesState): boolean {
  return outcome.length > 0 || from !== null || to !== null;
}

export const NO_FILTERS = { outcome: null, from: null, to: null, page: null };
