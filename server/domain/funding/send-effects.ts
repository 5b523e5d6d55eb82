import { randomUUID } from "node:crypto";
import { and, eq, lte, or, sql } from "drizzle-orm";
import { type Database, rowsOf } from "../../../db/connect.ts";
import { fundingEffect } from "../../../db/tenant/schema/funding-steps.ts";
import { type Context, inTransaction } from "../context.ts";
import { holdsSocialSecurityNumber } from "../fields.ts";
import type { EffectSender, EffectToSend } from "../ports.ts";
import {
  afterAttempt,
  EFFECT_KINDS,
  type EffectKind,
  type EffectState,
  type SendOutcome,
} from "./model/effects.ts";

/** Who carries out what. An effect of which nobody is in charge stays queued, for everybody to see. */
export type Senders = Partial<Record<EffectKind, EffectSender>>;

/** Longer than an attempt may take, so that a lease that ran out belongs to a process that is gone. */
const LEASE_MS = 120_000;

export interface SendingOptions {
  /** Most effects of one call. */
  most?: number;
  /** How long a sender has for one (ms). */
  patience?: number;
  /** Between 0 and 1. */
  random?: () => number;
}

type World = Pick<Context, "pool" | "now">;
type Claimed = EffectToSend & { lease: string };

/**
 * Sends what is due in a tenant's outbox, one effect after another (F3.10). Any number of processes may do so at once: each
 * effect is leased to one. An attempt of which nobody knows the outcome, because the sender or the process fell over in
 * between, is made again only where that is harmless; otherwise the effect is unclear until a person has looked.
 * @returns how many effects came to which state
 */
export async function sendDueEffects(
  world: World,
  senders: Senders,
  options: SendingOptions = {},
): Promise<Partial<Record<EffectState, number>>> {
  const { most = 50, patience = 30_000, random = Math.random } = options;
  const tally: Partial<Record<EffectState, number>> = {};
  const count = (state: EffectState) => {
    tally[state] = (tally[state] ?? 0) + 1;
  };
  for (const state of await giveUpLeases(world, random())) count(state);
  for (let sent = 0; sent < most; sent += 1) {
    const claimed = await claimNext(world, senders);
    if (!claimed) break;
    const outcome = await attempt(senders[claimed.effect], claimed, patience);
    count(await inTransaction(world, (tx) => settle(tx, world, claimed, outcome, random())));
  }
  return tally;
}

/** Leases the effect that has waited longest to this process; what somebody else is claiming is skipped. */
function claimNext(world: World, senders: Senders): Promise<Claimed | null> {
  const kinds = EFFECT_KINDS.filter((kind) => senders[kind]);
  const [now, lease] = [world.now(), randomUUID()];
  const until = new Date(now.getTime() + LEASE_MS).toISOString();
  return inTransaction(world, async (tx) => {
    const [row] = await rowsOf<Omit<Claimed, "lease">>(
      tx,
      sql`update funding_effect set state = 'sending', attempts = attempts + 1, next_attempt_at = null,
          lease = ${lease}, leased_until = ${until}
        where effect_id = (select effect_id from funding_effect
          where state = 'queued' and next_attempt_at <= ${now.toISOString()} and effect = any(${sql.param(kinds)}::text[])
          order by next_attempt_at, effect_id limit 1 for update skip locked)
        returning effect_id as "effectId", file_id as "fileId", effect, attempts as attempt, payload,
          concat_ws('/', file_id, path, step, occurrence, effect, nullif(part, 1)) as key`,
    );
    return row ? { ...row, lease } : null;
  });
}

/** A sender that throws or does not come back in time has not said that nothing happened. */
async function attempt(
  sender: EffectSender | undefined,
  { lease: _, ...effect }: Claimed,
  patience: number,
): Promise<SendOutcome> {
  if (!sender) throw new Error("unreachable: only effects with a sender are claimed");
  const signal = AbortSignal.timeout(patience);
  const late = new Promise<SendOutcome>((resolve) => {
    const why = `No answer within ${Math.round(patience / 1_000)} seconds.`;
    signal.addEventListener("abort", () => resolve({ how: "unknown", why }), { once: true });
  });
  try {
    return await Promise.race([sender.send(effect, signal), late]);
  } catch (error) {
    return { how: "unknown", why: error instanceof Error ? error.message : "The sender fell over." };
  }
}

/**
 * Writes what became of an attempt. Whose lease is gone meanwhile changes nothing, but that something was sent is true also
 * of an effect that has been given up.
 */
async function settle(
  tx: Database,
  world: World,
  { effectId, effect, attempt: attempts, lease }: Claimed,
  outcome: SendOutcome,
  random: number,
): Promise<EffectState> {
  const next = afterAttempt(effect, attempts, outcome, random);
  const now = world.now();
  const ours = and(eq(fundingEffect.state, "sending"), eq(fundingEffect.lease, lease));
  await tx
    .update(fundingEffect)
    .set({
      state: next.state,
      lease: null,
      leasedUntil: null,
      nextAttemptAt: next.state === "queued" ? new Date(now.getTime() + next.waitMs).toISOString() : null,
      ...(outcome.how === "sent"
        ? { sentAt: now.toISOString(), receipt: outcome.receipt, lastError: null }
        : { lastError: told(outcome.why) }),
    })
    .where(
      and(
        eq(fundingEffect.effectId, effectId),
        outcome.how === "sent" ? or(ours, eq(fundingEffect.state, "unclear")) : ours,
      ),
    );
  return next.state;
}

/** Who held these is gone, and nobody knows how far it had come. */
function giveUpLeases(world: World, random: number): Promise<EffectState[]> {
  return inTransaction(world, async (tx) => {
    const held = await tx
      .select()
      .from(fundingEffect)
      .where(
        and(eq(fundingEffect.state, "sending"), lte(fundingEffect.leasedUntil, world.now().toISOString())),
      )
      .orderBy(fundingEffect.effectId)
      .for("update", { skipLocked: true });
    const states: EffectState[] = [];
    for (const row of held) {
      const claimed = { ...row, attempt: row.attempts, key: "", lease: row.lease ?? "" } as Claimed;
      const why = "The app stopped while it was being sent.";
      states.push(await settle(tx, world, claimed, { how: "unknown", why }, random));
    }
    return states;
  });
}

/** Other systems echo what they were sent; a social security number is kept nowhere (F1.1). */
function told(why: string): string {
  const line = why
    .replace(/\p{Cc}+/gu, " ")
    .trim()
    .slice(0, 500)
    .toWellFormed();
  return holdsSocialSecurityNumber(line)
    ? "(hidden: the message holds a number)"
    : line || "No reason was given.";
}
