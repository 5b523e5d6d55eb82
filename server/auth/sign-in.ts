import { and, asc, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { controlDatabase } from "../../db/control/client.ts";
import { membership, tenant, user } from "../../db/control/schema.ts";
import { log } from "../log/log.ts";
import { recordAccess } from "./access-log.ts";
import { verifyPassword } from "./passwords.ts";
import {
  accountBucket,
  attemptsFrom,
  clearFailures,
  countFailure,
  forgiveFailure,
  SIGN_IN_PER_ACCOUNT,
  SIGN_IN_PER_ADDRESS,
} from "./throttle.ts";

/** A person who proved who they are, and the tenant that they come into. */
export interface SignedInPerson {
  userId: string;
  email: string;
  name: string;
  tenantId: string;
}

/** The account or the address has failed too often; nothing was looked up. */
export class TooManyAttempts extends Error {
  constructor() {
    super("TooManyAttempts");
  }
}

/** Control characters have no place in an address, and PostgreSQL takes no NUL. */
const Credentials = z.object({
  email: z
    .string()
    .max(254)
    .regex(/^[^\p{Cc}]+$/u)
    .transform((email) => email.trim().toLowerCase()),
  password: z.string().max(4096),
  tenant: z
    .string()
    .max(63)
    .regex(/^[^\p{Cc}]*$/u)
    .optional(),
});

/**
 * Signs a person in with e-mail and password (P6.4). Takes what the form sent, unchecked, and the client's address.
 * Every attempt is counted before the password is looked at, so that attempts at the same time do not slip past the
 * limit; a good one is taken back (P6.5). Unknown, disabled and wrong cost the same and give the same (C25).
 * @param credentials e-mail, password, and the tenant's slug for a person who belongs to several
 * @returns null when refused
 * @throws TooManyAttempts
 */
export async function signInWithPassword(
  credentials: unknown,
  address: string,
  now: Date,
): Promise<SignedInPerson | null> {
  const parsed = Credentials.safeParse(credentials);
  const {
    email,
    password,
    tenant: slug,
  } = parsed.success ? parsed.data : { email: "", password: "", tenant: "" };
  await countAttempt(email, address, now);
  const [found] = await controlDatabase()
    .select({
      userId: user.userId,
      name: user.name,
      passwordHash: user.passwordHash,
      disabledAt: user.disabledAt,
    })
    .from(user)
    .where(eq(user.email, email));
  const isRight = await verifyPassword(found?.passwordHash ?? null, password);
  const tenantId = found && isRight && !found.disabledAt ? await tenantOf(found.userId, slug) : null;
  if (!found || !tenantId) {
    await recordAccess({
      at: now,
      tenantId: null,
      actor: email,
      action: "sign-in refused",
      details: { address },
    });
    log.info("sign-in refused", { by: "password" });
    return null;
  }
  await Promise.all([
    clearFailures(accountBucket(email)),
    forgiveFailure(attemptsFrom("sign-in", address)),
    recordAccess({
      at: now,
      tenantId,
      actor: email,
      action: "sign-in",
      details: { address, by: "password" },
    }),
  ]);
  log.info("sign-in", { by: "password", user: found.userId, tenantId });
  return { userId: found.userId, email, name: found.name, tenantId };
}

/** Who the identity provider says is there. */
export interface ProviderClaims {
  issuer: string;
  subject: string;
  email: string | undefined;
  emailVerified: boolean;
}

/**
 * Signs in a person whom the identity provider vouches for (P6.4): the one bound to this issuer and subject, or, the
 * first time, the existing user of the verified e-mail, who is bound then. Nobody is made here.
 * @returns null when refused
 */
export async function signInWithProvider(
  claims: ProviderClaims,
  address: string,
  now: Date,
): Promise<SignedInPerson | null> {
  const person = (await boundUser(claims)) ?? (await bindUser(claims));
  const tenantId = person ? await tenantOf(person.userId, undefined) : null;
  const actor = person?.email ?? claims.email ?? claims.subject;
  const details = { address, by: claims.issuer };
  if (!person || !tenantId) {
    await recordAccess({ at: now, tenantId: null, actor, action: "sign-in refused", details });
    log.info("sign-in refused", { by: "provider" });
    return null;
  }
  await recordAccess({ at: now, tenantId, actor, action: "sign-in", details });
  log.info("sign-in", { by: "provider", user: person.userId, tenantId });
  return { ...person, tenantId };
}

/** Counts this attempt for the account and for the address; the first one beyond a limit is also logged. */
async function countAttempt(email: string, address: string, now: Date): Promise<void> {
  const [ofAccount, ofAddress] = await Promise.all([
    countFailure(accountBucket(email), SIGN_IN_PER_ACCOUNT, now),
    countFailure(attemptsFrom("sign-in", address), SIGN_IN_PER_ADDRESS, now),
  ]);
  if (ofAccount <= SIGN_IN_PER_ACCOUNT.limit && ofAddress <= SIGN_IN_PER_ADDRESS.limit) return;
  if (ofAccount === SIGN_IN_PER_ACCOUNT.limit + 1 || ofAddress === SIGN_IN_PER_ADDRESS.limit + 1) {
    await recordAccess({
      at: now,
      tenantId: null,
      actor: email,
      action: "sign-in blocked",
      details: { address },
    });
    log.info("sign-in blocked");
  }
  throw new TooManyAttempts();
}

/** The tenant that a user comes into: the named one, or the first by slug; null when they belong to none such. */
async function tenantOf(userId: string, slug: string | undefined): Promise<string | null> {
  const [row] = await controlDatabase()
    .select({ tenantId: tenant.tenantId })
    .from(membership)
    .innerJoin(tenant, eq(tenant.tenantId, membership.tenantId))
    .where(
      and(
        eq(membership.userId, userId),
        isNull(membership.disabledAt),
        eq(tenant.isReady, true),
        slug ? eq(tenant.slug, slug) : undefined,
      ),
    )
    .orderBy(asc(tenant.slug))
    .limit(1);
  return row?.tenantId ?? null;
}

const PERSON = { userId: user.userId, email: user.email, name: user.name };

async function boundUser({ issuer, subject }: ProviderClaims) {
  const [row] = await controlDatabase()
    .select(PERSON)
    .from(user)
    .where(and(eq(user.oidcSubject, `${issuer}|${subject}`), isNull(user.disabledAt)));
  return row;
}

/** Binds the user of a verified e-mail who is bound to nobody yet. */
async function bindUser({ issuer, subject, email, emailVerified }: ProviderClaims) {
  if (!email || !emailVerified) return undefined;
  const oidcSubject = `${issuer}|${subject}`;
  const [row] = await controlDatabase()
    .update(user)
    .set({ oidcSubject })
    .where(and(eq(user.email, email.toLowerCase()), isNull(user.oidcSubject), isNull(user.disabledAt)))
    .returning(PERSON);
  return row;
}
