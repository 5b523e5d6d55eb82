import type { AddressFirstItem, NextAction } from "./next-actions.ts";
import type { OverlayId } from "./overlays.ts";
import type { EstablishedSubVariant, PrimaryPath, StepDefinition } from "./paths.ts";

/** The derived workflow: what renders, what is worked on, and what is stored on the run that produced it (F2.11). */
export interface Workflow {
  /** Never empty; in the order in which they are worked on within a track. */
  primaryPaths: PrimaryPath[];
  overlays: Overlay[];
  establishedSubVariant?: EstablishedSubVariant;
  declineReason?: DeclineReason;
  declineReasonNotes?: string;
  parkedReason?: ParkedReason;
  /** Unix milliseconds. */
  parkedCallbackDate?: number;
  nextActions: NextAction[];
  addressFirst: AddressFirstItem[];
}

export interface Overlay {
  id: OverlayId;
  appliesTo: PrimaryPath;
  insertionPoint: { after: string };
  blocks: string;
  steps: Pick<StepDefinition, "id" | "title" | "kind">[];
  data: Record<string, unknown>;
}

export const DECLINE_REASONS = {
  repair_referral: "Credit repair is needed first",
  no_fit: "No product fits",
  insufficient_income: "The stated income is too low for any product",
  duplicate_file: "The same client has a file already",
  other: "Closed by the operator",
} as const;
export type DeclineReason = keyof typeof DECLINE_REASONS;

export const PARKED_REASONS = {
  pending_seasoning: "New accounts have to season",
  recent_credit_activity: "Too much new credit lately",
  thin_file: "The credit file is too thin",
} as const;
export type ParkedReason = keyof typeof PARKED_REASONS;

/** How an operator closes a file. `other` says nothing by itself, so it comes with notes (F2.8). */
export type OperatorClosure =
  | { declineReason: "other"; declineReasonNotes: string }
  | { declineReason: Exclude<DeclineReason, "other">; declineReasonNotes?: string };

/** One rule that fired, for «why this path?». */
export interface TraceEntry {
  /** The requirement that it comes from. */
  rule: string;
  /** The part of the workflow that it explains: `primaryPaths.term_loan`, `parkedCallbackDate`, or `workflow` as a whole. */
  explains: string;
  /** In words that a client-facing operator understands. */
  says: string;
}
