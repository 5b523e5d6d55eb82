import { databaseOver, isUnavailable } from "../../db/connect.ts";
import { openTenant } from "../../db/tenant/client.ts";
import { clientAddress } from "../auth/address.ts";
import { type KeyHolder, verifyApiKey } from "../auth/api-keys.ts";
import { verifyBearer } from "../auth/client-tokens.ts";
import { type Identity, SIGNED_IN_AS, signedInAs } from "../auth/identity.ts";
import { type Caller, verifyPostbackSecret } from "../auth/postback-address.ts";
import { isFromOurPages } from "../auth/same-origin.ts";
import { isScheduler } from "../auth/scheduler-secret.ts";
import { sessionIdentity } from "../auth/session-cookie.ts";
import type { SessionIdentity } from "../auth/sessions.ts";
import { attemptsFrom, REFUSED_CREDENTIALS, recordFailure } from "../auth/throttle.ts";
import type { Actor, Context } from "../domain/context.ts";
import { DomainError, refuse } from "../domain/errors.ts";
import { markOutbox } from "../domain/tenancy/outbox-watch.ts";
import { log } from "../log/log.ts";
import { noteRequest } from "../log/request.ts";

type Clock = () => Date;

const systemClock: Clock = () => new Date();

/** The exchange, whose key says for which tenant it posts and nothing about a person (P1.4). */
const EXCHANGE: Actor = { kind: "exchange", name: "system/exchange-webhook", role: null };

/**
 * The context of somebody verified: opens their tenant's database, which is chosen from the identity and nothing else (P6.1).
 * @throws DomainError UNAVAILABLE when the database cannot be reached
 */
export function contextForIdentity(identity: Identity, now: Clock = systemClock): Promise<Context> {
  return orUnavailable(() => contextOf(identity, actorOf(identity), now));
}

/**
 * The context of a request to REST or tRPC: by its Bearer token when it has one, else by the session cookie (P6.1, P6.4).
 * @throws DomainError UNAUTHORIZED when it carries neither or they are not good, CROSS_SITE_REQUEST when another site
 * sent a cookie along (P6.5), SESSION_CHANGED when the page was made for somebody else, TOO_MANY_ATTEMPTS after too many bad tokens, UNAVAILABLE when a database or the identity
 * provider cannot be reached
 */
export function contextFromRequest(request: Request, now: Clock = systemClock): Promise<Context> {
  return orUnavailable(async () => contextOfCall(request, await identityOf(request, now()), now));
}

/**
 * The same for somebody who has been verified already (`identityFromRequest`).
 * @throws DomainError UNAVAILABLE when a database cannot be reached
 */
export function contextForCaller(
  request: Request,
  identity: Identity,
  now: Clock = systemClock,
): Promise<Context> {
  return orUnavailable(() => contextOfCall(request, identity, now));
}

/** Whatever may change something has its tenant's outbox looked at, and says so before it does (F3.10). */
async function contextOfCall(request: Request, identity: Identity, now: Clock): Promise<Context> {
  if (!/^(GET|HEAD)$/.test(request.method)) await markOutbox(identity.tenantId, now());
  return contextOf(identity, actorOf(identity), now);
}

/**
 * Who sent a request, without opening their tenant's database. Errors as `contextFromRequest`.
 */
export function identityFromRequest(request: Request, now: Clock = systemClock): Promise<Identity> {
  return orUnavailable(() => identityOf(request, now()));
}

/**
 * The context of a trade delivery, by its `X-Exchange-Api-Key` (P1.1).
 * @throws DomainError UNAUTHORIZED, the same for every key that is not good; TOO_MANY_ATTEMPTS after too many of them;
 * UNAVAILABLE
 */
export function contextFromApiKey(
  request: Request,
  now: Clock = systemClock,
): Promise<{ ctx: Context; keyPrefix: string }> {
  return orUnavailable(async () => {
    const holder = await verifyApiKey(request.headers.get("x-exchange-api-key"), now());
    if (!holder) return refuseCredentials("webhook", request, now());
    return { ctx: await contextOf(holder, EXCHANGE, now), keyPrefix: holder.keyPrefix };
  });
}

/** Engine and Documenso, whose address says for which tenant they report and nothing about a person. */
const CALLERS: Record<Caller, Actor> = {
  engine: { kind: "system", name: "system/engine-postback", role: null },
  documenso: { kind: "system", name: "system/documenso-webhook", role: null },
};

/**
 * The context of a report of Engine's or Documenso's, by the secret in its address (F7.2, F7.3).
 * @throws DomainError NOT_FOUND, the same for every secret that is not good; TOO_MANY_ATTEMPTS after too many of them;
 * UNAVAILABLE
 */
