import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { sql } from "drizzle-orm/sql";
import { identity, instant, logNumber, money, rate } from "../../columns.ts";
import { fundingFile, fundingRun } from "./funding.ts";

/**
 * What happened to a file's workflow, in order (F3.9). Append-only, and all that is known of its state: what is done, ended
 * and started is what these rows add up to, so there is no second truth that could differ.
 */
export const fundingStepEvent = pgTable(
  "funding_step_event",
  {
    fileId: integer("file_id").notNull(),
    /** From 1, without a gap within a file. */
    seq: integer().notNull(),
    kind: text()
      .$type<
        | "started"
        | "completed"
        | "waited"
        | "reopened"
        | "not_funded"
        | "superseded"
        | "resumed"
        | "rerouted"
        | "effect_decided"
        | "agreement_answered"
      >()
      .notNull(),
    /** The newest run when it happened. */
    runNo: integer("run_no").notNull(),
    track: text(),
    path: text(),
    step: text(),
    /** How many times the step has been completed, this one included; on its reopening the same again. */
    occurrence: integer(),
    data: jsonb().$type<Record<string, unknown>>().notNull(),
    /** Why it was reopened or ended. */
    reason: text(),
    /** By what the caller knows its request again, and what it asked for. */
    requestId: text("request_id"),
    requestDigest: text("request_digest"),
    recordedAt: instant("recorded_at").notNull(),
    recordedBy: text("recorded_by").notNull(),
    logNo: logNumber(),
  },
  (t) => [
    primaryKey({ columns: [t.fileId, t.seq] }),
    foreignKey({
      name: "funding_step_run",
      columns: [t.fileId, t.runNo],
      foreignColumns: [fundingRun.fileId, fundingRun.runNo],
    }),
    unique("funding_step_request").on(t.fileId, t.requestId),
    // Who was paid, of which there are few among all events.
    index("funding_step_paid")
      .on(sql`(${t.data} ->> 'operator')`)
      .where(sql`${t.kind} = 'completed' and ${t.step} in ('collect_invoice', 'record_payment_received')`),
    check(
      "funding_step_kind",
      sql`case ${t.kind}
        when 'started' then ${t.track} is not null and num_nonnulls(${t.path}, ${t.step}, ${t.occurrence}) = 0
        when 'completed' then ${t.track} is null and num_nonnulls(${t.path}, ${t.step}, ${t.occurrence}) = 3
        when 'reopened' then ${t.track} is null and num_nonnulls(${t.path}, ${t.step}, ${t.occurrence}) = 3
        when 'waited' then ${t.track} is null and num_nonnulls(${t.path}, ${t.step}) = 2 and ${t.occurrence} is null
        when 'effect_decided' then num_nonnulls(${t.track}, ${t.occurrence}) = 0 and num_nonnulls(${t.path}, ${t.step}) <> 1
        when 'not_funded' then ${t.path} is not null and num_nonnulls(${t.track}, ${t.step}, ${t.occurrence}) = 0
        when 'superseded' then ${t.path} is not null and num_nonnulls(${t.track}, ${t.step}, ${t.occurrence}) = 0
        when 'resumed' then ${t.path} is not null and num_nonnulls(${t.track}, ${t.step}, ${t.occurrence}) = 0
        when 'rerouted' then num_nonnulls(${t.track}, ${t.path}, ${t.step}, ${t.occurrence}) = 0
        when 'agreement_answered' then num_nonnulls(${t.track}, ${t.occurrence}) = 0 and num_nonnulls(${t.path}, ${t.step}) = 2
        else false end`,
    ),
    check(
      "funding_step_reason",
      sql`${t.kind} not in ('reopened', 'not_funded', 'resumed') or coalesce(btrim(${t.reason}), '') <> ''`,
    ),
    check("funding_step_asked", sql`num_nonnulls(${t.requestId}, ${t.requestDigest}) <> 1`),
  ],
);

/** The cards of a funding plan, a row a dated state; the newest of a card is how it stands (F3.7). Append-only. */
export const fundingCard = pgTable(
  "funding_card",
  {
    fileId: integer("file_id").notNull(),
    /** The occurrence of the step that brought the plan: a plan that is recorded anew is another one. */
    planNo: integer("plan_no").notNull(),
    cardNo: integer("card_no").notNull(),
    /** From 1, without a gap within a card. */
    changeNo: integer("change_no").notNull(),
    issuer: text().notNull(),
    amount: money("amount").notNull(),
    status: text().$type<"approved" | "pending" | "declined">().notNull(),
    notes: text(),
    recordedAt: instant("recorded_at").notNull(),
    recordedBy: text("recorded_by").notNull(),
    logNo: logNumber(),
  },
  (t) => [
    primaryKey({ columns: [t.fileId, t.planNo, t.cardNo, t.changeNo] }),
    foreignKey({ name: "funding_card_file", columns: [t.fileId], foreignColumns: [fundingFile.fileId] }),
    check("funding_card_numbers", sql`${t.planNo} > 0 and ${t.cardNo} > 0 and ${t.changeNo} > 0`),
    check("funding_card_status", sql`${t.status} in ('approved', 'pending', 'declined')`),
    check("funding_card_amount", sql`${t.amount} >= 0 and (${t.status} <> 'approved' or ${t.amount} > 0)`),
  ],
);

/**
 * The outbox (F3.10): what a step sends out, written in the step's own transaction. What is to be sent never changes; the
 * app's role writes only how far it has come.
 */
