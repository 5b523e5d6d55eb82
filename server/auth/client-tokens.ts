import { createSecretKey, type KeyObject, randomUUID } from "node:crypto";
import { and, asc, eq, isNull } from "drizzle-orm";
import { sql } from "drizzle-orm/sql";
import { decodeJwt, type JWTPayload, jwtVerify, SignJWT } from "jose";
import { type Database, rowsOf } from "../../db/connect.ts";
import { controlDatabase, controlPool } from "../../db/control/client.ts";
import { clientToken, tenant } from "../../db/control/schema.ts";
import { inTransaction, type Role } from "../domain/context.ts";
import { refuse } from "../domain/errors.ts";
import { COMMAND_LINE } from "./access-log.ts";
import { type Identity, isUuid } from "./identity.ts";
import { noteUse } from "./last-use.ts";
import { withoutSlash } from "./oidc.ts";
import { tokenIssuer, verifyIssuerToken } from "./oidc-tokens.ts";
import { derivedKey } from "./secrets.ts";

const ISSUER = "pssaas";
const AUDIENCE = "pssaas-api";
const DAY = 86_400_000;
const LONGEST_TOKEN = 8_192;

export interface TokenRequest {
  tenantId: string;
  slug: string;
  role: Role;
  /** The client's name, which the audit trail shows for what it does. */
  name: string;
  /** Days until it expires: 365 unless said otherwise, ten years at most. */
  days?: number;
  by?: string;
  /** Refused while another token of that name is valid. A script may issue the next one before it revokes the last. */
  mustBeOnly?: true;
}

/** A token as administrators see it: never the token itself, which is shown once, when it is issued. */
export interface ListedToken {
  tokenId: string;
  name: string;
  role: Role;
  createdAt: string;
  expiresAt: string;
  revokedAt: string | null;
  lastUsedAt: string | null;
}

/**
 * Issues a Bearer token to a named client of a tenant: a JWT signed with a key of its own purpose, and a row by which
 * it can be revoked (P6.4).
 * @returns the token, which is stored nowhere, and its id
 * @throws DomainError PAYLOAD_VALIDATION when the name or the number of days is not acceptable; CONFLICT when it
 *   must be the only one of its name and another is still valid
 */
export async function issueClientToken(
  request: TokenRequest,
  now: Date,
): Promise<{ token: string; tokenId: string }> {
  const { tenantId, slug, role, days = 365, by = COMMAND_LINE } = request;
  const name = clientName(request.name);
  if (!Number.isInteger(days) || days < 1 || days > 3650) {
    refuse("PAYLOAD_VALIDATION", "A token lasts between 1 and 3650 days.", [
      { field: "days", message: "must be between 1 and 3650" },
    ]);
  }
  const tokenId = randomUUID();
  const expiresAt = new Date(now.getTime() + days * DAY);
  const token = await new SignJWT({ tenant: tenantId, slug, role })
    .setProtectedHeader({ alg: "HS256", typ: "JWT" })
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setSubject(name)
    .setJti(tokenId)
    .setIssuedAt(now)
    .setExpirationTime(expiresAt)
    .sign(tokenKey());
  const at = now.toISOString();
  await inTransaction({ pool: controlPool() }, async (tx) => {
    if (request.mustBeOnly) await refuseSecondToken(tx, { tenantId, name }, at);
    await rowsOf(
      tx,
      sql`WITH made AS (
        INSERT INTO client_token (token_id, tenant_id, name, role, created_at, expires_at)
        VALUES (${tokenId}, ${tenantId}, ${name}, ${role}, ${at}, ${expiresAt.toISOString()})
        RETURNING tenant_id, token_id, name, role)
      INSERT INTO access_log (at, tenant_id, actor, action, subject, details)
      SELECT ${at}::timestamptz, tenant_id, ${by}, 'client token issued', token_id::text,
        jsonb_build_object('name', name, 'role', role) FROM made`,
    );
  });
  return { token, tokenId };
}

/** On a screen, two tokens of one name are a double click, or cannot be told apart when one is to end (P6.4). */
async function refuseSecondToken(
  tx: Database,
  { tenantId, name }: { tenantId: string; name: string },
  at: string,
): Promise<void> {
  // Those who issue tokens take turns, so that of two at once the second sees the first.
  await tx.execute(sql`SELECT FROM tenant WHERE tenant_id = ${tenantId} FOR UPDATE`);
  const [first] = await rowsOf(
    tx,
    sql`SELECT 1 FROM client_token WHERE tenant_id = ${tenantId} AND name = ${name}
      AND revoked_at IS NULL AND expires_at > ${at} LIMIT 1`,
  );
  if (!first) return;
  refuse(
    "CONFLICT",
    `There is a valid token named ${name} already. Give this one another name, or revoke the other first.`,
    [{ field: "name", message: "is the name of a token that is still valid" }],
  );
}

