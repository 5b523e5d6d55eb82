import { workflowOf } from "./held-overlays.ts";
import { PATHS, type PrimaryPath } from "./paths.ts";
import { NOTHING_DONE, type Progress } from "./progress.ts";
import type { StoredRun } from "./run.ts";
import { advance, type StepEvent } from "./step-events.ts";
import { guardStep } from "./step-guards.ts";

export type ReplayedEvent = Pick<
  StepEvent,
  "seq" | "kind" | "runNo" | "track" | "path" | "step" | "data" | "reason"
>;
export type ReplayedRun = Pick<StoredRun, "runNo" | "workflow" | "decisions">;

/**
 * A step of an overlay, done where the run itself asks for it, although the overlay had been done elsewhere. Earlier releases wanted
 * it there as well (F2.4), and a repetition lets nothing through.
 */
function isRepeated(
  run: ReplayedRun | undefined,
  progress: Progress,
  path: PrimaryPath,
  step: string,
): boolean {
  const isItsOwn = run?.workflow?.overlays.some(
    ({ appliesTo, steps }) => appliesTo === path && steps.some(({ id }) => id === step),
  );
  return isItsOwn === true && guardStep(run?.workflow ?? null, progress, path, step) === null;
}

/**
 * The completions of a file that the rule of its verbs would have refused at their moment (I24): a step that an open overlay
 * blocked, cards before the loan had ended, or anything else out of turn. Parking and declining are left out: no overlay blocks
 * them, and a run itself renews a parking.
 * @param events of one file, in their order
 * @param runs of the same file
 */
export function outOfTurn(events: readonly ReplayedEvent[], runs: readonly ReplayedRun[]): ReplayedEvent[] {
  const byNo = new Map(runs.map((run) => [run.runNo, run]));
  const found: ReplayedEvent[] = [];
  let progress = NOTHING_DONE;
  for (const event of events) {
    const { kind, runNo, path, step } = event;
    if (kind === "completed" && path && step && PATHS[path].track !== null) {
      const run = byNo.get(runNo);
      const workflow = run ? workflowOf(run, progress) : null;
      const isOutOfTurn = guardStep(workflow, progress, path, step) !== null;
      if (isOutOfTurn && !isRepeated(run, progress, path, step)) found.push(event);
    }
    progress = advance(progress, event);
  }
  return found;
}
