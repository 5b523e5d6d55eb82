import {
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
import { identity, instant, logNumber } from "../../columns.ts";
import { fundingFile } from "./funding.ts";
import { storedFile } from "./stored-files.ts";

/** A document that a client sent for a file (F6.2). Append-only: that it was removed, or brought back, is an event of it. */
export const fundingDocument = pgTable(
  "funding_document",
  {
    documentId: identity("document_id"),
    fileId: integer("file_id").notNull(),
    storeKey: uuid("store_key").notNull(),
    kind: text().notNull(),
    /** How many months, years or copies of its kind are in it. */
    covers: integer().notNull(),
    name: text().notNull(),
    receivedAt: instant("received_at").notNull(),
    receivedBy: text("received_by").notNull(),
  },
  (t) => [
    foreignKey({ name: "funding_document_file", columns: [t.fileId], foreignColumns: [fundingFile.fileId] }),
    foreignKey({
      name: "funding_document_stored",
      columns: [t.storeKey],
      foreignColumns: [storedFile.storeKey],
    }),
    unique("funding_document_once").on(t.storeKey),
    unique("funding_document_of_file").on(t.fileId, t.documentId),
    check("funding_document_named", sql`btrim(${t.name}) <> '' and ${t.covers} between 1 and 60`),
  ],
);

/** Removed and restored take turns, so that the number says which of them it is. */
export const fundingDocumentEvent = pgTable(
  "funding_document_event",
  {
    fileId: integer("file_id").notNull(),
    documentId: integer("document_id").notNull(),
    /** From 1, without a gap. */
    seq: integer().notNull(),
    kind: text().$type<"removed" | "restored">().notNull(),
    recordedAt: instant("recorded_at").notNull(),
    recordedBy: text("recorded_by").notNull(),
    logNo: logNumber(),
  },
  (t) => [
    primaryKey({ columns: [t.documentId, t.seq] }),
    index("funding_document_event_file").on(t.fileId),
    foreignKey({
      name: "funding_document_event_of",
      columns: [t.fileId, t.documentId],
      foreignColumns: [fundingDocument.fileId, fundingDocument.documentId],
    }),
    check(
      "funding_document_event_turns",
      sql`${t.seq} > 0 and ${t.kind} = case ${t.seq} % 2 when 1 then 'removed' else 'restored' end`,
    ),
  ],
);

/** What clients have to send, a row a version; the highest is in force. Append-only (F6.2). */
export const fundingDocumentRules = pgTable(
  "funding_document_rules",
  {
    version: integer().primaryKey(),
    document: jsonb().$type<Record<string, unknown>>().notNull(),
    createdAt: instant("created_at").notNull(),
    createdBy: text("created_by").notNull(),
  },
  (t) => [check("funding_document_rules_version", sql`${t.version} > 0`)],
);
