import { authorise, type Context } from "../context.ts";
import { refuseIf } from "../errors.ts";
import { parseInput } from "../parse.ts";
import { type ChangedProgress, changeWorkflow, type Decided } from "./change-workflow.ts";
import { holdMoneyEffects } from "./effect-rows.ts";
import type { PrimaryPath } from "./model/paths.ts";
import { guardReopening, guardResuming, restingOn } from "./model/reopening.ts";
import { doneBy } from "./model/step-events.ts";
import { ReopenInput } from "./step-input.ts";
import type { StoredEvent } from "./step-rows.ts";

/**
 * Takes back that a step was done, or that a path ended as not funded, with a reason (F3.9). Nothing is deleted: both stand in
 * the timeline, as do the steps that are reopened with it since they rest on it. What they had not sent yet is withdrawn; what
 * went out, went out. Administrators only.
 * @throws DomainError FILE_NOT_FOUND; STEP_OUT_OF_TURN when it is not done, or when an invoice rests on it; CONFLICT
 */
export async function reopenStep(ctx: Context, raw: unknown): Promise<ChangedProgress> {
  authorise(ctx, "funding:configure");
  const input = parseInput(ReopenInput, raw);
  const { path, step, reason } = input;
  return changeWorkflow(ctx, "reopen", input, async ({ file, progress, events }, tx): Promise<Decided> => {
    if (step === undefined) {
      refuseIf(guardResuming(progress, path));
      return { event: { kind: "resumed", path, reason } };
    }
    refuseIf(guardReopening(progress, await holdMoneyEffects(tx, file.fileId), path, step));
    return {
      event: { kind: "reopened", path: whereDone(events, path, step), step, reason },
      also: restingOn(progress, path, step).map(({ id }) => ({ kind: "reopened", path, step: id, reason })),
    };
  });
}

/** A shared step is taken back where it was done. */
function whereDone(events: readonly StoredEvent[], path: PrimaryPath, step: string): PrimaryPath {
  return doneBy(events, path, step)?.path ?? path;
}