/** A client's name in the audit trail must be readable, and must not pass for the system itself. */
function clientName(text: string): string {
  const name = text.trim();
  if (name !== "" && name.length <= 100 && !/^system\/|\p{Cc}/iu.test(name)) return name;
  return refuse(
    "PAYLOAD_VALIDATION",
    "Give the client a name of up to 100 characters that does not begin with system/.",
    [{ field: "name", message: "must have 1 to 100 characters and not begin with system/" }],
  );
}

/**
 * Who a Bearer token stands for (P6.4): one of our own, which must still have its row, or one of the configured OIDC
 * issuer. The tenant comes from the verified claim and nothing else (P6.1).
 * @returns null for every token that is not good
 * @throws DomainError UNAVAILABLE when the identity provider cannot be reached
 */
export async function verifyBearer(token: string, now: Date): Promise<Identity | null> {
  const issuer = claimedIssuer(token);
  if (issuer === null) return null;
  if (issuer === ISSUER) return verifyOwnToken(token, now);
  const settings = tokenIssuer();
  if (!settings || withoutSlash(issuer) !== withoutSlash(settings.issuer)) return null;
  return verifyIssuerToken(token, settings, now);
}

/** Whose token this claims to be: only chooses the keys by which it must prove it. */
function claimedIssuer(token: string): string | null {
  if (token.length > LONGEST_TOKEN) return null;
  try {
    return decodeJwt(token).iss ?? null;
  } catch {
    return null;
  }
}

async function verifyOwnToken(token: string, now: Date): Promise<Identity | null> {
  const claims = await ownClaims(token, now);
  if (!claims?.jti || !isUuid(claims.jti)) return null;
  const [row] = await controlDatabase()
    .select({
      name: clientToken.name,
      role: clientToken.role,
      expiresAt: clientToken.expiresAt,
      lastUsedAt: clientToken.lastUsedAt,
      tenantId: tenant.tenantId,
      slug: tenant.slug,
      databaseName: tenant.databaseName,
      settingsVersion: tenant.settingsVersion,
    })
    .from(clientToken)
    .innerJoin(tenant, eq(tenant.tenantId, clientToken.tenantId))
    .where(and(eq(clientToken.tokenId, claims.jti), isNull(clientToken.revokedAt), eq(tenant.isReady, true)));
  if (!row || row.tenantId !== claims.tenant || Date.parse(row.expiresAt) <= now.getTime()) return null;
  noteUse(clientToken, eq(clientToken.tokenId, claims.jti), row.lastUsedAt, now);
  const { expiresAt, lastUsedAt, ...identity } = row;
  return { kind: "client", ...identity };
}

let kept: { secret: string | undefined; key: KeyObject } | undefined;

/** Kept as one object, so that it is derived and imported once and not at every request. */
function tokenKey(): KeyObject {
  const secret = process.env.AUTH_SECRET;
  if (kept?.secret !== secret || !kept) kept = { secret, key: createSecretKey(derivedKey("client token")) };
  return kept.key;
}

async function ownClaims(token: string, now: Date): Promise<JWTPayload | null> {
  const key = tokenKey();
  try {
    const { payload } = await jwtVerify(token, key, {
      issuer: ISSUER,
      audience: AUDIENCE,
      algorithms: ["HS256"],
      currentDate: now,
      requiredClaims: ["exp", "jti", "sub", "tenant"],
    });
    return payload;
  } catch {
    return null;
  }
}

/** The tokens of a tenant, oldest first, revoked and expired ones too (P6.4). */
export function listClientTokens(tenantId: string): Promise<ListedToken[]> {
  return controlDatabase()
    .select({
      tokenId: clientToken.tokenId,
      name: clientToken.name,
      role: clientToken.role,
      createdAt: clientToken.createdAt,
      expiresAt: clientToken.expiresAt,
      revokedAt: clientToken.revokedAt,
      lastUsedAt: clientToken.lastUsedAt,
    })
    .from(clientToken)
    .where(eq(clientToken.tenantId, tenantId))
    .orderBy(asc(clientToken.createdAt), asc(clientToken.tokenId));
}

/**
 * Ends a token of this tenant; the next request with it is refused (P6.4).
 * @returns false when the tenant has no such token, or it was revoked before
 */
export async function revokeClientToken(
  tenantId: string,
  tokenId: string,
  now: Date,
  by = COMMAND_LINE,
): Promise<boolean> {
  if (!isUuid(tokenId)) return false;
  const at = now.toISOString();
  const revoked = await rowsOf(
    controlDatabase(),
    sql`WITH revoked AS (
        UPDATE client_token SET revoked_at = ${at}
        WHERE tenant_id = ${tenantId} AND token_id = ${tokenId} AND revoked_at IS NULL
        RETURNING tenant_id, token_id, name),
      logged AS (
        INSERT INTO access_log (at, tenant_id, actor, action, subject, details)
        SELECT ${at}::timestamptz, tenant_id, ${by}, 'client token revoked', token_id::text,
          jsonb_build_object('name', name) FROM revoked)
      SELECT token_id FROM revoked`,
  );
  return revoked.length > 0;
}
