import { authorise, type Context } from "../context.ts";
import { refuseIf } from "../errors.ts";
import { parseInput } from "../parse.ts";
import { readCards } from "./card-rows.ts";
import { type ChangedProgress, changeWorkflow, type Decided } from "./change-workflow.ts";
import { holdMoneyEffects } from "./effect-rows.ts";
import { fundedPaths } from "./model/recorded-funds.ts";
import { guardNotFunded } from "./model/step-guards.ts";
import { EndPathInput } from "./step-input.ts";

/**
 * Ends a primary without money, with a reason that fits it and what happened (F3.11). It counts as complete for what comes
 * after it. What it has not sent yet stays unsent.
 * @throws DomainError FILE_NOT_FOUND; STEP_OUT_OF_TURN, also when money has been recorded on it; PAYLOAD_VALIDATION for another path's reason; CONFLICT
 */
export async function endPath(ctx: Context, raw: unknown): Promise<ChangedProgress> {
  authorise(ctx, "funding:operate");
  const input = parseInput(EndPathInput, raw);
  const { path, reason, notes } = input;
  return changeWorkflow(
    ctx,
    "end",
    input,
    async ({ file, workflow, progress, events }, tx): Promise<Decided> => {
      const [effects, cards] = [await holdMoneyEffects(tx, file.fileId), await readCards(tx, file.fileId)];
      const funded = fundedPaths(events, cards, effects);
      refuseIf(guardNotFunded(workflow, progress, { path, reason, notes }, funded));
      return { event: { kind: "not_funded", path, data: { reason }, reason: notes } };
    },
  );
}
