import { and, desc, eq, inArray, sql } from "drizzle-orm";
import { type Database, rowsOf } from "../../../db/connect.ts";
import { fundingEffect } from "../../../db/tenant/schema/funding-steps.ts";
import type { Context } from "../context.ts";
import { type EffectKind, type EffectState, MONEY_KINDS, type NewEffect } from "./model/effects.ts";
import type { SentEffect } from "./model/reopening.ts";
import type { StepEvent } from "./model/step-events.ts";

/** An effect as it is shown: what became of it, and not what it holds. */
export interface ShownEffect extends SentEffect {
  effectId: number;
  occurrence: number;
  /** To whom a letter goes; null for what is not a letter. */
  recipient: string | null;
  attempts: number;
  /** Its step was taken back while it was on its way: it does not set out again. */
  isTakenBack: boolean;
  nextAttemptAt: string | null;
  lastError: string | null;
  sentAt: string | null;
  receipt: string | null;
  createdAt: string;
}

const SHOWN = {
  effectId: fundingEffect.effectId,
  path: fundingEffect.path,
  step: fundingEffect.step,
  occurrence: fundingEffect.occurrence,
  recipient: sql<string | null>`${fundingEffect.payload} ->> 'to'`,
  effect: fundingEffect.effect,
  state: fundingEffect.state,
  attempts: fundingEffect.attempts,
  isTakenBack: fundingEffect.isTakenBack,
  nextAttemptAt: fundingEffect.nextAttemptAt,
  lastError: fundingEffect.lastError,
  sentAt: fundingEffect.sentAt,
  receipt: fundingEffect.receipt,
  createdAt: fundingEffect.createdAt,
};

/** Writes what a step sends out, due at once; once per file, path, step, occurrence, effect and part (F3.10). */
export async function insertEffects(
  tx: Database,
  ctx: Context,
  fileId: number,
  { seq, path, step, occurrence }: StepEvent,
  effects: readonly NewEffect[],
): Promise<void> {
  if (effects.length === 0) return;
  if (path === null || step === null || occurrence === null)
    throw new Error("only a completed step has effects");
  const now = ctx.now().toISOString();
  const place = { fileId, eventSeq: seq, path, step, occurrence };
  await tx.insert(fundingEffect).values(
    effects.map(({ effect, payload }, index) => ({
      ...place,
      effect,
      part: effects.slice(0, index + 1).filter((one) => one.effect === effect).length,
      payload,
      state: "queued" as const,
      attempts: 0,
      nextAttemptAt: now,
      createdAt: now,
    })),
  );
}

/** The outbox of a file, newest first: what somebody may have to see to, and of the rest the newest, so many in all. */
export async function readEffects(
  db: Database,
  fileId: number,
  most: number,
): Promise<{ effects: ShownEffect[]; earlierEffects: number }> {
  const isOver = sql`${fundingEffect.state} in ('sent', 'withdrawn')`;
  const rows = await db
    .select({ ...SHOWN, all: sql<number>`count(*) over ()::int` })
    .from(fundingEffect)
    .where(eq(fundingEffect.fileId, fileId))
    .orderBy(isOver, desc(fundingEffect.effectId))
    .limit(most);
  const effects = rows.map(({ all: _, ...effect }) => effect).sort((a, b) => b.effectId - a.effectId);
  return { effects, earlierEffects: (rows[0]?.all ?? 0) - rows.length };
}

/** The effects of a file that ask for money, held so that none goes out before the transaction ends. */
export function holdMoneyEffects(tx: Database, fileId: number): Promise<SentEffect[]> {
  return tx
    .select(SHOWN)
    .from(fundingEffect)
    .where(and(eq(fundingEffect.fileId, fileId), inArray(fundingEffect.effect, [...MONEY_KINDS])))
    .for("update");
}

export interface HeldEffect {
  effectId: number;
  path: string;
  step: string;
  effect: EffectKind;
  state: EffectState;
  attempts: number;
  isTakenBack: boolean;
}

/** One effect of a file, held; null when there is none of that id. */
export async function holdEffect(tx: Database, fileId: number, effectId: number): Promise<HeldEffect | null> {
  const [row] = await tx
    .select(SHOWN)
    .from(fundingEffect)
    .where(and(eq(fundingEffect.fileId, fileId), eq(fundingEffect.effectId, effectId)))
    .for("update");
  return (row as HeldEffect | undefined) ?? null;
}

/**
 * Whether another file of this client had a decline e-mail that went out or will (F3.8). Until the transaction ends nobody else
 * decides that for the same client: of two files that are declined at once, one writes.
 */
export async function wasDeclinedBefore(tx: Database, fileId: number, email: string): Promise<boolean> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`funding decline ${email}`}, 0))`);
  const [row] = await rowsOf<{ found: boolean }>(
    tx,
    sql`select exists (select from funding_effect e join funding_file f using (file_id)
      where f.email = ${email} and f.file_id <> ${fileId} and e.step = 'send_decline_email'
        and e.state not in ('withdrawn', 'failed')) as found`,
  );
  return row?.found ?? false;
}
