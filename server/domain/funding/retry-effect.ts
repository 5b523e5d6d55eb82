import { eq } from "drizzle-orm";
import { fundingEffect } from "../../../db/tenant/schema/funding-steps.ts";
import { authorise, type Context, inTransaction } from "../context.ts";
import { refuse, refuseIf } from "../errors.ts";
import { parseInput } from "../parse.ts";
import { holdEffect } from "./effect-rows.ts";
import { changeFile, lockFile } from "./file-rows.ts";
import { type FileProgress, getProgress } from "./get-progress.ts";
import { guardEffectSeen, guardRetry } from "./model/effects.ts";
import type { PrimaryPath } from "./model/paths.ts";
import { RetryEffectInput } from "./step-input.ts";
import { appendEvents, readEvents } from "./step-rows.ts";

/**
 * Decides about an effect that did not simply go out (F3.10): one that failed is sent again; of one of which nobody knows
 * whether it went out, somebody has looked and says either. Who decided stands in the timeline.
 * @throws DomainError FILE_NOT_FOUND; EFFECT_NOT_FOUND; STEP_DONE_ALREADY when it was sent; STEP_OUT_OF_TURN when it is on its
 * way, was withdrawn or is of a step that was taken back; EFFECT_CHANGED when it was seen in another state
 */
export async function retryEffect(ctx: Context, raw: unknown): Promise<FileProgress> {
  authorise(ctx, "funding:operate");
  const { fileId, effectId, decision, seen } = parseInput(RetryEffectInput, raw);
  await inTransaction(ctx, async (tx) => {
    const file = await lockFile(tx, fileId);
    const held = await holdEffect(tx, fileId, effectId);
    if (!held) return refuse("EFFECT_NOT_FOUND", "The file has no such effect. Check its id.");
    refuseIf(guardRetry(held, decision));
    refuseIf(guardEffectSeen(seen, held));
    const now = ctx.now().toISOString();
    await tx
      .update(fundingEffect)
      .set(
        decision === "was_sent"
          ? { state: "sent", sentAt: now }
          : decision === "was_not_sent"
            ? { state: "withdrawn" }
            : { state: "queued", nextAttemptAt: now },
      )
      .where(eq(fundingEffect.effectId, effectId));
    const { path, step, effect, state } = held;
    const event = {
      kind: "effect_decided" as const,
      path: path as PrimaryPath,
      step,
      data: { effectId, effect, was: state, decision },
    };
    const before = await readEvents(tx, fileId);
    await appendEvents(tx, ctx, { fileId, runNo: file.runCount, before }, [event]);
    await changeFile(tx, ctx, file, {});
  });
  return getProgress(ctx, { fileId });
}
