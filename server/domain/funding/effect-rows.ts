import { and, desc, eq, inArray, sql } from "drizzle-orm";
import { type Database, rowsOf } from "../../../db/connect.ts";
import { fundingEffect } from "../../../db/tenant/schema/funding-steps.ts";
import type { Context } from "../context.ts";
import { refuseIf } from "../errors.ts";
import type { Mode } from "../integrations/input.ts";
import { readModes } from "../integrations/integration-rows.ts";
import { guardModes, type SeenModes } from "../integrations/seen-modes.ts";
import type { AgreementAnswer } from "./model/agreement.ts";
import { EFFECTS, type EffectKind, type EffectState, MONEY_KINDS, type NewEffect } from "./model/effects.ts";
import type { SentEffect } from "./model/reopening.ts";
import type { StepEvent } from "./model/step-events.ts";

/** An effect as it is shown: what became of it, and not what it holds. */
export interface ShownEffect extends SentEffect {
  effectId: number;
  occurrence: number | null;
  /** What the CRM is to show (F7.1); null for what a step sends. */
  stage: string | null;
  /** To whom it goes, a letter or what is signed or paid; null for what goes to nobody. */
  recipient: string | null;
  /**
   * Where it would go if it were sent again, since the address was corrected after it had failed; null where it would go where it
   * went. What asks for money and once was unclear goes nowhere else: it may be there already. A stage is shown anew with the
   * file's next change.
   */
  correctedRecipient: string | null;
  /** Another one, to a corrected address, has taken its place. */
  isRedirected: boolean;
  attempts: number;
  /** Its step was taken back while it was on its way: it does not set out again. */
  isTakenBack: boolean;
  nextAttemptAt: string | null;
  lastError: string | null;
  sentAt: string | null;
  /** Whether it goes, or went, to the sandbox; null for what went out before that was kept (F7.4). */
  mode: Mode | null;
  receipt: string | null;
  /** What the client did with an agreement that is out (F7.3); null for everything else. */
  agreement: AgreementAnswer | "open" | null;
  createdAt: string;
}

/** What is signed or paid goes to the client; the rest shows something of them in the CRM. */
const ADDRESSED = sql`case when ${fundingEffect.effect} in ('agreement', 'invoice') then ${fundingEffect.payload} ->> 'email' end`;

const SHOWN = {
  effectId: fundingEffect.effectId,
  path: fundingEffect.path,
  step: fundingEffect.step,
  occurrence: fundingEffect.occurrence,
  stage: sql<
    string | null
  >`case when ${fundingEffect.effect} = 'crm_stage' then ${fundingEffect.payload} ->> 'stage' end`,
  recipient: sql<string | null>`coalesce(${fundingEffect.payload} ->> 'to', ${ADDRESSED})`,
  correctedRecipient: sql<string | null>`case
    when ${fundingEffect.state} <> 'failed' or ${fundingEffect.effect} = 'crm_stage' or ${fundingEffect.effect} in ('invoice', 'payment') and exists (
      select from funding_step_event d where d.file_id = funding_effect.file_id and d.kind = 'effect_decided'
        and (d.data ->> 'effectId')::int = funding_effect.effect_id and d.data ->> 'was' = 'unclear') then null
    when ${fundingEffect.payload} ? 'lenderId' then nullif((select l.contact_email from funding_lender l
      where l.lender_id = (${fundingEffect.payload} ->> 'lenderId')::int), ${fundingEffect.payload} ->> 'to')
    when ${fundingEffect.step} is distinct from 'submit_to_partner' then nullif((select f.email from funding_file f
      where f.file_id = funding_effect.file_id), coalesce(${fundingEffect.payload} ->> 'to', ${fundingEffect.payload} ->> 'email')) end`,
  isRedirected: sql<boolean>`${fundingEffect.state} = 'withdrawn' and exists (
    select from funding_step_event d where d.file_id = funding_effect.file_id and d.kind = 'effect_decided'
      and (d.data ->> 'effectId')::int = funding_effect.effect_id and d.data ? 'to')`,
  effect: fundingEffect.effect,
  state: fundingEffect.state,
  attempts: fundingEffect.attempts,
  isTakenBack: fundingEffect.isTakenBack,
  nextAttemptAt: fundingEffect.nextAttemptAt,
  lastError: fundingEffect.lastError,
  sentAt: fundingEffect.sentAt,
  mode: fundingEffect.mode,
  receipt: fundingEffect.receipt,
  createdAt: fundingEffect.createdAt,
};

