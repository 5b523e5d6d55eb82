import { CARD_DECLINE_REASONS, isCardDeclineReason, needsDeclineReason } from "./decisions.ts";
import type { OverlayDefinition } from "./overlays.ts";
import type { Policy } from "./policy.ts";
import type { OperatorClosure, TraceEntry, Workflow } from "./workflow.ts";

/** The decisions of the evaluators, and what else routing depends on. */
export interface WorkflowDecisions {
  reportStatus: string;
  cardDeclineReason: string | null;
  tlDecision: string;
  mcaEligible: boolean;
  sbaEligible: boolean;
  /** `Manual Review - …` where established funding is for a person to judge. */
  establishedReview?: string | null;
  /** `YYYY-MM-DD` */
  youngestAccountOpened: string | null;
  insufficientIncome: boolean;
  /** A duplicate that an operator has confirmed. */
  duplicateFile: boolean;
  operatorClosure?: OperatorClosure | null;
  /** Unix milliseconds. */
  now: number;
}

export type Routed = Omit<Workflow, "nextActions" | "addressFirst">;

/** What routing found: the workflow without what follows from it, or null, and why. */
export interface Route {
  workflow: Routed | null;
  trace: TraceEntry[];
}

export interface RouteSettings {
  intervals: Policy["parking"];
  overlays: readonly OverlayDefinition[];
}

/** Where the decline of cards leads; nowhere unless cards are declined. */
export function declineLeadsTo({ reportStatus, cardDeclineReason }: WorkflowDecisions) {
  if (!needsDeclineReason(reportStatus) || cardDeclineReason === null) return null;
  return isCardDeclineReason(cardDeclineReason) ? CARD_DECLINE_REASONS[cardDeclineReason] : null;
}
