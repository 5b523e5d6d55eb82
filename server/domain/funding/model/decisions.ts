import type { OverlayId } from "./overlays.ts";

/**
 * The decisions that the evaluators give, in the words of the source, and what each means for routing (F1.2, F2). Nothing
 * else in the product compares decision strings: it reads the derived workflow.
 */

interface Meaning {
  /** Whether the product is open to the client. */
  qualifies: boolean;
  /** What has to be done before the product goes on. */
  asksFor: readonly OverlayId[];
}

const closed = { qualifies: false, asksFor: [] } as const;

export const CARD_STATUSES = {
  Qualified: { qualifies: true, asksFor: [] },
  "Qualified w/ Paydowns": { qualifies: true, asksFor: ["paydowns_required"] },
  "Qualified w/ Inq Removal": { qualifies: true, asksFor: ["inq_removal_required"] },
  "Qualified w/ Paydowns/Inq Removal": {
    qualifies: true,
    asksFor: ["paydowns_required", "inq_removal_required"],
  },
  "Qualified - Pending Seasoning": closed,
  "Doesn't Qualify": closed,
  "Credit Not Found": closed,
} as const satisfies Record<string, Meaning>;

export const TERM_LOAN_DECISIONS = {
  "TL Qualified": { qualifies: true, asksFor: [] },
  "TL Qualified w/ Inq Removal": { qualifies: true, asksFor: ["inq_removal_required"] },
} as const satisfies Record<string, Meaning>;

/** Why cards are declined, and where a file goes when no product qualifies (F2.7, F2.8); null: nowhere of its own. */
export const CARD_DECLINE_REASONS = {
  "Recent Bankruptcy": "repair_referral",
  "Credit Score Too Low": "repair_referral",
  "Recent Severe Late Payment History": "repair_referral",
  "Thin File": "thin_file",
  "Too Many Collections/Charge-Offs": "repair_referral",
  "Too Many Late Payments": "repair_referral",
  "Insufficient Income": null,
  "Too Many New Accounts": "recent_credit_activity",
  "No Fit": null,
  // No evaluator of ours gives it (removed 2026-04-27); runs from before may still say so.
  "Too Many Recent Inquiries": null,
} as const satisfies Record<string, "repair_referral" | "thin_file" | "recent_credit_activity" | null>;

export type CardDeclineReason = keyof typeof CARD_DECLINE_REASONS;
export type CardStatus = keyof typeof CARD_STATUSES | `Manual Review - ${string}`;
export type TermLoanDecision =
  | keyof typeof TERM_LOAN_DECISIONS
  | `TL Declined - ${string}`
  | `Manual Review - ${string}`;

const REASON_GIVEN = /^\S(.{0,98}\S)?$/;

function inFamily(decision: string, family: string): boolean {
  return decision.startsWith(family) && REASON_GIVEN.test(decision.slice(family.length));
}

/** `Manual Review - …`, whatever the reason: a person has to decide first. */
export function isManualReview(decision: string): boolean {
  return inFamily(decision, "Manual Review - ");
}

/** The decisions as far as they may leave a file without a workflow. */
interface BeforeWorkflow {
  reportStatus: string;
  tlDecision: string;
  establishedReview?: string | null;
}

/** The first of the decisions that is left to a person; undefined where none is. */
export function reviewIn({
  reportStatus,
  tlDecision,
  establishedReview,
}: BeforeWorkflow): string | undefined {
  return [reportStatus, tlDecision, establishedReview ?? ""].find(isManualReview);
}

/** Whether the credit has to be pulled anew before anything else; what a person has to judge comes first (F2.1). */
export function asksForNewPull(decisions: BeforeWorkflow): boolean {
  const notFound: keyof typeof CARD_STATUSES = "Credit Not Found";
  return decisions.reportStatus === notFound && reviewIn(decisions) === undefined;
}

/** Only a decline says why, and it has to (F1.2). */
export function needsDeclineReason(reportStatus: string | null | undefined): boolean {
  const declined: keyof typeof CARD_STATUSES = "Doesn't Qualify";
  return reportStatus === declined;
}

export function isCardStatus(text: string): boolean {
  return Object.hasOwn(CARD_STATUSES, text) || isManualReview(text);
}

export function isTermLoanDecision(text: string): boolean {
  return Object.hasOwn(TERM_LOAN_DECISIONS, text) || inFamily(text, "TL Declined - ") || isManualReview(text);
}

export function isCardDeclineReason(text: string): text is CardDeclineReason {
  return Object.hasOwn(CARD_DECLINE_REASONS, text);
}

/** What a decision means; one that does not qualify asks for nothing. */
export function meaningOf(decision: string): Meaning {
  const known: Record<string, Meaning> = { ...CARD_STATUSES, ...TERM_LOAN_DECISIONS };
  return Object.hasOwn(known, decision) ? (known[decision] ?? closed) : closed;
}

/** A decision of one evaluator, with the figures that led to it in words. */
export interface Decision<D extends string> {
  decision: D;
  reasons: string[];
}
