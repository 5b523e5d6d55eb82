import { randomUUID } from "node:crypto";
import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "../../../db/connect.ts";
import { controlDatabase, controlPool } from "../../../db/control/client.ts";
import { accessLog, membership, session, user } from "../../../db/control/schema.ts";
import { hashPassword, passwordProblem } from "../../auth/passwords.ts";
import { inTransaction, type Role } from "../context.ts";
import { refuse } from "../errors.ts";
import { text } from "../fields.ts";
import { parseInput } from "../parse.ts";

/** Who changes access, and when; both are written down for ever. */
export interface AccessChange {
  by: string;
  now: Date;
}

export interface UserAccess {
  userId: string;
  email: string;
  role: Role;
  /** False when the person was there already: their password was left as it is. */
  created: boolean;
}

/**
 * An address is one person, whatever the case of its letters. No slash, so that in the audit trail nobody passes for
 * `system/…` or `client/…`.
 */
export const Email = text(254)
  .transform((value) => value.toLowerCase())
  .refine((value) => /^[^\s@/]+@[^\s@/]+$/.test(value), "must be an e-mail address");

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

export const RoleName = z.enum(["operator", "admin"], {
  error: (issue) => (issue.input === undefined ? "is required" : "must be operator or admin"),
});

const NewUser = z.strictObject({
  tenantId: z.uuid(),
  email: Email,
  name: text(200).optional(),
  password: Password,
  role: RoleName,
});

/**
 * Lets a person into a tenant. Somebody who is known already (from another tenant, or from an earlier run) keeps their
 * password and name and gets what is missing; the same call again changes nothing (P6.3, P6.6).
 * @throws DomainError PAYLOAD_VALIDATION naming the field; CONFLICT when they hold another role here
 */
export async function createUser(raw: z.input<typeof NewUser>, change: AccessChange): Promise<UserAccess> {
  const input = parseInput(NewUser, raw);
  const { tenantId, email, role } = input;
  const passwordHash = (await readUser(email)) ? null : await hashPassword(input.password);
  return inTransaction({ pool: controlPool() }, async (tx) => {
    const createdAt = change.now.toISOString();
    const made = passwordHash
      ? await tx
          .insert(user)
          .values({ userId: randomUUID(), email, name: input.name ?? email, passwordHash, createdAt })
          .onConflictDoNothing({ target: user.email })
          .returning({ userId: user.userId })
      : [];
    const [person] = await tx
      .select({ userId: user.userId })
      .from(user)
      .where(eq(user.email, email))
      .for("update");
    if (!person) throw new Error(`user ${email} was neither made nor found`);
    const key = { userId: person.userId, tenantId };
    const joined = await tx
      .insert(membership)
      .values({ ...key, role, createdAt })
      .onConflictDoNothing()
      .returning({ role: membership.role });
    if (joined.length > 0)
      await logAccess(tx, change, { tenantId, action: "user created", subject: email, details: { role } });
    else await refuseOtherRole(tx, key, email, role);
    return { userId: person.userId, email, role, created: made.length > 0 };
  });
}

async function refuseOtherRole(
  tx: Database,
  key: { userId: string; tenantId: string },
  email: string,
  role: Role,
): Promise<void> {
  const [held] = await tx.select({ role: membership.role }).from(membership).where(isMembership(key));
  if (held && held.role !== role) {
    refuse(
      "CONFLICT",
      `${email} is an ${held.role} of this tenant already; change the role with \`user role\`.`,
    );
  }
}

/** Changes what a person may do in one tenant, from their next request on. @throws DomainError NOT_FOUND */
export async function setRole(
  { tenantId, email, role }: { tenantId: string; email: string; role: Role },
  change: AccessChange,
): Promise<void> {
  const person = await requireUser(email);
  await inTransaction({ pool: controlPool() }, async (tx) => {
    const changed = await tx
      .update(membership)
      .set({ role })
      .where(isMembership({ userId: person.userId, tenantId }))
      .returning({ role: membership.role });
    if (changed.length === 0) refuse("NOT_FOUND", `${person.email} is not a user of this tenant.`);
    await logAccess(tx, change, {
      tenantId,
      action: "role changed",
      subject: person.email,
      details: { role },
    });
  });
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

function isMembership(key: { userId: string; tenantId: string }) {
  return and(eq(membership.userId, key.userId), eq(membership.tenantId, key.tenantId));
}

async function logAccess(
  tx: Database,
  change: AccessChange,
  entry: { tenantId: string | null; action: string; subject: string; details: Record<string, string> },
): Promise<void> {
  await tx.insert(accessLog).values({ at: change.now.toISOString(), actor: change.by, ...entry });
}
