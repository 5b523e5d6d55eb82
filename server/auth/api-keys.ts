import { createHash, randomBytes, randomInt, randomUUID, timingSafeEqual } from "node:crypto";
import { asc, eq } from "drizzle-orm";
import { sql } from "drizzle-orm/sql";
import { rowsOf } from "../../db/connect.ts";
import { controlDatabase } from "../../db/control/client.ts";
import { apiKey, tenant } from "../../db/control/schema.ts";
import { COMMAND_LINE } from "./access-log.ts";
import { noteUse } from "./last-use.ts";

/** The tenant whose key was shown, and which of its keys it was. */
export interface KeyHolder {
  tenantId: string;
  slug: string;
  databaseName: string;
  settingsVersion: number;
  keyPrefix: string;
}

/** A key as administrators see it: never the key itself, which is shown once, when it is made. */
export interface ListedKey {
  prefix: string;
  createdAt: string;
  expiresAt: string | null;
  revokedAt: string | null;
  lastUsedAt: string | null;
}

const KEY = /^psx_([a-z0-9]{8})_[A-Za-z0-9_-]{43}$/;
const PREFIX_CHARACTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
const NO_HASH = Buffer.alloc(32);
const LONGEST_LOOKED_AT = 256;

/**
 * Makes a key with which the exchange posts trades to a tenant; its other keys stay valid (P1.1).
 * @returns the key, which is stored nowhere, and its visible prefix
 */
export async function createApiKey(
  { tenantId, expiresAt, by = COMMAND_LINE }: { tenantId: string; expiresAt?: Date | null; by?: string },
  now: Date,
): Promise<{ key: string; prefix: string }> {
  const { key, prefix } = newKey();
  const at = now.toISOString();
  await rowsOf(
    controlDatabase(),
    sql`WITH made AS (
        INSERT INTO api_key (key_id, tenant_id, prefix, key_hash, created_at, expires_at)
        VALUES (${randomUUID()}, ${tenantId}, ${prefix}, ${hashOf(key)}, ${at}, ${expiresAt?.toISOString() ?? null})
        RETURNING tenant_id, prefix)
      INSERT INTO access_log (at, tenant_id, actor, action, subject, details)
      SELECT ${at}::timestamptz, tenant_id, ${by}, 'API key created', prefix, '{}' FROM made`,
  );
  return { key, prefix };
}

/** Makes a new key for a tenant; the old ones stay valid until they are revoked or expire, so nothing stops (P1.1). */
export function rotateApiKey(
  tenantId: string,
  now: Date,
  by = COMMAND_LINE,
): Promise<{ key: string; prefix: string }> {
  return createApiKey({ tenantId, by }, now);
}

/**
 * Makes the successor of a key and lets the old one end at a moment, so that both are good meanwhile; one that would have
 * ended earlier still does (P1.1).
 * @returns the new key, and when the old one ends; null when the tenant has no such valid key
 */
export async function replaceApiKey(
  {
    tenantId,
    prefix,
    until,
    by = COMMAND_LINE,
  }: { tenantId: string; prefix: string; until: Date; by?: string },
  now: Date,
): Promise<{ key: string; prefix: string; oldEndsAt: string } | null> {
  const fresh = newKey();
  const at = now.toISOString();
  const [ending] = await rowsOf<{ endsAt: string }>(
    controlDatabase(),
    sql`WITH ending AS (
        UPDATE api_key SET expires_at = least(expires_at, ${until.toISOString()}::timestamptz)
        WHERE tenant_id = ${tenantId} AND prefix = ${prefix} AND revoked_at IS NULL
          AND (expires_at IS NULL OR expires_at > ${at}::timestamptz)
        RETURNING tenant_id, prefix, to_char(expires_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS ends_at),
      made AS (
        INSERT INTO api_key (key_id, tenant_id, prefix, key_hash, created_at)
        SELECT ${randomUUID()}::uuid, tenant_id, ${fresh.prefix}, ${hashOf(fresh.key)}, ${at}::timestamptz FROM ending),
      logged AS (
        INSERT INTO access_log (at, tenant_id, actor, action, subject, details)
        SELECT ${at}::timestamptz, tenant_id, ${by}, 'API key rotated', prefix,
          jsonb_build_object('successor', ${fresh.prefix}::text, 'validUntil', ends_at) FROM ending)
      SELECT ends_at AS "endsAt" FROM ending`,
  );
  return ending ? { ...fresh, oldEndsAt: ending.endsAt } : null;
}

