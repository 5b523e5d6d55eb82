import { randomUUID } from "node:crypto";
import { and, eq, gt, isNotNull, isNull } from "drizzle-orm";
import { sql } from "drizzle-orm/sql";
import { z } from "zod";
import type { Database } from "../../../db/connect.ts";
import { controlDatabase, controlPool } from "../../../db/control/client.ts";
import { accessLog, membership, session, user } from "../../../db/control/schema.ts";
import { hashPassword, passwordProblem } from "../../auth/passwords.ts";
import { inTransaction, type Role } from "../context.ts";
import { refuse, refuseIf } from "../errors.ts";
import { text } from "../fields.ts";
import { parseInput } from "../parse.ts";
import { Email, RoleName } from "./input.ts";
import { type AccessWish, guardAccessChange, guardAdministrator, type Member } from "./model/access-rules.ts";

/** Who changes access, and when; both are written down for ever. */
export interface AccessChange {
  by: string;
  now: Date;
  /** The address of the administrator who asks, whose right is looked at again under the lock; not for commands. */
  administrator?: string;
}

export interface UserAccess {
  userId: string;
  email: string;
  role: Role;
  /** False when the person was there already: their password was left as it is. */
  created: boolean;
  /** Signing in is refused: in every tenant (`disableUser`), or in this one (`changeMembership`). Null: it is open. */
  shutOut: "everywhere" | "here" | null;
}

export const Password = z
  .string({ error: (issue) => (issue.input === undefined ? "is required" : "must be a text") })
  .superRefine((value, issues) => {
    const problem = passwordProblem(value);
    if (problem) issues.addIssue({ code: "custom", message: afterFieldName(problem) });
  });

/** "The password must …." → "must …": messages stand behind the name of their field. */
function afterFieldName(sentence: string): string {
  return sentence.replace(/^The password /, "").replace(/\.$/, "");
}

const NewUser = z.strictObject({
  tenantId: z.uuid(),
  email: Email,
  name: text(200).optional(),
  password: Password,
  role: RoleName,
});

/**
 * Lets a person into a tenant. Somebody who is known already (from another tenant, or from an earlier run) keeps their
 * password and name and gets what is missing; the same call again changes nothing (P6.3, P6.6), and who is shut out
 * stays so, which the answer says. An administrator may only make people who are new (`mustBeNew`): see
 * `model/access-rules.ts`.
 * @throws DomainError PAYLOAD_VALIDATION naming the field; CONFLICT when they hold another role here, or are known;
 * FORBIDDEN for who is no administrator any more
 */
export async function createUser(
  raw: z.input<typeof NewUser>,
  change: AccessChange,
  { mustBeNew = false } = {},
): Promise<UserAccess> {
  const input = parseInput(NewUser, raw);
  const { tenantId, email, role } = input;
  const passwordHash = (await readUser(email)) ? null : await hashPassword(input.password);
  return inTransaction({ pool: controlPool() }, async (tx) => {
    const { administrator } = change;
    if (administrator !== undefined)
      refuseIf(guardAdministrator(await lockMembers(tx, tenantId), administrator));
    const createdAt = change.now.toISOString();
    const made = passwordHash
      ? await tx
          .insert(user)
          .values({ userId: randomUUID(), email, name: input.name ?? email, passwordHash, createdAt })
          .onConflictDoNothing({ target: user.email })
          .returning({ userId: user.userId })
      : [];
    const [person] = await tx
      .select({ userId: user.userId, disabledAt: user.disabledAt })
      .from(user)
      .where(eq(user.email, email))
      .for("update");
    if (!person) throw new Error(`user ${email} was neither made nor found`);
    const key = { userId: person.userId, tenantId };
    if (mustBeNew && made.length === 0) await refuseKnown(tx, key, email);
    const joined = await tx
      .insert(membership)
      .values({ ...key, role, createdAt })
      .onConflictDoNothing()
      .returning({ role: membership.role });
    if (joined.length > 0)
      await logAccess(tx, change, { tenantId, action: "user created", subject: email, details: { role } });
    const isClosedHere = joined.length === 0 && (await isShutHere(tx, key, email, role));
    const shutOut = person.disabledAt ? "everywhere" : isClosedHere ? "here" : null;
    return { userId: person.userId, email, role, created: made.length > 0, shutOut };
  });
}

interface MembershipKey {
  userId: string;
  tenantId: string;
}

/** Whether the tenant is closed to somebody who belongs to it. @throws DomainError CONFLICT for another role there */
async function isShutHere(tx: Database, key: MembershipKey, email: string, role: Role): Promise<boolean> {
  const [held] = await tx
    .select({ role: membership.role, disabledAt: membership.disabledAt })
    .from(membership)
    .where(isMembership(key));
  if (held && held.role !== role) {
    refuse(
      "CONFLICT",
      `${email} is an ${held.role} of this tenant already; change the role with \`user role\`.`,
    );
  }
  return held !== undefined && held.disabledAt !== null;
}

async function refuseKnown(tx: Database, key: MembershipKey, email: string): Promise<never> {
  const [here] = await tx.select({ role: membership.role }).from(membership).where(isMembership(key));
  if (here) refuse("CONFLICT", `${email} is a user of this tenant already.`);
  return refuse(
    "CONFLICT",
    `${email} has an account already. Whoever runs the installation can let that person into this tenant too.`,
  );
}

/** Changes what a person may do in one tenant, from their next request on. @throws DomainError NOT_FOUND; see below */
export async function setRole(
  { tenantId, email, role }: { tenantId: string; email: string; role: Role },
  change: AccessChange,
): Promise<void> {
  const person = await requireUser(email);
  await changeMembership(tenantId, { userId: person.userId, role }, change);
}

