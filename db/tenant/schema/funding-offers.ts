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
  uuid,
} from "drizzle-orm/pg-core";
import { sql } from "drizzle-orm/sql";
import { identity, instant, logNumber, money } from "../../columns.ts";
import { fundingFile } from "./funding.ts";

/**
 * That lenders were asked for offers, written before they are (F7.2), and what came of it. What was asked never changes, and
 * holds neither the social security number nor the date of birth; the app's role writes only how far it has come.
 */
export const fundingOfferRequest = pgTable(
  "funding_offer_request",
  {
    offerRequestId: identity("offer_request_id"),
    fileId: integer("file_id").notNull(),
    /** From 1, without a gap within a file. */
    requestNo: integer("request_no").notNull(),
    mode: text().$type<"live" | "sandbox">().notNull(),
    /** By what the marketplace's reports are known again; says nothing of the client. */
    reference: text().notNull().unique(),
    application: jsonb().$type<Record<string, unknown>>().notNull(),
    /** The sentences that the client agreed to, as they were shown. */
    consents: jsonb().$type<Record<string, unknown>>().notNull(),
    requestId: text("request_id"),
    requestDigest: text("request_digest"),
    askedAt: instant("asked_at").notNull(),
    askedBy: text("asked_by").notNull(),
    state: text().$type<"asked" | "answered" | "refused" | "unclear">().notNull(),
    problem: text(),
    leadId: uuid("lead_id"),
    tableId: uuid("table_id"),
    /** How many lenders were asked. */
    lenders: integer().notNull(),
    pending: jsonb().$type<string[]>().notNull(),
    offers: jsonb().$type<Record<string, unknown>[]>().notNull(),
    polls: integer().notNull(),
    nextPollAt: instant("next_poll_at"),
    answeredAt: instant("answered_at"),
    completedAt: instant("completed_at"),
    /** Since when somebody asks to look again at what happened to the lead. */
    leadDueAt: instant("lead_due_at"),
    leadReadAt: instant("lead_read_at"),
  },
  (t) => [
    foreignKey({ name: "funding_offer_file", columns: [t.fileId], foreignColumns: [fundingFile.fileId] }),
    unique("funding_offer_no").on(t.fileId, t.requestNo),
    unique("funding_offer_asked").on(t.fileId, t.requestId),
    index("funding_offer_due").on(t.nextPollAt).where(sql`${t.nextPollAt} is not null`),
    index("funding_offer_lead").on(t.leadId),
    check("funding_offer_mode", sql`${t.mode} in ('live', 'sandbox')`),
    check("funding_offer_numbers", sql`${t.requestNo} > 0 and ${t.lenders} >= 0 and ${t.polls} >= 0`),
    check("funding_offer_request_named", sql`num_nonnulls(${t.requestId}, ${t.requestDigest}) <> 1`),
    check(
      "funding_offer_state",
      sql`case ${t.state}
        when 'asked' then num_nonnulls(${t.leadId}, ${t.tableId}, ${t.answeredAt}, ${t.completedAt}, ${t.nextPollAt}) = 0
        when 'answered' then num_nonnulls(${t.leadId}, ${t.tableId}, ${t.answeredAt}) = 3
          and num_nonnulls(${t.completedAt}, ${t.nextPollAt}) = 1
        when 'refused' then ${t.problem} is not null and num_nonnulls(${t.leadId}, ${t.completedAt}, ${t.nextPollAt}) = 0
        when 'unclear' then ${t.problem} is not null and num_nonnulls(${t.leadId}, ${t.completedAt}, ${t.nextPollAt}) = 0
        else false end`,
    ),
  ],
);

/** What the marketplace reported of a lead, once each; that it took something back is a row of its own. Append-only. */
export const fundingMarketEvent = pgTable(
  "funding_market_event",
  {
    eventId: text("event_id").notNull(),
    isReversal: boolean("is_reversal").notNull(),
    offerRequestId: integer("offer_request_id")
      .notNull()
      .references(() => fundingOfferRequest.offerRequestId),
    fileId: integer("file_id").notNull(),
    eventType: text("event_type").notNull(),
    happenedAt: instant("happened_at").notNull(),
    amount: money("amount"),
    lender: text(),
    offerId: text("offer_id"),
    recordedAt: instant("recorded_at").notNull(),
    logNo: logNumber(),
  },
  (t) => [
    primaryKey({ columns: [t.eventId, t.isReversal] }),
    index("funding_market_event_file").on(t.fileId),
    check("funding_market_event_amount", sql`${t.amount} >= 0`),
  ],
);

/** How far the marketplace's events have been read. */
export const fundingMarketFeed = pgTable(
  "funding_market_feed",
  {
    mode: text().$type<"live" | "sandbox">().primaryKey(),
    /** Where the next page begins; null before the first. */
    token: text(),
    nextReadAt: instant("next_read_at").notNull(),
    readAt: instant("read_at"),
    /** Why it could not be read the last time. */
    problem: text(),
  },
  (t) => [check("funding_market_feed_mode", sql`${t.mode} in ('live', 'sandbox')`)],
);