/**
 * Writes what a step sends out, due at once; once per file, path, step, occurrence, effect and part (F3.10).
 * @param seen as what the systems were seen by whoever decided: another one by now is refused (F7.4)
 */
export async function insertEffects(
  tx: Database,
  ctx: Context,
  fileId: number,
  { seq, path, step, occurrence }: StepEvent,
  effects: readonly NewEffect[],
  seen: SeenModes = {},
): Promise<void> {
  if (effects.length === 0) return;
  if (path === null || step === null || occurrence === null)
    throw new Error("only a completed step has effects");
  const modes = await readModes(tx);
  refuseIf(
    guardModes(
      seen,
      modes,
      effects.map(({ effect }) => EFFECTS[effect].system),
      (system) => `seenModes.${system}`,
    ),
  );
  const now = ctx.now().toISOString();
  const place = { fileId, eventSeq: seq, path, step, occurrence };
  await tx.insert(fundingEffect).values(
    effects.map(({ effect, payload }, index) => ({
      ...place,
      effect,
      part: effects.slice(0, index + 1).filter((one) => one.effect === effect).length,
      payload,
      state: "queued" as const,
      mode: modes[EFFECTS[effect].system],
      attempts: 0,
      nextAttemptAt: now,
      createdAt: now,
    })),
  );
}

/**
 * The outbox of a file, newest first: what somebody may have to see to, and of the rest the newest, so many in all. A stage that
 * a newer one overtook says nothing.
 */
export async function readEffects(
  db: Database,
  fileId: number,
  most: number,
): Promise<{ effects: ShownEffect[]; earlierEffects: number }> {
  const isOver = sql`${fundingEffect.state} in ('sent', 'withdrawn')`;
  const isOvertaken = sql`${fundingEffect.effect} = 'crm_stage' and ${fundingEffect.state} = 'withdrawn'`;
  const rows = await db
    .select({
      ...SHOWN,
      all: sql<number>`count(*) over ()::int`,
      agreement: sql<
        AgreementAnswer | "open" | null
      >`(select coalesce(a.answer, 'open') from funding_agreement a
        where a.effect_id = funding_effect.effect_id)`,
    })
    .from(fundingEffect)
    .where(and(eq(fundingEffect.fileId, fileId), sql`not (${isOvertaken})`))
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
  path: string | null;
  step: string | null;
  effect: EffectKind;
  state: EffectState;
  attempts: number;
  isTakenBack: boolean;
  mode: Mode | null;
  recipient: string | null;
  correctedRecipient: string | null;
  isRedirected: boolean;
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
 * Puts an effect in the place of one that has not gone out, to another address: what is to be sent never changes, so the former
 * is withdrawn. What asks for money or records it says where it was to go before: the CRM may hold a draft of it there (I22).
 * For who holds it.
 */
export async function redirectEffect(
  tx: Database,
  ctx: Pick<Context, "now">,
  effectId: number,
  to: string,
  mode: Mode,
): Promise<void> {
  const now = ctx.now().toISOString();
  const lastError = `It goes to ${to} instead.`;
  await tx
    .update(fundingEffect)
    .set({ state: "withdrawn", lastError })
    .where(eq(fundingEffect.effectId, effectId));
  await tx.execute(sql`
    insert into funding_effect (file_id, event_seq, path, step, occurrence, effect, part, payload, state, mode, attempts,
      next_attempt_at, created_at)
    select file_id, event_seq, path, step, occurrence, effect, (select max(o.part) + 1 from funding_effect o where
        (o.file_id, o.path, o.step, o.occurrence, o.effect) = (e.file_id, e.path, e.step, e.occurrence, e.effect)),
      payload || jsonb_build_object(case when payload ? 'to' then 'to' else 'email' end, ${to}::text)
        || case when effect = any(${sql.param(MONEY_KINDS)}::text[]) then jsonb_build_object('formerEmails',
          coalesce(payload -> 'formerEmails', '[]') || jsonb_build_array(payload -> 'email')) else '{}' end,
      'queued', ${mode}, 0, ${now}, ${now}
    from funding_effect e where effect_id = ${effectId}`);
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
