import type { Refusal } from "../../errors.ts";
import type { EffectKind, NewEffect } from "./effects.ts";
import {
  type Assembled,
  agreementEmail,
  type Correspondents,
  declineEmail,
  fundingPlanEmail,
  incomplete,
  nextStepsEmail,
  OFFERS_AGAIN,
  offerLinkEmail,
  type PlannedCard,
  paydownEmail,
  repairReferralEmail,
} from "./emails.ts";
import { invoiceFor } from "./invoice.ts";
import { parkedEmail } from "./parked-email.ts";
import { PATHS, type PrimaryPath } from "./paths.ts";
import type { Paydowns } from "./paydowns.ts";
import type { PathProgress } from "./progress.ts";
import type { Shortlist } from "./shortlist.ts";
import { submissionTo } from "./submission.ts";
import type { Workflow } from "./workflow.ts";

/** What is known when a step is done: the server writes what goes out from it (F3.5). */
export interface StepFacts {
  client: { name: string; email: string; phone: string | null };
  operator: { name: string; feePercent: string; affiliateLink: string | null };
  path: PrimaryPath;
  workflow: Workflow;
  /** Where every path of the file stands. */
  paths: readonly Pick<PathProgress, "path" | "state" | "steps">[];
  paydowns: Paydowns;
  /** The term loan has been funded, so that its proceeds can pay. */
  hasTermLoan: boolean;
  offer: { lender: string; amount: string; link: string | null; expiresOn: string | null } | null;
  /** In the tenant's time zone. */
  today: string;
  /** What the term loan paid out; null before. */
  fundedAmount: string | null;
  /** The funding plan as it stands. */
  cards: PlannedCard[];
  /** The client has had a decline e-mail for another file. */
  wasDeclinedBefore: boolean;
  /** For the step that submits to lenders: which of them fit, and the documents that were gathered for them. */
  submission?: { shortlist: Shortlist; documents: string[] } | null;
  /** What the step was completed with. */
  data: Record<string, unknown>;
}

/** The effects of a step, and what the timeline says of it beside its data. */
export type StepOutcome =
  | { refusal: Refusal }
  | { effects: NewEffect[]; says: string | null; keeps?: Record<string, unknown> };

/** A step that is not here sends nothing. */
const OUTCOMES: Record<string, (facts: StepFacts) => StepOutcome> = {
  send_agreement: (facts) => {
    const email = mailed(facts, agreementEmail(correspondents(facts)));
    if ("refusal" in email) return email;
    const { name, email: address } = facts.client;
    return {
      ...email,
      effects: [{ effect: "agreement", payload: { name, email: address } }, ...email.effects],
    };
  },
  send_offer_link: (facts) => mailed(facts, offerLink(facts)),
  deliver_funding_plan: (facts) => mailed(facts, fundingPlanEmail(correspondents(facts), facts.cards)),
  email_paydown_requirements: (facts) =>
    mailed(facts, paydownEmail(correspondents(facts), facts.paydowns.topPaydownAccounts, facts.hasTermLoan)),
  send_next_steps: (facts) => mailed(facts, nextStepsEmail(correspondents(facts), facts.paths)),
  send_repair_referral: (facts) =>
    mailed(facts, repairReferralEmail(correspondents(facts), facts.operator.affiliateLink)),
  send_decline_email: (facts) =>
    mailed(
      facts,
      declineEmail(correspondents(facts), facts.workflow.declineReason ?? "no_fit", facts.wasDeclinedBefore),
    ),
  send_parked_email: (facts) => {
    const { parkedReason, parkedCallbackDate } = facts.workflow;
    return mailed(
      facts,
      parkedReason === undefined
        ? incomplete("parkedReason", "The file is parked without a reason: run the underwriting again.")
        : parkedEmail(correspondents(facts), parkedReason, parkedCallbackDate ?? Number.NaN),
    );
  },
  mark_parked: ({ client, workflow }) => parking(client, workflow),
  mark_in_credit_repair: ({ client }) => one("crm_tag", { ...reached(client), tag: "repair_referral" }),
  close_file: ({ client, workflow: { declineReason, declineReasonNotes } }) => {
    const closing = { declineReason, ...(declineReasonNotes === undefined ? {} : { declineReasonNotes }) };
    return { ...one("crm_closing", { ...reached(client), ...closing }), keeps: closing };
  },
  collect_invoice: invoiced,
  submit_to_partner: submitted,
  record_payment_received: ({ client, data }) => one("payment", { ...reached(client), ...data }),
};

/** What a step sends out, all of it or a refusal; pure. */
export function outcomeOf(step: string, facts: StepFacts): StepOutcome {
  const outcome = Object.hasOwn(OUTCOMES, step) ? OUTCOMES[step] : undefined;
  return outcome?.(facts) ?? { effects: [], says: null };
}

/** Reason, day and stage are one change of the CRM (F5.1). */
export function parking(client: StepFacts["client"], { parkedReason, parkedCallbackDate }: Workflow) {
  const keeps = { parkedReason, parkedCallbackDate };
  return { ...one("crm_parking", { ...reached(client), ...keeps }), keeps };
}

function correspondents({ client, operator }: StepFacts): Correspondents {
  return { clientName: client.name, operatorName: operator.name };
}

function reached({ name, email, phone }: StepFacts["client"]) {
  return { name, email, phone };
}

function one(effect: EffectKind, payload: Record<string, unknown>) {
  return { effects: [{ effect, payload }], says: null };
}

function mailed({ client }: StepFacts, assembled: Assembled): StepOutcome {
  if ("refusal" in assembled) return assembled;
  if ("skip" in assembled) return { effects: [], says: assembled.skip };
  return one("email", { to: client.email, ...assembled.email });
}

/** Days may pass between selecting an offer and sending it. */
function offerLink(facts: StepFacts): Assembled {
  const { offer, today } = facts;
  if (offer === null)
    return incomplete(
      "offer",
      "No offer of these is selected: the selection has to be reopened first, which an administrator does.",
    );
  if (offer.expiresOn === null || offer.expiresOn >= today)
    return offerLinkEmail(correspondents(facts), offer);
  const what = `The offer of ${offer.lender} expired on ${offer.expiresOn}`;
  return incomplete("offer", `${what}: ${OFFERS_AGAIN}`);
}

function submitted({ client, operator, submission, data }: StepFacts): StepOutcome {
  if (!submission) throw new Error("unreachable: only established funding is submitted to lenders");
  const facts = { client, operatorName: operator.name, documents: submission.documents };
  const made = submissionTo(data.partners as string[], submission.shortlist, facts);
  if ("refusal" in made) return made;
  return { effects: made.effects, says: null, keeps: { lenders: made.lenders } };
}

/** It is of the day by which the reconciliation counts it, whenever it goes out (F4.3). */
function invoiced({ client, operator, path, fundedAmount, cards, today }: StepFacts): StepOutcome {
  const approved = cards.filter(({ status }) => status === "approved").map(({ amount }) => amount);
  const amounts = path === "term_loan" ? (fundedAmount === null ? [] : [fundedAmount]) : approved;
  const made = invoiceFor(path, operator.feePercent, amounts);
  if ("refusal" in made) return made;
  if ("none" in made) return { effects: [], says: made.none, keeps: { invoice: null } };
  const { funded, feePercent, amount } = made.invoice;
  const invoice = { funded, feePercent, amount };
  return {
    ...one("invoice", { ...reached(client), title: PATHS[path].title, ...invoice, issuedOn: today }),
    keeps: { invoice },
  };
}
