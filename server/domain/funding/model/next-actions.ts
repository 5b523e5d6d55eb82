import type { WorkflowFacts } from "./overlays.ts";
import type { Workflow } from "./workflow.ts";

/** What an operator is told to do next, and what has to be addressed first (F1.6), from the workflow and nothing else. */

export type NextActionType =
  | "prime_approval"
  | "paydown_strategy"
  | "inquiry_removal"
  | "term_loan_option"
  | "mca_option"
  | "sba_option"
  | "credit_repair_required"
  | "callback_scheduled"
  | "close_file";

export interface NextAction {
  type: NextActionType;
  title: string;
}

export interface AddressFirstItem {
  type: "paydowns" | "inquiries" | "credit_repair" | "seasoning" | "credit_activity" | "thin_file" | "income";
  title: string;
  /** US dollars, where an amount has to be found. */
  amount?: string;
  /** How many things it is about, where they are counted. */
  count?: number;
}

type Routed = Omit<Workflow, "nextActions" | "addressFirst">;

export function nextActions(workflow: Routed): NextAction[] {
  const has = (id: string) => workflow.overlays.some((overlay) => overlay.id === id);
  const { primaryPaths, establishedSubVariant: variant, declineReason } = workflow;
  const is = (path: Routed["primaryPaths"][number]) => primaryPaths.includes(path);
  const all: [boolean, NextActionType, string][] = [
    [is("term_loan"), "term_loan_option", "Offer the term loan"],
    [is("card_funding"), "prime_approval", "Fund with 0 % cards"],
    [has("paydowns_required"), "paydown_strategy", "Agree on the paydowns"],
    [has("inq_removal_required"), "inquiry_removal", "Have the recent inquiries removed"],
    [variant === "mca" || variant === "both", "mca_option", "Offer a merchant cash advance"],
    [variant === "sba" || variant === "both", "sba_option", "Offer an SBA loan"],
    [is("parked"), "callback_scheduled", "Call back when the time has come"],
    [declineReason === "repair_referral", "credit_repair_required", "Refer the client to credit repair"],
    [is("decline"), "close_file", "Send the decline email and close the file"],
  ];
  return all.filter(([applies]) => applies).map(([, type, title]) => ({ type, title }));
}

export function addressFirst(workflow: Routed, facts: WorkflowFacts): AddressFirstItem[] {
  const items: AddressFirstItem[] = [];
  for (const { id } of workflow.overlays) {
    if (id === "paydowns_required")
      items.push({
        type: "paydowns",
        title: "Revolving balances are too high",
        ...(facts.paydowns ? { amount: facts.paydowns.paydownAmountNeeded } : {}),
      });
    if (id === "inq_removal_required")
      items.push({
        type: "inquiries",
        title: "Too many recent inquiries",
        ...(facts.eligibleInquiries ? { count: facts.eligibleInquiries.length } : {}),
      });
  }
  if (workflow.parkedReason) items.push(WHILE_PARKED[workflow.parkedReason]);
  if (workflow.declineReason === "repair_referral")
    items.push({ type: "credit_repair", title: "The credit has to be repaired" });
  if (workflow.declineReason === "insufficient_income")
    items.push({ type: "income", title: "The stated income is too low" });
  return items;
}

const WHILE_PARKED: Record<NonNullable<Workflow["parkedReason"]>, AddressFirstItem> = {
  pending_seasoning: { type: "seasoning", title: "New accounts have to season" },
  recent_credit_activity: { type: "credit_activity", title: "No new credit until the call-back" },
  thin_file: { type: "thin_file", title: "Credit history has to be built" },
};
