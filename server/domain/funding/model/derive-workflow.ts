import {
  asksForNewPull,
  isCardDeclineReason,
  isCardStatus,
  isTermLoanDecision,
  reviewIn,
} from "./decisions.ts";
import { addressFirst, nextActions } from "./next-actions.ts";
import { OVERLAYS, type OverlayDefinition, type WorkflowFacts } from "./overlays.ts";
import { DEFAULT_POLICY, type Policy } from "./policy.ts";
import { parked } from "./route-parked.ts";
import { products } from "./route-products.ts";
import { declineLeadsTo, type Route, type RouteSettings, type WorkflowDecisions } from "./routing.ts";
import { DECLINE_REASONS, type TraceEntry, type Workflow } from "./workflow.ts";

export interface DerivedWorkflow {
  /** null: pre-workflow, a person has to act first. */
  workflow: Workflow | null;
  trace: TraceEntry[];
}

type Rule = (decisions: WorkflowDecisions, settings: RouteSettings) => Route | null;

/** In their precedence (F2): the first that speaks decides. */
const RULES: Rule[] = [closedByOperator, duplicate, preWorkflow, products, parked, repairReferral, lowIncome];

/** Beyond it, no date can be calculated. */
const LATEST_MOMENT = 8e15;

const NOBODY_LOOKED: WorkflowFacts = { paydowns: null, eligibleInquiries: null };

/**
 * The only source of routing (F2): decisions in, workflow and its reasons out. Pure, and total: no input throws, and a
 * decision that nobody knows is for a person to look at.
 * @param facts what underwriting found beside its decisions, for the overlays and for what is to be addressed first
 */
export function deriveWorkflow(
  decisions: WorkflowDecisions,
  facts: WorkflowFacts = NOBODY_LOOKED,
  intervals: Policy["parking"] = DEFAULT_POLICY.parking,
  overlays: readonly OverlayDefinition[] = OVERLAYS,
): DerivedWorkflow {
  const { workflow, trace } = routeOf(decisions, { intervals, overlays });
  if (workflow === null) return { workflow, trace };
  const withData = {
    ...workflow,
    overlays: workflow.overlays.map((overlay) => ({
      ...overlay,
      data: overlays.find(({ id }) => id === overlay.id)?.data(facts) ?? {},
    })),
  };
  return {
    workflow: {
      ...withData,
      nextActions: nextActions(workflow),
      addressFirst: addressFirst(workflow, facts),
    },
    trace,
  };
}

function routeOf(decisions: WorkflowDecisions, settings: RouteSettings): Route {
  for (const rule of RULES) {
    const route = rule(decisions, settings);
    if (route) return route;
  }
  return declined({
    reason: "no_fit",
    rule: "F2.8",
    because: `Nothing qualifies (${saidOf(decisions)}) and no time will change it.`,
  });
}

function declined(by: {
  reason: keyof typeof DECLINE_REASONS;
  rule: string;
  because: string;
  notes?: string;
}): Route {
  const { reason, rule, because, notes } = by;
  return {
    workflow: {
      primaryPaths: ["decline"],
      overlays: [],
      declineReason: reason,
      ...(notes === undefined ? {} : { declineReasonNotes: notes }),
    },
    trace: [
      { rule, explains: "primaryPaths.decline", says: because },
      { rule, explains: "declineReason", says: `${DECLINE_REASONS[reason]}.` },
      ...(notes === undefined
        ? []
        : [{ rule, explains: "declineReasonNotes", says: "The operator wrote why." }]),
    ],
  };
}

function closedByOperator({ operatorClosure }: WorkflowDecisions): Route | null {
  if (!operatorClosure) return null;
  return declined({
    reason: operatorClosure.declineReason,
    rule: "F2.8",
    because: "The operator closed the file, whatever underwriting says.",
    notes: operatorClosure.declineReasonNotes,
  });
}

function duplicate({ duplicateFile }: WorkflowDecisions): Route | null {
  if (!duplicateFile) return null;
  return declined({
    reason: "duplicate_file",
    rule: "F2.8",
    because: "The file was confirmed to be a duplicate of another one.",
  });
}

function preWorkflow(decisions: WorkflowDecisions): Route | null {
  const { reportStatus, cardDeclineReason, tlDecision, establishedReview } = decisions;
  const nothingYet = (says: string): Route => ({
    workflow: null,
    trace: [{ rule: "F2.1", explains: "workflow", says }],
  });
  const review = reviewIn(decisions);
  if (review) return nothingYet(`“${review}”: an operator has to review the underwriting first.`);
  if (asksForNewPull(decisions))
    return nothingYet(
      "The bureaus could not match the client's data: verify it and try the credit pull again. This is no thin file.",
    );
  if (!(Math.abs(decisions.now) <= LATEST_MOMENT)) return nothingYet("It is not known what time it is.");
  const isKnown =
    isCardStatus(reportStatus) &&
    isTermLoanDecision(tlDecision) &&
    (cardDeclineReason === null || isCardDeclineReason(cardDeclineReason)) &&
    !establishedReview;
  return isKnown
    ? null
    : nothingYet("A decision is not one that is known here: an operator has to look at it.");
}

function repairReferral(decisions: WorkflowDecisions): Route | null {
  if (declineLeadsTo(decisions) !== "repair_referral") return null;
  return declined({
    reason: "repair_referral",
    rule: "F2.8",
    because: `Nothing qualifies, and cards are declined for “${decisions.cardDeclineReason}”.`,
  });
}

function lowIncome(decisions: WorkflowDecisions): Route | null {
  if (!decisions.insufficientIncome) return null;
  return declined({
    reason: "insufficient_income",
    rule: "F2.8",
    because: `Nothing qualifies (${saidOf(decisions)}), and the income supports no product.`,
  });
}

function saidOf({ reportStatus, cardDeclineReason, tlDecision }: WorkflowDecisions): string {
  return `cards: ${cardDeclineReason ?? reportStatus}; ${tlDecision}`;
}
