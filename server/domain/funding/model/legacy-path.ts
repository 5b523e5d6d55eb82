import type { Workflow } from "./workflow.ts";

/** The field that older clients read (F2.10): one template for cards, whatever else is under way. */
export type WorkflowPath = "prime" | "paydowns" | "inq_removal" | "seasoning" | null;

const OF_CARDS: Record<string, WorkflowPath> = {
  Qualified: "prime",
  "Qualified w/ Paydowns": "paydowns",
  "Qualified w/ Inq Removal": "inq_removal",
  "Qualified w/ Paydowns/Inq Removal": "paydowns",
};

export function legacyWorkflowPath(workflow: Workflow | null, reportStatus: string): WorkflowPath {
  if (workflow?.parkedReason === "pending_seasoning") return "seasoning";
  if (!workflow?.primaryPaths.includes("card_funding")) return null;
  return Object.hasOwn(OF_CARDS, reportStatus) ? (OF_CARDS[reportStatus] ?? null) : null;
}
