import {
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { sql } from "drizzle-orm/sql";
import { day, identity, instant, logNumber, money } from "../../columns.ts";
import { fundingFile, fundingRun } from "./funding.ts";

/**
 * The Funding Queue (F5.2): a row a parked file, and until when nobody else calls its client. A trigger keeps it with every
 * run, so that no verb can forget to; who calls and when the client is called next is written by the verbs of the queue.
 */
export const fundingCallback = pgTable(
  "funding_callback",
  {
    fileId: integer("file_id").primaryKey(),
    /** The run that parked the file. */
    runNo: integer("run_no").notNull(),
    parkedReason: text("parked_reason").notNull(),
    /** As underwriting plans it. */
    plannedOn: day("planned_on").notNull(),
    /** As it stands after the calls so far. */
    dueOn: day("due_on").notNull(),
    /** Goes up with every call and every run: who decides by another one is told. */
    version: integer().notNull(),
    /** Calls in a row in which the client was not reached. */
    unanswered: integer().notNull(),
    /** Who has the client to call, since when, and until when nobody else may. */
    claimedBy: text("claimed_by"),
    claimedAt: instant("claimed_at"),
    claimedUntil: instant("claimed_until"),
  },
  (t) => [
    foreignKey({
      name: "funding_callback_run",
      columns: [t.fileId, t.runNo],
      foreignColumns: [fundingRun.fileId, fundingRun.runNo],
    }),
    index("funding_callback_due").on(t.dueOn, t.fileId),
    index("funding_callback_claims").on(t.claimedBy).where(sql`${t.claimedBy} is not null`),
    check("funding_callback_numbers", sql`${t.version} > 0 and ${t.unanswered} >= 0`),
    check(
      "funding_callback_claim",
      sql`num_nonnulls(${t.claimedBy}, ${t.claimedAt}, ${t.claimedUntil}) in (0, 3)`,
    ),
  ],
);

/** The calls of the Funding Queue and what came of each (F5.2). Append-only: one that was logged by mistake is taken back. */
export const fundingCall = pgTable(
  "funding_call",
  {
    fileId: integer("file_id").notNull(),
    /** From 1, without a gap within a file. */
    callNo: integer("call_no").notNull(),
    /** The newest run when it was made. */
    runNo: integer("run_no").notNull(),
    outcome: text().notNull(),
    notes: text(),
    /** The day that the client asked for. */
    askedFor: day("asked_for"),
    dueBefore: day("due_before").notNull(),
    /** null where the file was closed by it. */
    dueAfter: day("due_after"),
    /** The call that this entry takes back. */
    takesBack: integer("takes_back"),
    /** By what the caller knows its request again. */
    requestId: text("request_id"),
    recordedAt: instant("recorded_at").notNull(),
    recordedBy: text("recorded_by").notNull(),
    logNo: logNumber(),
  },
  (t) => [
    primaryKey({ columns: [t.fileId, t.callNo] }),
    foreignKey({ name: "funding_call_file", columns: [t.fileId], foreignColumns: [fundingFile.fileId] }),
    unique("funding_call_request").on(t.fileId, t.requestId),
    unique("funding_call_taken_back").on(t.fileId, t.takesBack),
    check("funding_call_number", sql`${t.callNo} > 0`),
    check(
      "funding_call_outcome",
      sql`case ${t.outcome}
        when 'call_later' then num_nonnulls(${t.askedFor}, ${t.dueAfter}) = 2 and ${t.takesBack} is null
        when 'taken_back' then num_nonnulls(${t.takesBack}, ${t.dueAfter}) = 2 and ${t.takesBack} < ${t.callNo} and ${t.askedFor} is null
        when 'not_interested' then num_nonnulls(${t.askedFor}, ${t.dueAfter}, ${t.takesBack}) = 0
        when 'do_not_call' then num_nonnulls(${t.askedFor}, ${t.dueAfter}, ${t.takesBack}) = 0
        when 'reached' then ${t.dueAfter} is not null and num_nonnulls(${t.askedFor}, ${t.takesBack}) = 0
        when 'no_answer' then ${t.dueAfter} is not null and num_nonnulls(${t.askedFor}, ${t.takesBack}) = 0
        when 'left_message' then ${t.dueAfter} is not null and num_nonnulls(${t.askedFor}, ${t.takesBack}) = 0
        when 'wrong_number' then ${t.dueAfter} is not null and num_nonnulls(${t.askedFor}, ${t.takesBack}) = 0
        else false end`,
    ),
  ],
);

/** The lenders to whom established files are submitted (F6.1). One that was submitted to is retired and never deleted. */
export const fundingLender = pgTable(
  "funding_lender",
  {
    lenderId: identity("lender_id"),
    name: text().notNull(),
    /** What it lends. */
    products: text().array().notNull(),
    /** What it asks for; null where that is not known, which is not the same as nothing. */
    minimumScore: integer("minimum_score"),
    minimumMonthlyRevenue: money("minimum_monthly_revenue"),
    minimumMonthsInBusiness: integer("minimum_months_in_business"),
    minimumAmount: money("minimum_amount"),
    maximumAmount: money("maximum_amount"),
    /** As its funding usually takes. */
    daysToFund: integer("days_to_fund"),
    contactName: text("contact_name"),
    /** Where a file is submitted to. */
    contactEmail: text("contact_email"),
    contactPhone: text("contact_phone"),
    notes: text(),
    /** What nobody has made sure of yet. */
    toVerify: text("to_verify"),
    version: integer().notNull(),
    retiredAt: instant("retired_at"),
    createdAt: instant("created_at").notNull(),
    createdBy: text("created_by").notNull(),
    updatedAt: instant("updated_at").notNull(),
    updatedBy: text("updated_by").notNull(),
  },
  (t) => [
    // By its name it stands on the timeline of files.
    uniqueIndex("funding_lender_name").on(sql`lower(${t.name})`),
    check("funding_lender_named", sql`btrim(${t.name}) <> ''`),
    check("funding_lender_version", sql`${t.version} > 0`),
    check("funding_lender_products", sql`cardinality(${t.products}) > 0`),
    check("funding_lender_score", sql`${t.minimumScore} between 300 and 850`),
    check(
      "funding_lender_amounts",
      sql`${t.minimumMonthlyRevenue} >= 0 and ${t.minimumAmount} >= 0 and ${t.maximumAmount} > 0
        and ${t.minimumAmount} <= ${t.maximumAmount}`,
    ),
    check("funding_lender_times", sql`${t.minimumMonthsInBusiness} >= 0 and ${t.daysToFund} >= 0`),
    check("funding_lender_email", sql`${t.contactEmail} = lower(${t.contactEmail})`),
  ],
);
