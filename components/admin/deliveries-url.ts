import { createLoader, type inferParserType, parseAsArrayOf, parseAsStringLiteral } from "nuqs/server";
import { asDay, asId, asPage } from "../shell/address.ts";
import type { Inputs } from "../trpc/client.ts";

/** The log is its address, as the loan list is: a link shows what its sender saw. */

export const OUTCOMES = ["created", "duplicate", "rejected", "failed"] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const deliveriesUrl = {
  outcome: parseAsArrayOf(parseAsStringLiteral(OUTCOMES)).withDefault([]),
  from: asDay,
  to: asDay,
  page: asPage.withDefault(1),
  /** The delivery that is open beside the log. */
  delivery: asId,
};
export type DeliveriesState = inferParserType<typeof deliveriesUrl>;

export const loadDeliveriesState = createLoader(deliveriesUrl);

export function deliveriesRequest(state: DeliveriesState): Inputs["pipeline"]["deliveries"] {
  return {
    page: state.page,
    pageSize: 50,
    ...(state.outcome.length > 0 ? { outcomes: state.outcome } : {}),
    ...(state.from ? { from: state.from } : {}),
    ...(state.to ? { to: state.to } : {}),
  };
}

export function isFiltered({ outcome, from, to }: DeliveriesState): boolean {
  return outcome.length > 0 || from !== null || to !== null;
}

export const NO_FILTERS = { outcome: null, from: null, to: null, page: null };
