import type { EligibleInquiry } from "./inquiries.ts";
import type { StepDefinition } from "./paths.ts";
import type { Paydowns } from "./paydowns.ts";

/**
 * What has to be done before a product can go on (F2.3, F2.4). An overlay is an entry here and a decision that asks for
 * it; where it stands in the spine, what it blocks and its steps are data (F3.2).
 */

/** What underwriting knows beside its decisions; null where nobody looked. */
export interface WorkflowFacts {
  paydowns: Paydowns | null;
  eligibleInquiries: EligibleInquiry[] | null;
}

export interface OverlayDefinition {
  id: string;
  title: string;
  /** Attaches to the first of these whose product asks for it: once, never twice. */
  attachesTo: readonly { path: string; after: string; blocks: string }[];
  steps: readonly StepDefinition[];
  data(facts: WorkflowFacts): Record<string, unknown>;
}

/** In the order in which they stand in a slot. */
export const OVERLAYS = [
  {
    id: "paydowns_required",
    title: "Paydowns",
    attachesTo: [{ path: "card_funding", after: "send_agreement", blocks: "submit_processing" }],
    steps: [
      {
        id: "email_paydown_requirements",
        title: "Review over-utilized accounts and email the paydown requirements",
        kind: "trigger",
      },
      {
        id: "confirm_paydowns",
        title: "Confirm the paydowns and pull a new credit report",
        kind: "verification",
      },
    ],
    data: ({ paydowns }: WorkflowFacts) => ({
      paydownAmountNeeded: paydowns?.paydownAmountNeeded ?? null,
      topPaydownAccounts: paydowns?.topPaydownAccounts ?? [],
    }),
  },
  {
    id: "inq_removal_required",
    title: "Inquiry removal",
    attachesTo: [
      { path: "term_loan", after: "send_agreement", blocks: "generate_term_loan_offers" },
      { path: "card_funding", after: "send_agreement", blocks: "submit_processing" },
    ],
    steps: [
      { id: "dispute_inquiries", title: "Dispute the recent inquiries with the bureaus", kind: "record" },
      {
        id: "confirm_inquiries_removed",
        title: "Confirm the removal and pull a new credit report",
        kind: "verification",
      },
    ],
    data: ({ eligibleInquiries }: WorkflowFacts) => ({ eligibleInquiries: eligibleInquiries ?? [] }),
  },
] as const satisfies readonly OverlayDefinition[];

export type OverlayId = (typeof OVERLAYS)[number]["id"];
