import { and, eq, or } from "drizzle-orm";
import { sql } from "drizzle-orm/sql";
import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from "jose";
import { controlDatabase } from "../../db/control/client.ts";
import { membership, tenant, user } from "../../db/control/schema.ts";
import type { Role } from "../domain/context.ts";
import { refuse } from "../domain/errors.ts";
import { log } from "../log/log.ts";
import type { Identity } from "./identity.ts";
import { discoveryUrl, withoutSlash } from "./oidc.ts";

/** An issuer whose Bearer tokens the REST API takes. */
export interface TokenIssuer {
  issuer: string;
  audience: string;
  tenantClaim: string;
  roleClaim: string;
}

/** From OIDC_ISSUER, OIDC_AUDIENCE, OIDC_TENANT_CLAIM, OIDC_ROLE_CLAIM; null without an audience, since a token made for somebody else is none of ours. */
export function tokenIssuer(env: Record<string, string | undefined> = process.env): TokenIssuer | null {
  const { OIDC_ISSUER: issuer, OIDC_AUDIENCE: audience } = env;
  if (!issuer || !audience) return null;
  return {
    issuer,
    audience,
    tenantClaim: env.OIDC_TENANT_CLAIM || "tenant",
    roleClaim: env.OIDC_ROLE_CLAIM || "role",
  };
}

/** Public keys only: a shared secret or `none` is no signature of the issuer's. */
const ALGORITHMS = ["RS256", "ES256", "EdDSA"];
const PATIENCE = 5_000;

/**
 * Verifies a Bearer token of the configured issuer and finds its tenant, in one query (P6.4).
 * @returns null when the token, its tenant or its role is not good
 * @throws DomainError UNAVAILABLE when the issuer's keys cannot be fetched
 */
export async function verifyIssuerToken(
  token: string,
  settings: TokenIssuer,
  now: Date,
): Promise<Identity | null> {
  const { issuer, keys } = await issuerKeys(settings.issuer, now);
  const claims = await verifiedClaims(token, issuer, settings, keys, now);
  if (!claims) return null;
  const role = roleIn(claims[settings.roleClaim]);
  const tenantName = claims[settings.tenantClaim];
  const name = nameIn(claims);
  if (!role || !name || typeof tenantName !== "string" || !tenantName) return null;
  const place = await placeOf(tenantName, `${issuer}|${claims.sub}`);
  return place ? { kind: "client", name, role, ...place } : null;
}

async function verifiedClaims(
  token: string,
  issuer: string,
  { audience }: TokenIssuer,
  keys: KeySet,
  now: Date,
): Promise<JWTPayload | null> {
  try {
    const { payload } = await jwtVerify(token, keys, {
      issuer,
      audience,
      algorithms: ALGORITHMS,
      currentDate: now,
      clockTolerance: 5,
      requiredClaims: ["exp", "sub"],
    });
    return payload;
  } catch (error) {
    if (isUnreachable(error)) unavailable();
    return null;
  }
}

/** The tenant by slug or id; none for a person whom we know and have disabled, there or everywhere. */
async function placeOf(tenantName: string, oidcSubject: string) {
  const [row] = await controlDatabase()
    .select({
      tenantId: tenant.tenantId,
      slug: tenant.slug,
      databaseName: tenant.databaseName,
      settingsVersion: tenant.settingsVersion,
      isDisabled: sql<boolean>`coalesce(${user.disabledAt}, ${membership.disabledAt}) is not null`,
    })
    .from(tenant)
    .leftJoin(user, eq(user.oidcSubject, oidcSubject))
    .leftJoin(membership, and(eq(membership.userId, user.userId), eq(membership.tenantId, tenant.tenantId)))
    .where(
      and(
        eq(tenant.isReady, true),
        or(eq(tenant.slug, tenantName), sql`${tenant.tenantId}::text = ${tenantName}`),
      ),
    );
  if (!row || row.isDisabled) return null;
  const { isDisabled, ...place } = row;
  return place;
}

function roleIn(claim: unknown): Role | null {
  const roles: unknown[] = Array.isArray(claim) ? claim : [claim];
  if (roles.includes("admin")) return "admin";
  return roles.includes("operator") ? "operator" : null;
}

/** The audit name: a verified e-mail, else the subject. Names of the system itself are nobody's to take. */
function nameIn(claims: JWTPayload): string | null {
  const { email, email_verified: isVerified, sub } = claims;
  const name = typeof email === "string" && isVerified === true ? email.toLowerCase() : sub;
  return name && name.length <= 255 && !/^system\/|\p{Cc}/u.test(name) ? name : null;
}

type KeySet = ReturnType<typeof createRemoteJWKSet>;

interface IssuerKeys {
  /** As the issuer spells itself, which is how its tokens spell it. */
  issuer: string;
  keys: KeySet;
}

const known = new Map<string, Promise<IssuerKeys>>();

/** When they were last asked for. */
let askedAt = 0;
/** What a clock may be set back without having been wrong. */
const SET_BACK_MS = 60_000;

/**
 * The issuer's keys, discovered once per process; jose fetches new ones when the issuer changes them. It tells their age by the
 * clock, so those that were fetched while that was far ahead are forgotten once it is right: they would never grow old (I21).
 */
function issuerKeys(issuer: string, now: Date): Promise<IssuerKeys> {
  if (now.getTime() < askedAt - SET_BACK_MS) known.clear();
  askedAt = now.getTime();
  let found = known.get(issuer);
  if (!found) {
    found = discover(issuer);
    known.set(issuer, found);
    found.catch(() => known.delete(issuer));
  }
  return found;
}

async function discover(issuer: string): Promise<IssuerKeys> {
  try {
    const response = await fetch(discoveryUrl(issuer), {
      redirect: "error",
      signal: AbortSignal.timeout(PATIENCE),
    });
    const description = (await response.json()) as { issuer?: unknown; jwks_uri?: unknown };
    const { issuer: own, jwks_uri: address } = description;
    if (
      typeof own !== "string" ||
      withoutSlash(own) !== withoutSlash(issuer) ||
      typeof address !== "string"
    ) {
      throw new Error(`${discoveryUrl(issuer)} does not describe ${issuer}`);
    }
    return { issuer: own, keys: createRemoteJWKSet(new URL(address), { timeoutDuration: PATIENCE }) };
  } catch (error) {
    log.error("The identity provider cannot be reached", error);
    return unavailable();
  }
}

/** jose's own refusals are of the token; anything else, and a slow or broken key set, is the issuer's fault. */
function isUnreachable(error: unknown): boolean {
  return (
    !(error instanceof errors.JOSEError) ||
    error instanceof errors.JWKSTimeout ||
    error.code === "ERR_JOSE_GENERIC"
  );
}

function unavailable(): never {
  refuse("UNAVAILABLE", "The identity provider cannot be reached at the moment. Please try again shortly.");
}
