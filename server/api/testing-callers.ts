import { encode } from "next-auth/jwt";
import { controlPool } from "../../db/control/client.ts";
import type { TestTenant } from "../../db/testing.ts";
import { issueClientToken, revokeClientToken } from "../auth/client-tokens.ts";
import { sessionSecret } from "../auth/session-cookie.ts";
import { startSession } from "../auth/sessions.ts";
import { disable, testPerson } from "../auth/testing.ts";
import type { Role } from "../domain/context.ts";

type Headers = Record<string, string>;

/** What a browser of ours sends along. */
export const OWN_PAGE: Headers = { "sec-fetch-site": "same-origin" };
export const FOREIGN_PAGE: Headers = { "sec-fetch-site": "cross-site", origin: "https://evil.example" };

export async function tokenOf(tenant: TestTenant, role: Role): Promise<Headers> {
  const request = { tenantId: tenant.id, slug: tenant.slug, role, name: `${role} script` };
  const { token } = await issueClientToken(request, new Date());
  return { authorization: `Bearer ${token}` };
}

export async function revokedToken(tenant: TestTenant): Promise<Headers> {
  const request = { tenantId: tenant.id, slug: tenant.slug, role: "admin" as const, name: "old script" };
  const { token, tokenId } = await issueClientToken(request, new Date());
  await revokeClientToken(tenant.id, tokenId, new Date());
  return { authorization: `Bearer ${token}` };
}

/** The cookie of somebody signed in, as next-auth encrypts it. */
export async function cookieOf(tenant: TestTenant, role: Role): Promise<Headers & { userId: string }> {
  const person = await testPerson({ roles: { [tenant.id]: role } });
  const sid = await startSession(person.userId, tenant.id, new Date());
  const value = await encode({ token: { sid }, secret: sessionSecret() });
  return { cookie: `pssaas.session=${value}`, userId: person.userId };
}

/** Everybody who may knock: what they send along. */
export const CALLERS = [
  "nobody",
  "operator",
  "admin",
  "operator in the browser",
  "admin in the browser",
  "revoked token",
  "other tenant's admin",
  "disabled person",
  "admin's cookie from another site",
] as const;

export type Caller = (typeof CALLERS)[number];

export async function callersOf(own: TestTenant, other: TestTenant): Promise<Record<Caller, Headers>> {
  const { userId: _operator, ...operator } = await cookieOf(own, "operator");
  const { userId: _admin, ...admin } = await cookieOf(own, "admin");
  const { userId, ...disabled } = await cookieOf(own, "admin");
  await disable(userId);
  return {
    nobody: OWN_PAGE,
    operator: await tokenOf(own, "operator"),
    admin: await tokenOf(own, "admin"),
    "operator in the browser": { ...operator, ...OWN_PAGE },
    "admin in the browser": { ...admin, ...OWN_PAGE },
    "revoked token": await revokedToken(own),
    "other tenant's admin": await tokenOf(other, "admin"),
    "disabled person": { ...disabled, ...OWN_PAGE },
    "admin's cookie from another site": { ...admin, ...FOREIGN_PAGE },
  };
}

export type Expected = Record<Caller, number>;

/** An address in the table of who may call what. */
export interface Row {
  expected: Expected;
  /** What stands for `[id]`. */
  id?: () => number;
  query?: string;
  body?: (id: number) => unknown;
  /** What the body is, where it is no JSON. */
  type?: string;
  /** What follows the address. */
  more?: string;
}

/** What becomes of a call, by who makes it. */
const SIGNED_OUT = { nobody: 401, "revoked token": 401, "disabled person": 401 };
export const reads = (stranger: number): Expected => ({
  ...SIGNED_OUT,
  operator: 200,
  admin: 200,
  "operator in the browser": 200,
  "admin in the browser": 200,
  "other tenant's admin": stranger,
  // A page elsewhere may make a browser ask, but gets nothing to read.
  "admin's cookie from another site": 200,
});
export const writes = (stranger: number): Expected => ({
  ...reads(stranger),
  "admin's cookie from another site": 403,
});
export const adminReads = (stranger: number): Expected => ({
  ...reads(stranger),
  operator: 403,
  "operator in the browser": 403,
});
export const adminWrites = (stranger: number): Expected => ({
  ...writes(stranger),
  operator: 403,
  "operator in the browser": 403,
});
export const always = (status: number) =>
  Object.fromEntries(CALLERS.map((caller) => [caller, status])) as Expected;

/** The same, where who is let in is answered with this status. */
export const answered = (letIn: number, expected: Expected) =>
  Object.fromEntries(
    Object.entries(expected).map(([caller, status]) => [caller, status === 200 ? letIn : status]),
  ) as Expected;

/** The same, where what is carried out answers 201. */
export const created = (expected: Expected) => answered(201, expected);

/** Tables in which what is refused leaves its trace, or the pace of calls its mark. */
const LOGS = ["pipeline_delivery", "pipeline_delivery_payload", "mortgage_audit", "integration_pace"];

/** How many rows each table has and which transactions wrote them: of any table, also one that comes later. */
const stateSql = new Map<string, Promise<string>>();

function sqlOfState({ id, owner }: TestTenant): Promise<string> {
  const known = stateSql.get(id) ?? readSqlOfState(owner);
  stateSql.set(id, known);
  return known;
}

async function readSqlOfState(owner: TestTenant["owner"]): Promise<string> {
  const { rows } = await owner.query<{ name: string }>(
    `select quote_ident(relname) as name from pg_class
      where relkind = 'r' and relnamespace = 'public'::regnamespace and relname <> all($1) order by relname`,
    [LOGS],
  );
  const parts = rows.map(({ name }) => `(select count(*) || ':' || sum(xmin::text::bigint) from ${name})`);
  return `select concat_ws(' ', ${parts.join(", ")}) as state`;
}

/**
 * Everything that the product holds for a tenant in one line, to tell whether anything changed: each of its tables, and who
 * and what may come in. The logs are left out.
 */
export async function stateOf(tenant: TestTenant): Promise<string> {
  const [inside, atTheDoor] = await Promise.all([
    tenant.owner.query<{ state: string }>(await sqlOfState(tenant)),
    controlPool().query<{ state: string }>(
      `select concat_ws(' ', (select settings_version from tenant where tenant_id = $1),
        (select md5(string_agg(concat_ws(' ', user_id, m.role, m.disabled_at, password_hash), ',' order by user_id))
          from membership m join app_user using (user_id) where tenant_id = $1),
        (select count(*) from session where tenant_id = $1 and ended_at is null),
        (select md5(string_agg(concat_ws(' ', key_id, expires_at, revoked_at), ',' order by key_id)) from api_key where tenant_id = $1),
        (select md5(string_agg(concat_ws(' ', token_id, role, revoked_at), ',' order by token_id)) from client_token where tenant_id = $1)
      ) as state`,
      [tenant.id],
    ),
  ]);
  return `${inside.rows[0]?.state} ${atTheDoor.rows[0]?.state}`;
}
