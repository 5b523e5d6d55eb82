import { and, asc, eq, lte, sql } from "drizzle-orm";
import { type Database, rowsOf } from "../../../db/connect.ts";
import { fundingAgreement } from "../../../db/tenant/schema/funding-agreements.ts";
import { type Actor, inTransaction, type World } from "../context.ts";
import type { Agreement, Signing } from "../ports.ts";
import { msUntil, setRight } from "../wrong-clock-rows.ts";
import { lockFile } from "./file-rows.ts";
import { type AgreementAnswer, answerIn, LATEST_MS, nextLookIn } from "./model/agreement.ts";
import type { PrimaryPath } from "./model/paths.ts";
import { appendEvents, readEvents } from "./step-rows.ts";

/** Longer than a call may take, so that what was claimed and not settled belongs to a process that is gone. */
const CLAIM_MS = 60_000;
const PATIENCE_MS = 20_000;
const MOST_AT_ONCE = 20;

/** Whoever says it: it is the signing service that was asked. */
const SIGNING_SERVICE: Actor = { kind: "system", name: "system/signing-service", role: null };

type Followed = typeof fundingAgreement.$inferSelect;

/**
 * Asks the signing service what became of the agreements that are out (F7.3). An answer stands in the file's timeline, once,
 * however often it is reported; no step waits for it. To be called again and again, by any number of processes.
 * @returns in how many milliseconds there is something to ask again; null while nothing is
 */
export async function lookAfterAgreements(world: World, signing: Signing): Promise<number | null> {
  await setRight(world.db, [fundingAgreement.nextLookAt], { now: world.now(), longestMs: LATEST_MS });
  for (let n = 0; n < MOST_AT_ONCE; n += 1) {
    const agreement = await claimNext(world, signing);
    if (agreement === null) break;
    const read = await readAgreement(signing, agreement.envelopeId);
    const answer = read && answerIn(read.status);
    if (answer === null || read === null) await putOff(world, agreement);
    else await keepAnswer(world, agreement, answer, momentIn(read.signedAt));
  }
  const [row] = await rowsOf<{ ms: number | null }>(
    world.db,
    sql`select ${msUntil(sql`min(next_look_at)`, world.now(), LATEST_MS)} as ms
      from funding_agreement where next_look_at is not null and mode = ${signing.mode}`,
  );
  return row?.ms == null ? null : Math.max(0, Math.ceil(row.ms));
}

/**
 * Claims the agreement about which it is longest time to ask, by putting off its next time. One after another, because a claim
 * lasts as long as one question may take and not as many.
 */
function claimNext(world: World, { mode }: Signing): Promise<Followed | null> {
  const now = world.now();
  const { nextLookAt, effectId } = fundingAgreement;
  return inTransaction(world, async (tx) => {
    const [due] = await tx
      .select({ effectId })
      .from(fundingAgreement)
      .where(and(lte(nextLookAt, now.toISOString()), eq(fundingAgreement.mode, mode)))
      .orderBy(asc(nextLookAt))
      .limit(1)
      .for("update", { skipLocked: true });
    if (!due) return null;
    const until = new Date(now.getTime() + CLAIM_MS).toISOString();
    const [claimed] = await tx
      .update(fundingAgreement)
      .set({ nextLookAt: until })
      .where(eq(effectId, due.effectId))
      .returning();
    return claimed ?? null;
  });
}

/** A service that throws or hangs has said nothing. */
async function readAgreement(signing: Signing, envelopeId: string): Promise<Agreement | null> {
  try {
    return await signing.readAgreement(envelopeId, AbortSignal.timeout(PATIENCE_MS));
  } catch {
    return null;
  }
}

/** Another system's words for a moment; null for what is none. */
function momentIn(text: string | null): string | null {
  const ms = Date.parse(text ?? "");
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
}

/** Whoever said meanwhile that something happened has it asked about again, at the time that was said then. */
function putOff(world: World, { effectId, sentAt, mode, nextLookAt: until }: Followed): Promise<unknown> {
  const now = world.now();
  const wait = nextLookIn(now.getTime() - Date.parse(sentAt), mode);
  const next = sql`${wait === null ? null : new Date(now.getTime() + wait).toISOString()}::timestamptz`;
  const { nextLookAt } = fundingAgreement;
  return inTransaction(world, (tx) =>
    tx
      .update(fundingAgreement)
      .set({
        lookedAt: now.toISOString(),
        nextLookAt: sql`case when ${nextLookAt} = ${until} then ${next} else ${nextLookAt} end`,
      })
      .where(and(eq(fundingAgreement.effectId, effectId), sql`answer is null`)),
  );
}

/** The answer and its line in the timeline, together and once; the file's version stays, since nothing is decided by it. */
function keepAnswer(
  world: World,
  { effectId, fileId, envelopeId, mode }: Followed,
  answer: AgreementAnswer,
  signedAt: string | null,
): Promise<void> {
  return inTransaction(world, async (tx) => {
    const file = await lockFile(tx, fileId);
    const now = world.now().toISOString();
    const kept = await tx
      .update(fundingAgreement)
      .set({ answer, answeredAt: signedAt ?? now, lookedAt: now, nextLookAt: null })
      .where(and(eq(fundingAgreement.effectId, effectId), sql`answer is null`))
      .returning({ answer: fundingAgreement.answer });
    if (kept.length === 0) return;
    const { path, step } = await placeOf(tx, effectId);
    const data = { answer, effectId, envelopeId, mode, ...(signedAt === null ? {} : { signedAt }) };
    const before = await readEvents(tx, fileId);
    const by = { now: world.now, actor: SIGNING_SERVICE };
    await appendEvents(tx, by, { fileId, runNo: file.runCount, before }, [
      { kind: "agreement_answered", path, step, data },
    ]);
  });
}

async function placeOf(tx: Database, effectId: number): Promise<{ path: PrimaryPath; step: string }> {
  const [row] = await rowsOf<{ path: PrimaryPath; step: string }>(
    tx,
    sql`select path, step from funding_effect where effect_id = ${effectId}`,
  );
  if (!row) throw new Error("unreachable: effects are permanent");
  return row;
}
