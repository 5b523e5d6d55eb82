import { isToCome } from "../../wrong-clock.ts";
import type { RecordedOffer } from "./step-asks.ts";

/** What a marketplace of lenders is asked, and what it answers (F7.2). */

/** Whether a request went to the lenders themselves or to the sandbox. */
export const MARKET_MODES = ["live", "sandbox"] as const;
export type MarketMode = (typeof MARKET_MODES)[number];

/** An offer as it is kept and shown. What the marketplace pays for it is not part of it. */
export interface LenderOffer {
  offerId: string;
  lender: string;
  /** `personal_loan`, `line_of_credit` … */
  product: string;
  /** The most that the lender gives. */
  amount: string;
  minAmount: string | null;
  apr: string | null;
  minApr: string | null;
  maxApr: string | null;
  aprType: string | null;
  termMonths: number | null;
  monthlyPayment: string | null;
  maxFee: string | null;
  isPreApproved: boolean;
  isSecured: boolean;
  /** The lender's own words. */
  terms: string | null;
  disclaimer: string | null;
  /** Where the client accepts it. Never opened by us: that would count as the client's click. */
  link: string | null;
  expiresOn: string;
}

/** What lenders have answered to an application so far. */
export interface OfferTable {
  leadId: string;
  tableId: string;
  offers: LenderOffer[];
  /** Lenders that have not answered yet. None is added once this is empty. */
  pending: string[];
}

/** `asked`: on its way, or the app fell over meanwhile. `unclear`: nobody knows whether the marketplace has it. */
export const REQUEST_STATES = ["asked", "answered", "refused", "unclear"] as const;
export type RequestState = (typeof REQUEST_STATES)[number];

/** A request as far as rules need it. */
export interface OfferRequestFacts {
  requestNo: number;
  mode: MarketMode;
  state: RequestState;
  askedAt: string;
  problem: string | null;
  /** Lenders that were asked. */
  lenders: number;
  pending: string[];
  offers: LenderOffer[];
  completedAt: string | null;
}

/** Longer than the call may take: who asked is gone. */
export const ASKING_MS = 120_000;

/** After this long, lenders that have not answered are not waited for any more. */
export const WAITING_MS = 10 * 60_000;

/** How soon to look again: at first after a second, later every ten. @param polls how often it was looked already */
export function pollWait(polls: number): number {
  return Math.min(10_000, 1_000 * 1.4 ** polls);
}

/** How long an offer stands. */
export const OFFER_DAYS = 31;

export const OFFERS_STATES = ["not_asked", "asking", "waiting", "complete", "unclear", "failed"] as const;
export type OffersState = (typeof OFFERS_STATES)[number];

/** Where asking for offers stands, with a sentence for the operator. @param now unix milliseconds */
export function offersStateOf(
  request: OfferRequestFacts | null,
  now: number,
): { state: OffersState; says: string } {
  if (request === null) return { state: "not_asked", says: "No offers have been asked for yet." };
  const { state, askedAt, problem, lenders, pending, offers, completedAt } = request;
  if (state === "refused") return { state: "failed", says: problem ?? "Engine refused the request." };
  if (state === "asked" && isToCome(Date.parse(askedAt) + ASKING_MS, now, ASKING_MS))
    return { state: "asking", says: "Engine is being asked." };
  if (state !== "answered") return { state: "unclear", says: `${problem ?? LOST} ${ASK_AGAIN}` };
  if (completedAt === null)
    return {
      state: "waiting",
      says: `Waiting for ${pending.length} of ${lenders} lenders. ${counted(offers.length)} so far.`,
    };
  const came = offers.length === 0 ? "No lender made an offer." : `${counted(offers.length)}.`;
  return { state: "complete", says: problem === null ? came : `${came} ${problem}` };
}

const LOST = "The app stopped while Engine was being asked.";
const ASK_AGAIN =
  "Engine may have the application or not. Look there first; asked a second time it may answer that it is a duplicate.";

function counted(offers: number): string {
  return offers === 0 ? "No offer" : offers === 1 ? "1 offer" : `${offers} offers`;
}

/** Says which lenders were not waited for any longer. */
export function givenUp(pending: readonly string[]): string {
  const names = pending.slice(0, 5).join(", ");
  const more = pending.length > 5 ? ` and ${pending.length - 5} more` : "";
  return `No answer came from ${names}${more}; they are not waited for any longer.`;
}

/** As many as the step takes. */
const MOST_OFFERS = 100;

/** The offers that stand, as the step takes them. @param today `YYYY-MM-DD` */
export function stepOffersOf(offers: readonly LenderOffer[], today: string): RecordedOffer[] {
  return offers
    .filter(({ expiresOn }) => expiresOn >= today)
    .slice(0, MOST_OFFERS)
    .map(({ offerId, lender, amount, apr, termMonths, monthlyPayment, link, expiresOn }) => ({
      offerId,
      lender,
      amount,
      apr,
      termMonths,
      monthlyPayment,
      link,
      expiresOn,
    }));
}
