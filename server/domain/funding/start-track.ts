import { authorise, type Context } from "../context.ts";
import { refuseIf } from "../errors.ts";
import { parseInput } from "../parse.ts";
import { type ChangedProgress, changeWorkflow } from "./change-workflow.ts";
import { guardStart } from "./model/step-guards.ts";
import { StartTrackInput } from "./step-input.ts";

/**
 * Starts a track that the client qualifies for (F3.4). Only where both are open is one started; the other stays open.
 * @throws DomainError FILE_NOT_FOUND; STEP_OUT_OF_TURN; STEP_DONE_ALREADY; CONFLICT for a stale version
 */
export async function startTrack(ctx: Context, raw: unknown): Promise<ChangedProgress> {
  authorise(ctx, "funding:operate");
  const input = parseInput(StartTrackInput, raw);
  return changeWorkflow(ctx, "start", input, ({ workflow, progress }) => {
    refuseIf(guardStart(workflow, progress, input.track));
    return { event: { kind: "started", track: input.track } };
  });
}