/**
 * Changes a role in a tenant, or shuts somebody out of it or lets them in again; whoever is shut out has their sessions
 * in this tenant ended. Two changes at once take turns, so that no two administrators remove each other (P6.3).
 * @throws DomainError NOT_FOUND, OWN_ACCESS, LAST_ADMINISTRATOR, or FORBIDDEN for who is no administrator any more
 */
export async function changeMembership(
  tenantId: string,
  wish: AccessWish,
  change: AccessChange,
): Promise<void> {
  await inTransaction({ pool: controlPool() }, async (tx) => {
    const members = await lockMembers(tx, tenantId);
    refuseIf(guardAccessChange(members, change.administrator ?? null, wish));
    const before = members.find((one) => one.userId === wish.userId);
    if (!before) return;
    const at = change.now.toISOString();
    const { role = before.role } = wish;
    await tx
      .update(membership)
      .set({
        role,
        ...(wish.mayEnter === undefined
          ? {}
          : { disabledAt: wish.mayEnter ? null : sql`coalesce(${membership.disabledAt}, ${at})` }),
      })
      .where(isMembership({ userId: wish.userId, tenantId }));
    const log = (action: string, details: Record<string, string>) =>
      logAccess(tx, change, { tenantId, action, subject: before.email, details });
    if (role !== before.role) await log("role changed", { role, before: before.role });
    if (wish.mayEnter === undefined) return;
    if (!wish.mayEnter) await endSessionsOf(tx, { userId: wish.userId, tenantId }, at);
    if (wish.mayEnter !== before.mayEnter) await log(wish.mayEnter ? "access given" : "access ended", {});
  });
}

/** Everybody who belongs to a tenant; until the transaction ends, nobody else changes who may what there. */
export async function lockMembers(tx: Database, tenantId: string): Promise<Member[]> {
  await tx.execute(sql`select 1 from tenant where tenant_id = ${tenantId} for no key update`);
  return tx
    .select({
      userId: user.userId,
      email: user.email,
      role: membership.role,
      mayEnter: sql<boolean>`coalesce(${membership.disabledAt}, ${user.disabledAt}) is null`,
    })
    .from(membership)
    .innerJoin(user, eq(user.userId, membership.userId))
    .where(eq(membership.tenantId, tenantId));
}

/** Ends a person's sessions in one tenant; answers how many there were. */
export async function endSessionsOf(tx: Database, key: MembershipKey, at: string): Promise<number> {
  const ended = await tx
    .update(session)
    .set({ endedAt: at })
    .where(
      and(
        eq(session.userId, key.userId),
        eq(session.tenantId, key.tenantId),
        isNull(session.endedAt),
        gt(session.expiresAt, at),
      ),
    )
    .returning({ sessionId: session.sessionId });
  return ended.length;
}

/**
 * Shuts a person out of every tenant, and ends their sessions. Again: changes nothing. Answers whether it changed
 * anything. @throws DomainError NOT_FOUND
 */
export async function disableUser(
  email: string,
  change: AccessChange,
): Promise<{ email: string; disabled: boolean }> {
  const person = await requireUser(email);
  const at = change.now.toISOString();
  return inTransaction({ pool: controlPool() }, async (tx) => {
    const disabled = await tx
      .update(user)
      .set({ disabledAt: at })
      .where(and(eq(user.userId, person.userId), isNull(user.disabledAt)))
      .returning({ userId: user.userId });
    await tx
      .update(session)
      .set({ endedAt: at })
      .where(and(eq(session.userId, person.userId), isNull(session.endedAt)));
    if (disabled.length > 0) {
      await logAccess(tx, change, {
        tenantId: null,
        action: "user disabled",
        subject: person.email,
        details: {},
      });
    }
    return { email: person.email, disabled: disabled.length > 0 };
  });
}

/**
 * Takes `disableUser` back: the person may sign in again wherever they belong and are not shut out of the tenant alone.
 * Sessions that it ended stay ended. Again: changes nothing. Answers whether it changed anything.
 * @throws DomainError NOT_FOUND
 */
export async function enableUser(
  email: string,
  change: AccessChange,
): Promise<{ email: string; enabled: boolean }> {
  const person = await requireUser(email);
  return inTransaction({ pool: controlPool() }, async (tx) => {
    const enabled = await tx
      .update(user)
      .set({ disabledAt: null })
      .where(and(eq(user.userId, person.userId), isNotNull(user.disabledAt)))
      .returning({ userId: user.userId });
    if (enabled.length > 0) {
      const entry = { tenantId: null, action: "user enabled", subject: person.email, details: {} };
      await logAccess(tx, change, entry);
    }
    return { email: person.email, enabled: enabled.length > 0 };
  });
}

async function readUser(email: string): Promise<{ userId: string; email: string } | null> {
  const [row] = await controlDatabase()
    .select({ userId: user.userId, email: user.email })
    .from(user)
    .where(eq(user.email, email));
  return row ?? null;
}

async function requireUser(email: string): Promise<{ userId: string; email: string }> {
  return (await readUser(email.trim().toLowerCase())) ?? refuse("NOT_FOUND", `There is no user ${email}.`);
}

export function isMembership(key: MembershipKey) {
  return and(eq(membership.userId, key.userId), eq(membership.tenantId, key.tenantId));
}

export async function logAccess(
  tx: Database,
  change: AccessChange,
  entry: { tenantId: string | null; action: string; subject: string; details: Record<string, string> },
): Promise<void> {
  await tx.insert(accessLog).values({ at: change.now.toISOString(), actor: change.by, ...entry });
}
