import type { LenderOffer, OfferTable } from "../../domain/funding/model/loan-offers.ts";
import { OFFER_DAYS } from "../../domain/funding/model/loan-offers.ts";
import { roundedToCent } from "../../domain/money.ts";

/** What the sandbox's lenders offer, and the last names by which it is made to fail. */

/**
 * The client's last name, in any letters, decides what the sandbox does; every other name gets offers, unless the score is
 * poor.
 */
export const SCENARIOS = {
  usual: "Four of six lenders make an offer within ten seconds",
  nooffers: "Every lender declines",
  duplicate: "Answers 409: it has this application already",
  invalid: "Answers 400 and repeats what it was sent",
  busy: "Answers 429",
  broken: "Answers 500, so that nobody knows whether it has the application",
  slow: "Lenders take minutes",
  silent: "One lender never answers",
  expired: "The offers have expired",
  nulls: "Offers without APR, term and payment",
} as const;
export type Scenario = keyof typeof SCENARIOS;

const { usual: _, ...FAILING } = SCENARIOS;

/** To be shown to whoever tries it. */
export const FAILING_NAMES: Record<string, string> = FAILING;

export function isScenario(name: string): name is Scenario {
  return Object.hasOwn(SCENARIOS, name);
}

interface Lender {
  name: string;
  /** How long it takes to answer (ms); null when it never does. */
  after: number | null;
  /** Per cent of what was asked for; 0 when it declines. */
  gives: number;
  apr: string;
  months: number;
}

const LENDERS: Lender[] = [
  { name: "Sandbox Alder Bank", after: 0, gives: 100, apr: "11.990", months: 60 },
  { name: "Sandbox Birch Credit", after: 2_000, gives: 80, apr: "9.490", months: 36 },
  { name: "Sandbox Cedar Lending", after: 3_000, gives: 0, apr: "0", months: 0 },
  { name: "Sandbox Dogwood Loans", after: 5_000, gives: 100, apr: "17.240", months: 48 },
  { name: "Sandbox Elm Finance", after: 6_000, gives: 0, apr: "0", months: 0 },
  { name: "Sandbox Fir Capital", after: 9_000, gives: 60, apr: "24.990", months: 24 },
];

/** Who is asked, and what comes of it. */
export function lendersOf(scenario: Scenario): Lender[] {
  switch (scenario) {
    case "nooffers":
      return LENDERS.map((lender) => ({ ...lender, gives: 0 }));
    case "slow":
      return LENDERS.map((lender) => ({ ...lender, after: 30_000 + (lender.after ?? 0) * 10 }));
    case "silent":
      return LENDERS.map((lender, index) =>
        index === LENDERS.length - 1 ? { ...lender, after: null } : lender,
      );
    default:
      return LENDERS;
  }
}

export interface SandboxLead {
  leadId: string;
  tableId: string;
  scenario: Scenario;
  loanAmount: number;
  createdAt: string;
}

const DAY_MS = 86_400_000;

/** The table as it is at a moment: the same lead has the same offers whenever it is read. @param now unix milliseconds */
export function sandboxTable(lead: SandboxLead, lenders: readonly Lender[], now: number): OfferTable {
  const created = Date.parse(lead.createdAt);
  const isThere = ({ after }: Lender) => after !== null && now >= created + after;
  const made = lead.scenario === "expired" ? created - 40 * DAY_MS : created;
  const expiresOn = new Date(made + OFFER_DAYS * DAY_MS).toISOString().slice(0, 10);
  return {
    leadId: lead.leadId,
    tableId: lead.tableId,
    pending: lenders.filter((lender) => !isThere(lender)).map(({ name }) => name),
    offers: lenders
      .filter((lender) => isThere(lender) && lender.gives > 0)
      .map((lender) =>
        offerOf(
          lead,
          lender,
          LENDERS.findIndex(({ name }) => name === lender.name),
          expiresOn,
        ),
      ),
  };
}

function offerOf(
  lead: SandboxLead,
  { name, gives, apr, months }: Lender,
  index: number,
  expiresOn: string,
): LenderOffer {
  const whole = Math.floor((lead.loanAmount * gives) / 100);
  const isBare = lead.scenario === "nulls";
  // As good as the lead's own id, with a place for the lender.
  const offerId = `${lead.tableId.slice(0, -2)}0${index}`;
  return {
    offerId,
    lender: name,
    product: "personal_loan",
    amount: `${whole}.00`,
    minAmount: null,
    apr: isBare ? null : apr,
    minApr: null,
    maxApr: isBare ? null : apr,
    aprType: "fixed",
    termMonths: isBare ? null : months,
    monthlyPayment: isBare ? null : paymentOf(whole, Number(apr), months),
    maxFee: null,
    isPreApproved: gives === 100,
    isSecured: false,
    terms: null,
    disclaimer: "Made by the sandbox: no lender stands behind it.",
    link: `https://sandbox.invalid/ref/${offerId}`,
    expiresOn,
  };
}

/** An annuity, near enough for a specimen. */
function paymentOf(amount: number, apr: number, months: number): string {
  const rate = apr / 1_200;
  const factor = (1 + rate) ** months;
  return roundedToCent(String(Math.round(((amount * rate * factor) / (factor - 1)) * 100) / 100));
}
