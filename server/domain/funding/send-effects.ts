import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { and, eq, not, sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm/sql";
import { type Database, rowsOf } from "../../../db/connect.ts";
import { fundingEffect } from "../../../db/tenant/schema/funding-steps.ts";
import { type Context, inTransaction } from "../context.ts";
import type { EffectSender, EffectToSend } from "../ports.ts";
import { holdsSocialSecurityNumber } from "../social-security-number.ts";
import { setRight, toCome, tooFarAhead } from "../wrong-clock-rows.ts";
import { followAgreement } from "./agreement-rows.ts";
import {
  afterAttempt,
  EFFECT_KINDS,
  EFFECTS,
  type EffectKind,
  type EffectState,
  KINDS_IN_ORDER,
  LONGEST_BACK_OFF_MS,
  type SendOutcome,
} from "./model/effects.ts";

/** Who carries out what. An effect of which nobody is in charge stays queued, for everybody to see. */
export type Senders = Partial<Record<EffectKind, EffectSender>>;

/** Longer than an attempt may take, so that a lease that ran out belongs to a process that is gone. */
const LEASE_MS = 120_000;

/** While one service takes its time, how often the others are looked at (ms). */
const AGAIN_MS = 500;

/** How long a sender that was broken off has to say how it ended. */
const LAST_WORD_MS = 1_000;

export interface SendingOptions {
  /** Most effects of one call. */
  most?: number;
  /** How long a sender has for one (ms), less than a lease lasts. */
  patience?: number;
  /** Between 0 and 1. */
  random?: () => number;
  /** No further effect is begun once it is aborted; the one under way ends. */
  stopping?: AbortSignal;
}

type World = Pick<Context, "pool" | "now">;
type Claimed = EffectToSend & { lease: string };

/**
 * Sends what is due in a tenant's outbox, for each system one effect after another (F3.10). Any number of processes may do so
 * at once: each effect is leased to one. An attempt of which nobody knows the outcome, because the sender or the process fell over in
 * between, is made again only where that is harmless; otherwise the effect is unclear until a person has looked.
 * @returns how many effects came to which state
 */
export async function sendDueEffects(
  world: World,
  senders: Senders,
  options: SendingOptions = {},
): Promise<Partial<Record<EffectState, number>>> {
  const { most = 50, patience = 30_000, random = Math.random, stopping } = options;
  if (patience >= LEASE_MS) throw new RangeError(`patience must be less than the lease of ${LEASE_MS} ms`);
  const tally: Partial<Record<EffectState, number>> = {};
  const count = (state: EffectState) => {
    tally[state] = (tally[state] ?? 0) + 1;
  };
  for (const state of await giveUpLeases(world, random())) count(state);
  await setTimesRight(world);
  let begun = 0;
  const sendNext = async (kinds: EffectKind[]): Promise<boolean> => {
    if (begun >= most || stopping?.aborted) return false;
    begun += 1;
    const claimed = await claimNext(world, kinds);
    if (!claimed) begun -= 1;
    else {
      const outcome = await attempt(senders[claimed.effect], claimed, patience);
      count(await inTransaction(world, (tx) => settle(tx, world, claimed, outcome, random())));
    }
    return claimed !== null;
  };
  await inLanes(kindsBySystem(senders), sendNext);
  return tally;
}

function kindsBySystem(senders: Senders): EffectKind[][] {
  const kinds = EFFECT_KINDS.filter((kind) => senders[kind]);
  return [...Map.groupBy(kinds, (kind) => EFFECTS[kind].system).values()];
}

/**
 * Does the work of each system beside that of the others, each in a lane of its own, until none has any: a service that hangs
 * holds up nothing but itself, and what comes meanwhile for the others is seen to.
 */
async function inLanes(lanes: EffectKind[][], next: (kinds: EffectKind[]) => Promise<boolean>) {
  const running = new Map<EffectKind[], Promise<void>>();
  const faults: unknown[] = [];
  const run = async (lane: EffectKind[]) => {
    try {
      while (faults.length === 0 && (await next(lane)));
    } catch (error) {
      faults.push(error);
    } finally {
      running.delete(lane);
    }
  };
  do {
    for (const lane of lanes) if (!running.has(lane)) running.set(lane, run(lane));
    const pause = new AbortController();
    const again = sleep(AGAIN_MS, undefined, { signal: pause.signal }).catch(() => undefined);
    await Promise.race([Promise.all(running.values()), again]);
    pause.abort();
  } while (running.size > 0 && faults.length === 0);
  await Promise.all(running.values());
  if (faults.length > 0) throw faults[0];
}

/** When there is something to do in the outbox again, as far as is known now; null when nothing waits. */
export async function nextDue(db: Database, now: Date): Promise<Date | null> {
  const [row] = await rowsOf<{ due: string | null }>(
    db,
    sql`select case when ${tooFarAhead(sql`due`, now, LONGEST_BACK_OFF_MS)} then ${now.toISOString()} else due end as due
      from (select least((select min(next_attempt_at) from funding_effect e where state = 'queued'
          and not ${waitsForAnother(KINDS_IN_ORDER)}),
        (select min(leased_until) from funding_effect where state = 'sending')) as due) first`,
  );
  return row?.due ? new Date(row.due) : null;
}

function setTimesRight(world: World): Promise<void> {
  const [now, isQueued] = [world.now(), eq(fundingEffect.state, "queued")];
  return inTransaction(world, (tx) =>
    setRight(tx, [fundingEffect.nextAttemptAt], { now, longestMs: LONGEST_BACK_OFF_MS, and: isQueued }),
  );
}

/**
 * One of the same client is under way or was there before it (F7.1); `e` is the effect. A file is one client's, also when their
 * address was corrected between the two. Asked one by one, so that each is answered by the first entry of an index, however
 * much of the client waits.
 */
function waitsForAnother(kinds: readonly EffectKind[]): SQL {
  const ordered = sql`${sql.param(kinds.filter((kind) => KINDS_IN_ORDER.includes(kind)))}::text[]`;
  const other = (which: SQL) =>
    sql`exists (select from funding_effect o where o.effect = any(${ordered}) and ${which})`;
  const sameEmail = sql`o.payload ->> 'email' = e.payload ->> 'email'`;
  const sameFile = sql`o.file_id = e.file_id`;
  const before = sql`o.state in ('queued', 'sending') and o.effect_id < e.effect_id`;
  return sql`(e.effect = any(${ordered}) and (${other(sql`${sameEmail} and ${before}`)} or ${other(sql`${sameFile} and ${before}`)}
    or ${other(sql`o.state = 'sending' and (${sameEmail} or ${sameFile}) and o.effect_id <> e.effect_id`)}))`;
}

/**
 * Leases the effect that has waited longest to this process; what somebody else is claiming is skipped. The first of each kind
 * is looked up, so that neither a backlog nor what nobody is in charge of is read through.
 */
function claimNext(world: World, kinds: EffectKind[]): Promise<Claimed | null> {
  const [now, lease] = [world.now(), randomUUID()];
  const until = new Date(now.getTime() + LEASE_MS).toISOString();
  return inTransaction(world, async (tx) => {
    // Of two processes that claim at once, the second sees what the first has taken.
    if (kinds.some((kind) => KINDS_IN_ORDER.includes(kind)))
      await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('funding outbox in order', 0))`);
    const [row] = await rowsOf<Omit<Claimed, "lease">>(
      tx,
      sql`update funding_effect set state = 'sending', attempts = attempts + 1, next_attempt_at = null,
          lease = ${lease}, leased_until = ${until}
        where effect_id = (select due.effect_id from unnest(${sql.param(kinds)}::text[]) as kind(effect)
          cross join lateral (select e.effect_id, e.next_attempt_at from funding_effect e
            where e.state = 'queued' and e.effect = kind.effect and e.next_attempt_at <= ${now.toISOString()}
              and not ${waitsForAnother(kinds)}
            order by e.next_attempt_at, e.effect_id limit 1 for update skip locked) due
          order by due.next_attempt_at, due.effect_id limit 1)
        returning effect_id as "effectId", file_id as "fileId", effect, attempts as attempt, payload, mode,
          concat_ws('/', file_id, file_version, path, step, occurrence, effect, nullif(part, 1)) as key`,
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
    // A sender that is broken off knows more than we do: whether anything had left.
    const giveUp = () => setTimeout(() => resolve({ how: "unknown", why }), LAST_WORD_MS);
    signal.addEventListener("abort", giveUp, { once: true });
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
  const { state, lease: held, isTakenBack } = await holdState(tx, effectId);
  const isOurs = state === "sending" && held === lease;
  if (!isOurs && !(outcome.how === "sent" && state === "unclear")) return state;
  const next = afterAttempt({ effect, attempts, isTakenBack }, outcome, random);
  const now = world.now();
  await tx
    .update(fundingEffect)
    .set({
      state: next.state,
      lease: null,
      leasedUntil: null,
      nextAttemptAt: next.state === "queued" ? new Date(now.getTime() + next.waitMs).toISOString() : null,
      ...(outcome.how === "sent"
        ? {
            sentAt: now.toISOString(),
            receipt: outcome.receipt,
            lastError: null,
            ...(outcome.mode === undefined ? {} : { mode: outcome.mode }),
          }
        : { lastError: told(outcome.why) }),
    })
    .where(eq(fundingEffect.effectId, effectId));
  if (outcome.how === "sent" && effect === "agreement") await followAgreement(tx, effectId, now);
  return next.state;
}

async function holdState(tx: Database, effectId: number) {
  const { state, lease, isTakenBack } = fundingEffect;
  const [row] = await tx
    .select({ state, lease, isTakenBack })
    .from(fundingEffect)
    .where(eq(fundingEffect.effectId, effectId))
    .for("update");
  if (!row) throw new Error("unreachable: effects are permanent");
  return row;
}

/** Who held these is gone, and nobody knows how far it had come. */
function giveUpLeases(world: World, random: number): Promise<EffectState[]> {
  const now = world.now();
  return inTransaction(world, async (tx) => {
    const held = await tx
      .select()
      .from(fundingEffect)
      .where(
        and(
          eq(fundingEffect.state, "sending"),
          // As long as no wait lasts either: who holds one longer than a lease is not gone where its clock differs by minutes.
          not(toCome(fundingEffect.leasedUntil, now, LONGEST_BACK_OFF_MS)),
        ),
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
