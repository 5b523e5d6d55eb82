import type { Refusal, RefusalDetail } from "../../errors.ts";
import { futureDay } from "../../written-day.ts";
import { OVERLAYS } from "./overlays.ts";
import { PATHS, type PrimaryPath, type StepAsk, type StepDefinition } from "./paths.ts";
import { doneBy, type StepEvent } from "./step-events.ts";
import { guardSubVariant } from "./step-guards.ts";
import type { Workflow } from "./workflow.ts";

/** What a step takes when it is completed, and what of that does not fit (F3.5). */

/** What a step of a path, or of an overlay that can attach to it, asks for; null when there is no such step. */
export function asksOf(path: PrimaryPath, step: string): StepAsk | null {
  const spine: readonly StepDefinition[] = PATHS[path].steps;
  const own = spine.find(({ id }) => id === step);
  if (own) return own.asks ?? own.kind;
  const overlays = OVERLAYS.filter(({ attachesTo }) => attachesTo.some((one) => one.path === path));
  const all = overlays.flatMap(({ steps }): readonly StepDefinition[] => steps);
  return all.find(({ id }) => id === step)?.kind ?? null;
}

/** Nothing has happened that is still to come. */
export function futureDaysIn(data: unknown, today: string, at = "data"): RefusalDetail[] {
  if (typeof data !== "object" || data === null) return [];
  return Object.entries(data).flatMap(([name, value]) => {
    const field = Array.isArray(data) ? `${at}[${name}]` : `${at}.${name}`;
    return /^(accepted|funded|received)On$/.test(name)
      ? futureDay(field, value, today)
      : futureDaysIn(value, today, field);
  });
}

/**
 * Which products of established funding an approval covers (F3.6). Approving on its own path says so. Approving elsewhere counts
 * here as well, since the approval is shared (F3.3): it may narrow them too, and otherwise covers what underwriting allows,
 * which is what was approved. When that changes, the approval is asked for again (F3.12).
 */
export function approvedSubVariant(
  workflow: Workflow,
  path: PrimaryPath,
  chosen: string | undefined,
): { refusal: Refusal } | { keeps: Record<string, unknown> } {
  if (chosen !== undefined) {
    const refusal = guardSubVariant(workflow, chosen);
    return refusal ? { refusal: ofData(refusal) } : { keeps: { establishedSubVariant: chosen } };
  }
  if (path !== "established_funding") {
    const derived = workflow.establishedSubVariant;
    return { keeps: derived === undefined ? {} : { establishedSubVariant: derived } };
  }
  const message = "is required: say which products you approve";
  return { refusal: invalid("data.establishedSubVariant", message) };
}

/** The rule knows the fact by its name; the caller, where it stands in the request. */
function ofData({ details = [], ...refusal }: Refusal): Refusal {
  return { ...refusal, details: details.map((detail) => ({ ...detail, field: `data.${detail.field}` })) };
}

export interface RecordedOffer {
  offerId: string;
  lender: string;
  amount: string;
  apr: string | null;
  termMonths: number | null;
  monthlyPayment: string | null;
  link: string | null;
  expiresOn: string | null;
}

/**
 * The offers as they are on the table, and the one that was selected of these: what was selected of earlier ones may be another
 * offer under the same id.
 */
export function offersIn(events: readonly StepEvent[]): {
  offers: RecordedOffer[];
  selected: RecordedOffer | null;
} {
  const made = doneBy(events, "term_loan", "generate_term_loan_offers");
  const offers = (made?.data.offers ?? []) as RecordedOffer[];
  const chosen = doneBy(events, "term_loan", "review_and_select_offer");
  if (!made || !chosen || chosen.seq < made.seq) return { offers, selected: null };
  return { offers, selected: offers.find(({ offerId }) => offerId === chosen.data.offerId) ?? null };
}

/** One that is not there, or that the lender no longer stands by, cannot be selected. */
export function guardOffer(
  offers: readonly RecordedOffer[],
  offerId: unknown,
  today: string,
): Refusal | null {
  const offer = offers.find((one) => one.offerId === offerId);
  if (!offer) return invalid("data.offerId", "must be one of the offers that were generated");
  if (offer.expiresOn === null || offer.expiresOn >= today) return null;
  return invalid(
    "data.offerId",
    `is an offer that expired on ${offer.expiresOn}: have the offers generated again`,
  );
}

export function invalid(field: string, message: string): Refusal {
  return {
    code: "PAYLOAD_VALIDATION",
    message: `${field} ${message}. Nothing was changed.`,
    details: [{ field, message }],
  };
}
