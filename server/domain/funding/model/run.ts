import type { Applicant } from "../input.ts";
import type { EligibleInquiry } from "./inquiries.ts";
import type { WorkflowPath } from "./legacy-path.ts";
import type { Paydowns } from "./paydowns.ts";
import { type Decisions, evaluatedBy, type Overrides, type Underwriting } from "./underwriting.ts";
import type { TraceEntry, Workflow } from "./workflow.ts";

/** What counts, with the evaluators' reasons. */
export interface ReasonedDecisions extends Decisions {
  cardReasons: string[];
  creditRepairFlag: boolean;
  tlReasons: string[];
  establishedReasons: string[];
  insufficientIncome: boolean;
  youngestAccountOpened: string | null;
}

/** What a run keeps of underwriting beside the workflow and its trace. */
export interface KeptUnderwriting {
  representativeScore: number | null;
  decisions: ReasonedDecisions;
  /** The evaluators' own decisions, also where a person decided otherwise. */
  evaluated: Decisions;
  paydowns: Paydowns;
  eligibleInquiries: EligibleInquiry[];
  workflowPath: WorkflowPath;
}

/** A run as it is kept (F2.11): what renders is read from here. */
export interface StoredRun extends KeptUnderwriting {
  runNo: number;
  kind: "report" | "revision";
  reportId: number;
  policyVersion: number;
  /** The figures as they were judged. */
  applicant: Applicant;
  overrides: Overrides;
  reason: string | null;
  workflow: Workflow | null;
  trace: TraceEntry[];
  createdAt: string;
  createdBy: string;
}

export function decisionsOf(run: Underwriting): ReasonedDecisions {
  return {
    ...run.decided,
    cardReasons: run.cards.reasons,
    creditRepairFlag: run.cards.creditRepairFlag,
    tlReasons: run.termLoan.reasons,
    establishedReasons: run.established.reasons,
    insufficientIncome: run.insufficientIncome,
    youngestAccountOpened: run.youngestAccountOpened,
  };
}

export function keptOf(run: Underwriting): KeptUnderwriting {
  const { representativeScore, paydowns, eligibleInquiries, workflowPath } = run;
  return {
    representativeScore,
    decisions: decisionsOf(run),
    evaluated: evaluatedBy(run),
    paydowns,
    eligibleInquiries,
    workflowPath,
  };
}

/** Overrides as an operator changes them: left out, one stays as it was; null takes it back. */
export type OverrideChanges = { [name in keyof Overrides]?: Overrides[name] | null | undefined };

/**
 * The overrides of a revision. Why cards are declined goes with the decision on cards: a new one, or none, takes the old
 * reason along.
 */
export function changedOverrides(before: Overrides, changes: OverrideChanges): Overrides {
  const given = Object.entries(changes).filter(([, value]) => value !== undefined);
  const start = given.some(([name]) => name === "reportStatus")
    ? { ...before, cardDeclineReason: null }
    : before;
  const after = { ...start, ...Object.fromEntries(given) };
  return Object.fromEntries(Object.entries(after).filter(([, value]) => value !== null));
}

/** What is left of them when a new report comes: the decisions were about the old one; what is said of the file stays. */
export function standingOverrides({ duplicateFile, operatorClosure }: Overrides): Overrides {
  return {
    ...(duplicateFile === undefined ? {} : { duplicateFile }),
    ...(operatorClosure === undefined ? {} : { operatorClosure }),
  };
}