export const fundingEffect = pgTable(
  "funding_effect",
  {
    effectId: identity("effect_id"),
    fileId: integer("file_id").notNull(),
    /** The completed step that sends it; null for what shows where the whole file stands. */
    eventSeq: integer("event_seq"),
    path: text(),
    step: text(),
    occurrence: integer(),
    /** The change of the file that it shows: a run or whatever else moved it; null for what a step sends. */
    fileVersion: integer("file_version"),
    effect: text().notNull(),
    /** From 1: which of several of one kind that the step sends, as a letter to each of several lenders. */
    part: integer().notNull().default(1),
    payload: jsonb().$type<Record<string, unknown>>().notNull(),
    state: text().$type<"queued" | "sending" | "sent" | "failed" | "unclear" | "withdrawn">().notNull(),
    attempts: integer().notNull(),
    nextAttemptAt: instant("next_attempt_at"),
    /** Who is sending it, and until when nobody else may look at it. */
    lease: uuid(),
    leasedUntil: instant("leased_until"),
    lastError: text("last_error"),
    /** Its step was taken back while it was on its way, so it must not set out again. */
    isTakenBack: boolean("is_taken_back").notNull().default(false),
    sentAt: instant("sent_at"),
    /**
     * As what its system was seen when it was queued: it goes out as that or not at all (F7.4). Null for what went out before
     * this was kept.
     */
    mode: text().$type<"sandbox" | "live">(),
    /** What the other system calls it. */
    receipt: text(),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    foreignKey({
      name: "funding_effect_event",
      columns: [t.fileId, t.eventSeq],
      foreignColumns: [fundingStepEvent.fileId, fundingStepEvent.seq],
    }),
    unique("funding_effect_once").on(t.fileId, t.path, t.step, t.occurrence, t.effect, t.part),
    uniqueIndex("funding_effect_once_shown")
      .on(t.fileId, t.fileVersion)
      .where(sql`${t.fileVersion} is not null`),
    check(
      "funding_effect_cause",
      sql`num_nonnulls(${t.eventSeq}, ${t.path}, ${t.step}, ${t.occurrence}) = case when ${t.effect} = 'crm_stage' then 0 else 4 end
        and (${t.effect} = 'crm_stage') = (${t.fileVersion} is not null)`,
    ),
    // One invoice a product (I22), whatever is reopened.
    uniqueIndex("funding_effect_one_invoice")
      .on(t.fileId, t.path)
      .where(sql`${t.effect} = 'invoice' and ${t.state} <> 'withdrawn'`),
    // The first of each kind that somebody is in charge of, however many of the others wait.
    index("funding_effect_due").on(t.effect, t.nextAttemptAt, t.effectId).where(sql`${t.state} = 'queued'`),
    index("funding_effect_leased").on(t.leasedUntil).where(sql`${t.state} = 'sending'`),
    // What of one client is under way in the CRM, where one waits for the other.
    index("funding_effect_of_client")
      .on(sql`(${t.payload} ->> 'email')`, t.effectId)
      .where(sql`${t.state} in ('queued', 'sending')`),
    index("funding_effect_of_file").on(t.fileId, t.effectId).where(sql`${t.state} in ('queued', 'sending')`),
    check("funding_effect_mode", sql`${t.mode} in ('sandbox', 'live')`),
    check(
      "funding_effect_state",
      sql`case ${t.state}
        when 'queued' then ${t.nextAttemptAt} is not null and num_nonnulls(${t.lease}, ${t.leasedUntil}, ${t.sentAt}) = 0
        when 'sending' then num_nonnulls(${t.lease}, ${t.leasedUntil}) = 2 and num_nonnulls(${t.nextAttemptAt}, ${t.sentAt}) = 0
        when 'sent' then ${t.sentAt} is not null and num_nonnulls(${t.nextAttemptAt}, ${t.lease}, ${t.leasedUntil}) = 0
        when 'failed' then ${t.lastError} is not null and num_nonnulls(${t.nextAttemptAt}, ${t.lease}, ${t.leasedUntil}, ${t.sentAt}) = 0
        when 'unclear' then ${t.lastError} is not null and num_nonnulls(${t.nextAttemptAt}, ${t.lease}, ${t.leasedUntil}, ${t.sentAt}) = 0
        when 'withdrawn' then num_nonnulls(${t.nextAttemptAt}, ${t.lease}, ${t.leasedUntil}, ${t.sentAt}) = 0
        else false end`,
    ),
    check(
      "funding_effect_attempts",
      sql`${t.attempts} >= 0 and (${t.state} in ('queued', 'withdrawn') or ${t.attempts} > 0)`,
    ),
    check("funding_effect_taken_back", sql`not ${t.isTakenBack} or ${t.state} not in ('queued', 'failed')`),
  ],
);

/** What funding knows of an operator (F4.1, F6.3), a row a version; the highest is in force. Append-only. */
export const fundingOperator = pgTable(
  "funding_operator",
  {
    /** An address, as on the files. */
    operator: text().notNull(),
    version: integer().notNull(),
    /** How letters are signed; the address when it is not known. */
    displayName: text("display_name"),
    feePercent: rate("fee_percent", 4).notNull(),
    affiliateLink: text("affiliate_link"),
    createdAt: instant("created_at").notNull(),
    createdBy: text("created_by").notNull(),
    logNo: logNumber(),
  },
  (t) => [
    primaryKey({ columns: [t.operator, t.version] }),
    check("funding_operator_version", sql`${t.version} > 0`),
    check("funding_operator_fee", sql`${t.feePercent} between 0 and 100`),
    check("funding_operator_address", sql`${t.operator} = lower(${t.operator})`),
  ],
);
