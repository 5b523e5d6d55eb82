import type { KeptUnderwriting, StoredRun } from "./run.ts";
import type { Workflow } from "./workflow.ts";

export interface RunDifference {
  field: string;
  from: string | number | boolean | null;
  to: string | number | boolean | null;
}

/** What a run has otherwise than the one before it, for reading them side by side (F1.5). */
export function differencesOf(before: StoredRun, after: StoredRun): RunDifference[] {
  return differencesBetween(
    { ...judgedBy(before), ...judgementOf(before) },
    { ...judgedBy(after), ...judgementOf(after) },
  );
}

type Comparable = Record<string, RunDifference["from"]>;

export function differencesBetween(before: Comparable, after: Comparable): RunDifference[] {
  return Object.keys(after)
    .filter((field) => before[field] !== after[field])
    .map((field) => ({ field, from: before[field] ?? null, to: after[field] ?? null }));
}

function judgedBy({ reportId, policyVersion, applicant }: StoredRun): Comparable {
  return { reportId, policyVersion, ...applicant };
}

/** What underwriting says, in one line each. */
export function judgementOf(run: KeptUnderwriting & { workflow: Workflow | null }): Comparable {
  const { representativeScore, decisions, paydowns, eligibleInquiries, workflow } = run;
  const { reportStatus, cardDeclineReason, tlDecision, mcaEligible, sbaEligible, insufficientIncome } =
    decisions;
  return {
    representativeScore,
    reportStatus,
    cardDeclineReason,
    tlDecision,
    mcaEligible,
    sbaEligible,
    insufficientIncome,
    paydownAmountNeeded: paydowns.paydownAmountNeeded,
    eligibleInquiries: eligibleInquiries.length,
    ...routeOf(workflow),
  };
}

/** Where a run leads, in one line each: the paths, the overlays with what they apply to, and why not. */
export function routeOf(workflow: Workflow | null): {
  paths: string;
  overlays: string;
  because: string | null;
} {
  if (workflow === null) return { paths: "", overlays: "", because: null };
  const { primaryPaths, overlays, establishedSubVariant, declineReason, parkedReason } = workflow;
  return {
    paths: primaryPaths
      .map((path) => (path === "established_funding" ? `${path} (${establishedSubVariant})` : path))
      .join(", "),
    overlays: overlays.map(({ id, appliesTo }) => `${id} on ${appliesTo}`).join(", "),
    because: declineReason ?? parkedReason ?? null,
  };
}
