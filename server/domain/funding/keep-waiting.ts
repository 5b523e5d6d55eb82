import { authorise, type Context } from "../context.ts";
import { refuseIf } from "../errors.ts";
import { parseInput } from "../parse.ts";
import { type ChangedProgress, changeWorkflow } from "./change-workflow.ts";
import { closeOutOf, guardKeepWaiting } from "./model/funding-plan.ts";
import { progressOf } from "./model/progress.ts";
import { KeepWaitingInput } from "./step-input.ts";

/**
 * Answers «Ready to invoice and close out?» with going on waiting for the cards (F3.7); it is asked again a day later. The
 * other answer is to complete the step.
 * @throws DomainError FILE_NOT_FOUND; STEP_OUT_OF_TURN while it is not asked; CONFLICT
 */
export async function keepWaiting(ctx: Context, raw: unknown): Promise<ChangedProgress> {
  authorise(ctx, "funding:operate");
  const input = parseInput(KeepWaitingInput, raw);
  const now = ctx.now().getTime();
  return changeWorkflow(ctx, "wait", input, ({ workflow, progress, events }) => {
    const paths = workflow ? progressOf(workflow, progress) : [];
    refuseIf(guardKeepWaiting(closeOutOf(paths, events, now)));
    return { event: { kind: "waited", path: "card_funding", step: "track_card_statuses" } };
  });
}
