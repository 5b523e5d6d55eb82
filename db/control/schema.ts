import { boolean, index, integer, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { sql } from "drizzle-orm/sql";
import { bytes, instant } from "../columns.ts";

/** The control database: who there is and who may come in. Business data never lives here. */

export const tenant = pgTable("tenant", {
  tenantId: uuid("tenant_id").primaryKey(),
  slug: text().notNull().unique(),
  name: text().notNull(),
  databaseName: text("database_name").notNull().unique(),
  /** False until its database is made, migrated and seeded: a tenant half made answers nobody. */
  isReady: boolean("is_ready").notNull().default(false),
  /** Counts changes of what `tenant_identity` says, so that every process notices one on its next request. */
  settingsVersion: integer("settings_version").notNull().default(1),
  createdAt: instant("created_at").notNull(),
});

export const user = pgTable("app_user", {
  userId: uuid("user_id").primaryKey(),
  /** Lower case; an address is one person. */
  email: text().notNull().unique(),
  name: text().notNull(),
  /** argon2id; null for people who come in through the identity provider only. */
  passwordHash: text("password_hash"),
  /** `issuer|subject` of the identity provider, bound at the first sign-in. */
  oidcSubject: text("oidc_subject").unique(),
  disabledAt: instant("disabled_at"),
  createdAt: instant("created_at").notNull(),
});

export const membership = pgTable(
  "membership",
  {
    userId: uuid("user_id")
      .notNull()
      .references(() => user.userId),
    tenantId: uuid("tenant_id")
      .notNull()
      .references(() => tenant.tenantId),
    role: text().$type<"operator" | "admin">().notNull(),
    /** Since when the person may not come into this tenant; other tenants are not touched by it. */
    disabledAt: instant("disabled_at"),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.userId, t.tenantId] }), index("membership_tenant").on(t.tenantId)],
);

/** A signed-in browser. The cookie names it; ending it here ends it on the next request. */
export const session = pgTable(
  "session",
  {
    sessionId: uuid("session_id").primaryKey(),
    userId: uuid("user_id")
      .notNull()
      .references(() => user.userId),
    tenantId: uuid("tenant_id")
      .notNull()
      .references(() => tenant.tenantId),
    createdAt: instant("created_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
    endedAt: instant("ended_at"),
  },
  (t) => [index("session_user").on(t.userId)],
);

/** A key with which the exchange posts trades. Kept as a hash; the prefix is shown to tell keys apart (P1.1). */
export const apiKey = pgTable(
  "api_key",
  {
    keyId: uuid("key_id").primaryKey(),
    tenantId: uuid("tenant_id")
      .notNull()
      .references(() => tenant.tenantId),
    prefix: text().notNull().unique(),
    keyHash: bytes("key_hash").notNull(),
    createdAt: instant("created_at").notNull(),
    expiresAt: instant("expires_at"),
    revokedAt: instant("revoked_at"),
    lastUsedAt: instant("last_used_at"),
  },
  (t) => [index("api_key_tenant").on(t.tenantId)],
);

/** A Bearer token issued to a named client. The token is a signed JWT; this row lets it be revoked (P6.4). */
export const clientToken = pgTable(
  "client_token",
  {
    tokenId: uuid("token_id").primaryKey(),
    tenantId: uuid("tenant_id")
      .notNull()
      .references(() => tenant.tenantId),
    name: text().notNull(),
    role: text().$type<"operator" | "admin">().notNull(),
    createdAt: instant("created_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
    revokedAt: instant("revoked_at"),
    lastUsedAt: instant("last_used_at"),
  },
  (t) => [index("client_token_tenant").on(t.tenantId)],
);

/** Who changed access, and every sign-in. Append-only. */
export const accessLog = pgTable(
  "access_log",
  {
    entryId: uuid("entry_id").primaryKey().default(sql`gen_random_uuid()`),
    at: instant().notNull(),
    tenantId: uuid("tenant_id"),
    actor: text().notNull(),
    action: text().notNull(),
    subject: text(),
    details: jsonb().$type<Record<string, string>>().notNull(),
  },
  (t) => [index("access_log_tenant").on(t.tenantId, t.at)],
);

/** Failed attempts per address or account in the present window (P6.5). */
export const throttle = pgTable("throttle", {
  bucket: text().primaryKey(),
  windowStart: instant("window_start").notNull(),
  failures: integer().notNull(),
});

/**
 * When the outbox of which tenant has to be looked at next. It is written before anything can come into an outbox, so that
 * what is due can be asked for in one place, however many tenants there are and whatever falls over (F3.10).
 */
export const outboxWatch = pgTable(
  "outbox_watch",
  {
    tenantId: uuid("tenant_id")
      .primaryKey()
      .references(() => tenant.tenantId),
    /** When somebody last began to change something in the tenant. */
    markedAt: instant("marked_at").notNull(),
    /** Null: nothing waits. */
    dueAt: instant("due_at"),
  },
  (t) => [index("outbox_watch_due").on(t.dueAt)],
);
