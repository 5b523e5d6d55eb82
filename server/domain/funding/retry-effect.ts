import { eq } from "drizzle-orm";
import type { Database } from "../../../db/connect.ts";
import { fundingEffect } from "../../../db/tenant/schema/funding-steps.ts";
import { authorise, type Context, inTransaction } from "../context.ts";
import { refuse, refuseIf } from "../errors.ts";
import type { Mode } from "../integrations/input.ts";
import { readModes } from "../integrations/integration-rows.ts";
import { guardModes } from "../integrations/seen-modes.ts";
import { parseInput } from "../parse.ts";
import { holdEffect, redirectEffect } from "./effect-rows.ts";
import { changeFile, lockFile } from "./file-rows.ts";
import { type FileProgress, getProgress } from "./get-progress.ts";
import { EFFECTS, type EffectDecision, guardEffectSeen, guardRetry } from "./model/effects.ts";
import type { PrimaryPath } from "./model/paths.ts";
import { RetryEffectInput } from "./step-input.ts";
import { appendEvents, readEvents } from "./step-rows.ts";

/**
 * Decides about an effect that did not simply go out (F3.10): one that failed is sent again; of one of which nobody knows
 * whether it went out, somebody has looked and says either. What is sent again goes to the address as it is by now: a mistyped
 * one is the commonest reason to fail. Who decided stands in the timeline.
 * @throws DomainError FILE_NOT_FOUND; EFFECT_NOT_FOUND; STEP_DONE_ALREADY when it was sent; STEP_OUT_OF_TURN when it is on its
 * way, was withdrawn or is of a step that was taken back; EFFECT_CHANGED when it was seen in another state; MODE_CHANGED
 * when its system was seen as the sandbox and is real now, or the other way round (F7.4)
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
    const modes = await readModes(tx);
    const { system } = EFFECTS[held.effect];
    if (decision === "send_again")
      refuseIf(guardModes({ [system]: seen.mode }, modes, [system], () => "seen.mode"));
    const to = decision === "send_again" ? held.correctedRecipient : null;
    if (to !== null) await redirectEffect(tx, ctx, effectId, to, modes[system]);
    else await settle(tx, ctx, effectId, decision, modes[system]);
    const { path, step, effect, state } = held;
    const event = {
      kind: "effect_decided" as const,
      path: path as PrimaryPath,
      step,
      data: { effectId, effect, was: state, decision, ...(to === null ? {} : { to }) },
    };
    const before = await readEvents(tx, fileId);
    await appendEvents(tx, ctx, { fileId, runNo: file.runCount, before }, [event]);
    await changeFile(tx, ctx, file, {});
  });
  return getProgress(ctx, { fileId });
}

async function settle(
  tx: Database,
  ctx: Context,
  effectId: number,
  decision: EffectDecision,
  mode: Mode,
): Promise<void> {
  const now = ctx.now().toISOString();
  const states = {
    was_sent: { state: "sent", sentAt: now },
    was_not_sent: { state: "withdrawn" },
    send_again: { state: "queued", nextAttemptAt: now, mode },
  } as const;
  await tx.update(fundingEffect).set(states[decision]).where(eq(fundingEffect.effectId, effectId));
}
