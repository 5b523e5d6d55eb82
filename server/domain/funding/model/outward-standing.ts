import { asksForNewPull } from "./decisions.ts";
import { OVERLAYS } from "./overlays.ts";
import { type CrmStage, PATHS } from "./paths.ts";
import { isStarted, type PathProgress, type Progress, progressOf } from "./progress.ts";
import type { StoredRun } from "./run.ts";
import type { Workflow } from "./workflow.ts";

/** What is seen of where a file stands without opening it: its next steps in the list (F8.1), its stage in the CRM (F7.1). */

/** What a file waits for that is no step of a path. */
export const WAITS = {
  credit_report: "Add a credit report",
  new_pull: "Re-try the credit pull",
  operator_review: "Review the underwriting",
  start_track: "Start a funding workflow",
} as const;

const STEPS = [
  ...Object.values(PATHS).flatMap(({ steps }): { id: string; title: string }[] => [...steps]),
  ...OVERLAYS.flatMap(({ steps }): { id: string; title: string }[] => [...steps]),
];

/** Everything a file may wait for, with its words, each once. */
export const NEXT_STEPS: ReadonlyMap<string, string> = new Map([
  ...Object.entries(WAITS),
  ...STEPS.map(({ id, title }) => [id, title] as const),
]);

export interface Stand {
  /** The newest run; null before the first. */
  run: Pick<StoredRun, "decisions"> | null;
  /** As it stands now; null while a person has to act first. */
  workflow: Workflow | null;
  progress: Progress;
}

/** What can be done now, in the order of the paths, a shared step once; empty where nothing is to be done. */
export function nextStepsOf({ run, workflow, progress }: Stand): string[] {
  if (run === null) return ["credit_report"];
  if (workflow === null) return [asksForNewPull(run.decisions) ? "new_pull" : "operator_review"];
  const under = progressOf(workflow, progress).filter(({ state }) => state === "active");
  const open = under.flatMap(({ next }) => (next ? [next.id] : []));
  if (open.length > 0) return [...new Set(open)];
  return under.length > 0 ? ["start_track"] : [];
}

/**
 * The stage that the CRM shows: of the first product that is under way, of those that an operator has started before the others;
 * of parked and declined files once they are through. Null where no stage says it: before a report, between the decision and
 * the end of a parking or closing, and after the last product.
 */
export function stageOf({ run, workflow, progress }: Stand): CrmStage | null {
  if (run === null) return null;
  if (workflow === null) return "manualReview";
  const paths = progressOf(workflow, progress);
  const under = paths.filter(({ state, track }) => state === "active" && track !== null);
  const shown = under.find(({ track }) => track !== null && isStarted(track, progress)) ?? under[0];
  if (shown) return PATHS[shown.path].crmStage;
  const through = paths.find(isThrough);
  if (!through) return null;
  return workflow.declineReason === "repair_referral" ? "creditRepair" : PATHS[through.path].crmStage;
}

const isThrough = ({ track, state }: PathProgress) => track === null && state === "completed";
