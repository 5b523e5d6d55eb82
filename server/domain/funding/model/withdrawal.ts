import type { PrimaryPath } from "./paths.ts";
import { type Progress, progressOf } from "./progress.ts";
import { type NewEvent, SHARED_STEPS } from "./step-events.ts";
import type { Workflow } from "./workflow.ts";

/** Whose effects do not go out any more unless they went out before (F3.10). */
export interface Withdrawal {
  /** Taken back. */
  steps: { path: PrimaryPath; step: string }[];
  /** Closed: all that they send, except of what they share with others. */
  paths: PrimaryPath[];
  /** What no path needs any more, on whichever it was done. */
  shared: string[];
}

/**
 * What is withdrawn by what has just happened: what a reopened step sends, and what a path that ended sends (F3.11, F3.12). What
 * paths share goes with the last of them that could still need it: one that is under way, or that came to its end with money.
 * @param workflow as it stands afterwards; null while a person has to look, and then what is shared rests
 * @param progress afterwards
 */
export function withdrawnBy(
  added: readonly NewEvent[],
  workflow: Workflow | null,
  progress: Progress,
): Withdrawal {
  const steps = added.flatMap(({ kind, path, step }) =>
    kind === "reopened" && path && step ? [{ path, step }] : [],
  );
  const paths = added.flatMap(({ kind, path }) =>
    (kind === "superseded" || kind === "not_funded") && path ? [path] : [],
  );
  const isNeeded =
    workflow === null ||
    progressOf(workflow, progress).some(
      ({ track, state }) => track !== null && (state === "active" || state === "completed"),
    );
  return { steps, paths, shared: paths.length === 0 || isNeeded ? [] : SHARED_STEPS };
}