export function contextFromPostback(
  request: Request,
  secret: string,
  caller: Caller = "engine",
  now: Clock = systemClock,
): Promise<Context> {
  return orUnavailable(async () => {
    const holder = await verifyPostbackSecret(secret, caller);
    if (holder) {
      // What it reports is read by whoever looks after the tenant.
      await markOutbox(holder.tenantId, now());
      return contextOf(holder, CALLERS[caller], now);
    }
    await countRefused("webhook", request, now());
    return refuse("NOT_FOUND", "There is nothing at this address.");
  });
}

/**
 * Lets the platform's scheduler in, which is nobody of any tenant and reads nothing.
 * @throws DomainError NOT_FOUND where none is set up, UNAUTHORIZED, TOO_MANY_ATTEMPTS after too many bad secrets, UNAVAILABLE
 */
export function admitScheduler(request: Request, now: Clock = systemClock): Promise<void> {
  return orUnavailable(async () => {
    const isAdmitted = isScheduler(request.headers.get("authorization"));
    if (isAdmitted === null) refuse("NOT_FOUND", "There is nothing at this address.");
    if (!isAdmitted) await refuseCredentials("bearer", request, now());
  });
}

async function identityOf(request: Request, now: Date): Promise<Identity> {
  const bearer = /^Bearer(?:\s+(.*))?$/i.exec(request.headers.get("authorization") ?? "");
  if (bearer) {
    const identity = await verifyBearer(bearer[1]?.trim() ?? "", now);
    return identity ?? refuseCredentials("bearer", request, now);
  }
  const identity = await sessionIdentity(request.headers.get("cookie"), now);
  if (!identity) return unauthorized();
  if (!isFromOurPages(request)) {
    refuse(
      "CROSS_SITE_REQUEST",
      "This request came from another site, so it was refused. Open the page again and retry there.",
    );
  }
  noteRequest({ tenant: identity.slug, user: identity.userId });
  refuseOtherThan(request.headers.get(SIGNED_IN_AS), identity);
  return identity;
}

/**
 * All tabs of a browser have one cookie. A page that was made for somebody else, or in another tenant, may neither write
 * with it nor show what it reads: its loan 700 is another loan there. It only refuses; whom a request is of and in which
 * tenant comes from the session alone (P6.1).
 */
function refuseOtherThan(page: string | null, identity: SessionIdentity): void {
  if (page === null || page === signedInAs(identity)) return;
  refuse(
    "SESSION_CHANGED",
    `In another tab you have signed in as ${identity.email} at ${identity.tenantName}, so nothing was changed here. Reload this page to go on as them.`,
  );
}

/** A client is told apart from a person in the audit trail, whatever name it was given. */
function actorOf({ kind, name, role }: Identity): Actor {
  return { kind, name: kind === "client" ? `client/${name}` : name, role };
}

/** Counts a key or token that is not good; a good one is never refused by the count (P6.5). */
async function refuseCredentials(kind: "bearer" | "webhook", request: Request, now: Date): Promise<never> {
  await countRefused(kind, request, now);
  return unauthorized();
}

async function countRefused(kind: "bearer" | "webhook", request: Request, now: Date): Promise<void> {
  const bucket = attemptsFrom(kind, clientAddress(request.headers));
  if (await recordFailure(bucket, REFUSED_CREDENTIALS, now)) {
    refuse(
      "TOO_MANY_ATTEMPTS",
      "Too many requests with a wrong key or token came from your address. Wait a minute and try again.",
    );
  }
}

function unauthorized(): never {
  refuse(
    "UNAUTHORIZED",
    "You are not signed in, or your key or token is missing, unknown, expired or revoked.",
  );
}

async function contextOf(
  { tenantId, slug, databaseName, settingsVersion }: Omit<KeyHolder, "keyPrefix">,
  actor: Actor,
  now: Clock,
): Promise<Context> {
  noteRequest({ tenant: slug });
  const { pool, timeZone, holidayCalendar } = await openTenant(tenantId, databaseName, settingsVersion);
  const calendar = holidayCalendar === "us-federal" ? holidayCalendar : null;
  return {
    tenant: { id: tenantId, slug, timeZone, holidayCalendar: calendar },
    actor,
    pool,
    db: databaseOver(pool),
    now,
  };
}

/** @throws DomainError UNAVAILABLE in the place of an error that says that a database cannot be reached */
export async function orUnavailable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isUnavailable(error)) throw error;
    log.warn("The database cannot be reached", error);
    throw new DomainError({
      code: "UNAVAILABLE",
      message: "The database cannot be reached at the moment. Please try again shortly.",
    });
  }
}
