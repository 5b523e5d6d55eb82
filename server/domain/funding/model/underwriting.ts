import { compareMoney } from "../../money.ts";
import type { Applicant, CreditReport } from "../input.ts";
import { dayOf } from "./calendar.ts";
import { creditFacts, isLess, youngestAccountOpened } from "./credit-facts.ts";
import { deriveWorkflow } from "./derive-workflow.ts";
import { type CardDecision, evaluateCards } from "./evaluate-cards.ts";
import { type EstablishedDecision, evaluateEstablished } from "./evaluate-established.ts";
import { evaluateTermLoan, type TermLoanOutcome } from "./evaluate-term-loan.ts";
import { type EligibleInquiry, eligibleInquiries, recentInquiries } from "./inquiries.ts";
import { legacyWorkflowPath, type WorkflowPath } from "./legacy-path.ts";
import { type Paydowns, paydownsNeeded } from "./paydowns.ts";
import type { Policy } from "./policy.ts";
import type { OperatorClosure, TraceEntry, Workflow } from "./workflow.ts";

/** The decisions that lead to the workflow. */
export interface Decisions {
  reportStatus: string;
  cardDeclineReason: string | null;
  tlDecision: string;
  mcaEligible: boolean;
  sbaEligible: boolean;
}

/** One underwriting run: decisions with their reasons, and the workflow that they lead to (F1, F2). */
export interface Underwriting {
  policyVersion: number;
  representativeScore: number | null;
  cards: CardDecision;
  termLoan: TermLoanOutcome;
  established: EstablishedDecision;
  /** What counts: the evaluators' decisions, or an operator's in their place. */
  decided: Decisions;
  /** `YYYY-MM-DD` */
  youngestAccountOpened: string | null;
  insufficientIncome: boolean;
  paydowns: Paydowns;
  eligibleInquiries: EligibleInquiry[];
  workflow: Workflow | null;
  trace: TraceEntry[];
  workflowPath: WorkflowPath;
}

/** What an operator decides (F1.5): instead of an evaluator, or of the file as a whole. */
export interface Overrides extends Partial<Decisions> {
  duplicateFile?: boolean;
  operatorClosure?: OperatorClosure;
}

/**
 * The three evaluators and the workflow, for a report and an applicant under a policy. Pure. The order of the report's lists is of no account.
 * @param now unix milliseconds
 */
export function underwrite(
  report: CreditReport,
  applicant: Applicant,
  policy: Policy,
  now: number,
  overrides: Overrides = {},
): Underwriting {
  const facts = creditFacts(report, dayOf(now));
  const cards = evaluateCards(facts, applicant, policy);
  const termLoan = evaluateTermLoan(facts, applicant, policy);
  const established = evaluateEstablished(facts, applicant, policy);
  const found = {
    youngestAccountOpened: youngestAccountOpened(facts.own),
    insufficientIncome: isLess(applicant.statedIncome, lowestIncome(policy)),
    paydowns: paydownsNeeded(facts.utilization, policy.cards.paydownTarget),
    eligibleInquiries: inquiriesToRemove(report, facts.today, policy),
  };
  const evaluated = evaluatedBy({ cards, termLoan, established });
  const decided = decidedOver(evaluated, overrides);
  const { workflow, trace } = deriveWorkflow(
    {
      ...decided,
      youngestAccountOpened: found.youngestAccountOpened,
      insufficientIncome: found.insufficientIncome,
      duplicateFile: overrides.duplicateFile ?? false,
      operatorClosure: overrides.operatorClosure ?? null,
      now,
    },
    found,
    policy.parking,
  );
  return {
    policyVersion: policy.version,
    representativeScore: facts.score,
    cards,
    termLoan,
    established,
    decided,
    ...found,
    workflow,
    trace: [...traceOf(evaluated, decided), ...trace],
    workflowPath: legacyWorkflowPath(workflow, decided.reportStatus),
  };
}

/** What the evaluators decided, whoever decided otherwise. */
export function evaluatedBy(run: Pick<Underwriting, "cards" | "termLoan" | "established">): Decisions {
  const { cards, termLoan, established } = run;
  return {
    reportStatus: cards.reportStatus,
    cardDeclineReason: cards.declineReason,
    tlDecision: termLoan.tlDecision,
    mcaEligible: established.mcaEligible,
    sbaEligible: established.sbaEligible,
  };
}

function decidedOver(evaluated: Decisions, overrides: Overrides): Decisions {
  const { reportStatus, cardDeclineReason = null } = overrides;
  return {
    ...(reportStatus === undefined
      ? { reportStatus: evaluated.reportStatus, cardDeclineReason: evaluated.cardDeclineReason }
      : { reportStatus, cardDeclineReason }),
    tlDecision: overrides.tlDecision ?? evaluated.tlDecision,
    mcaEligible: overrides.mcaEligible ?? evaluated.mcaEligible,
    sbaEligible: overrides.sbaEligible ?? evaluated.sbaEligible,
  };
}

function traceOf(evaluated: Decisions, decided: Decisions): TraceEntry[] {
  const words = (value: string | boolean | null) =>
    typeof value === "boolean" ? (value ? "eligible" : "not eligible") : (value ?? "no reason");
  return (Object.keys(decided) as (keyof Decisions)[])
    .filter((name) => decided[name] !== evaluated[name])
    .map((name) => ({
      rule: "F1.5",
      explains: name,
      says: `An operator decided “${words(decided[name])}” instead of “${words(evaluated[name])}”.`,
    }));
}

/** An income below it supports no product. */
function lowestIncome({ cards, termLoan }: Policy): string {
  return compareMoney(cards.minimumIncome, termLoan.minimumIncome) < 0
    ? cards.minimumIncome
    : termLoan.minimumIncome;
}

/** Those at the bureaus that saw more than either product takes, within the longer of their windows. */
function inquiriesToRemove(report: CreditReport, today: string, { cards, termLoan }: Policy) {
  const most = Math.min(cards.inquiriesToRemove, termLoan.inquiriesToRemove);
  const months = Math.max(cards.inquiryMonths, termLoan.inquiryMonths);
  return eligibleInquiries(recentInquiries(report, months, today), most);
}
