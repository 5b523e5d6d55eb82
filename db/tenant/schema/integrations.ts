import { check, integer, jsonb, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import { sql } from "drizzle-orm/sql";
import { bytes, identity, instant, logNumber } from "../../columns.ts";

/** How a system outside is reached, a row a version; the highest is in force. Append-only: who changed what stays (F7.4). */
export const integrationSetting = pgTable(
  "integration_setting",
  {
    system: text().notNull(),
    version: integer().notNull(),
    mode: text().$type<"sandbox" | "live">().notNull(),
    /** Nothing secret. */
    config: jsonb().$type<Record<string, unknown>>().notNull(),
    /** The names of what differs from the version before, secrets included. */
    changed: jsonb().$type<string[]>().notNull(),
    createdAt: instant("created_at").notNull(),
    createdBy: text("created_by").notNull(),
    logNo: logNumber(),
  },
  (t) => [
    primaryKey({ columns: [t.system, t.version] }),
    check("integration_setting_version", sql`${t.version} > 0`),
    check("integration_setting_mode", sql`${t.mode} in ('sandbox', 'live')`),
  ],
);

/** What a system outside knows us by, under seal. One that is replaced is gone. */
export const integrationSecret = pgTable(
  "integration_secret",
  {
    system: text().notNull(),
    name: text().notNull(),
    sealedBytes: bytes("sealed_bytes").notNull(),
    keyId: text("key_id").notNull(),
    /** The tenant for which it was sealed: part of the seal. */
    sealedFor: uuid("sealed_for").notNull(),
    setAt: instant("set_at").notNull(),
    setBy: text("set_by").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.system, t.name] }),
    check("integration_secret_sealed", sql`octet_length(${t.sealedBytes}) > 28 and ${t.keyId} <> ''`),
  ],
);

/** What a sandbox holds, as the service would: contacts, envelopes, letters. Several processes share it, and it outlives them. */
export const integrationSandbox = pgTable(
  "integration_sandbox",
  {
    recordId: identity("record_id"),
    system: text().notNull(),
    kind: text().notNull(),
    /** By what the service would find it. */
    key: text().notNull(),
    data: jsonb().$type<Record<string, unknown>>().notNull(),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
  },
  (t) => [unique("integration_sandbox_key").on(t.system, t.kind, t.key)],
);

/** When a system may be called next, so that all processes together keep to what it allows. */
export const integrationPace = pgTable("integration_pace", {
  system: text().primaryKey(),
  /** How far ahead calls have been taken. */
  takenUntil: instant("taken_until").notNull(),
});