/**
 * Finds the tenant of a key. Missing, malformed, unknown, expired and revoked keys, and those of a tenant that is not
 * ready, all take the same query, digest and comparison, and all give null (P1.1).
 */
export async function verifyApiKey(key: string | null, now: Date): Promise<KeyHolder | null> {
  const shown = (key ?? "").slice(0, LONGEST_LOOKED_AT);
  const prefix = KEY.exec(shown)?.[1] ?? "";
  const hash = hashOf(shown);
  const [row] = await controlDatabase()
    .select({
      keyId: apiKey.keyId,
      keyHash: apiKey.keyHash,
      expiresAt: apiKey.expiresAt,
      revokedAt: apiKey.revokedAt,
      lastUsedAt: apiKey.lastUsedAt,
      tenantId: tenant.tenantId,
      slug: tenant.slug,
      databaseName: tenant.databaseName,
      settingsVersion: tenant.settingsVersion,
      isReady: tenant.isReady,
    })
    .from(apiKey)
    .innerJoin(tenant, eq(tenant.tenantId, apiKey.tenantId))
    .where(eq(apiKey.prefix, prefix));
  const isSame = timingSafeEqual(hash, row?.keyHash ?? NO_HASH);
  if (!row || !isSame || !row.isReady || row.revokedAt) return null;
  if (row.expiresAt && Date.parse(row.expiresAt) <= now.getTime()) return null;
  noteUse(apiKey, eq(apiKey.keyId, row.keyId), row.lastUsedAt, now);
  const { tenantId, slug, databaseName, settingsVersion } = row;
  return { tenantId, slug, databaseName, settingsVersion, keyPrefix: prefix };
}

/** The keys of a tenant, oldest first, revoked and expired ones too (P1.1). */
export function listApiKeys(tenantId: string): Promise<ListedKey[]> {
  return controlDatabase()
    .select({
      prefix: apiKey.prefix,
      createdAt: apiKey.createdAt,
      expiresAt: apiKey.expiresAt,
      revokedAt: apiKey.revokedAt,
      lastUsedAt: apiKey.lastUsedAt,
    })
    .from(apiKey)
    .where(eq(apiKey.tenantId, tenantId))
    .orderBy(asc(apiKey.createdAt), asc(apiKey.prefix));
}

/**
 * Ends a key of this tenant; the next request with it is refused (P1.1).
 * @returns false when the tenant has no such key, or it was revoked before
 */
export async function revokeApiKey(
  tenantId: string,
  prefix: string,
  now: Date,
  by = COMMAND_LINE,
): Promise<boolean> {
  const at = now.toISOString();
  const revoked = await rowsOf(
    controlDatabase(),
    sql`WITH revoked AS (
        UPDATE api_key SET revoked_at = ${at}
        WHERE tenant_id = ${tenantId} AND prefix = ${prefix} AND revoked_at IS NULL
        RETURNING tenant_id, prefix),
      logged AS (
        INSERT INTO access_log (at, tenant_id, actor, action, subject, details)
        SELECT ${at}::timestamptz, tenant_id, ${by}, 'API key revoked', prefix, '{}' FROM revoked)
      SELECT prefix FROM revoked`,
  );
  return revoked.length > 0;
}

function newKey(): { key: string; prefix: string } {
  const letters = Array.from({ length: 8 }, () => PREFIX_CHARACTERS[randomInt(PREFIX_CHARACTERS.length)]);
  const prefix = letters.join("");
  return { key: `psx_${prefix}_${randomBytes(32).toString("base64url")}`, prefix };
}

function hashOf(key: string): Buffer {
  return createHash("sha256").update(key).digest();
}
