import { eq } from "drizzle-orm";
import { sql } from "drizzle-orm/sql";
import { rowsOf } from "../../../db/connect.ts";
import { controlDatabase, controlPool } from "../../../db/control/client.ts";
import { user } from "../../../db/control/schema.ts";
import { hashPassword, newPassPhrase } from "../../auth/passwords.ts";
import { authorise, type Context, inTransaction, type Role } from "../context.ts";
import { refuseIf } from "../errors.ts";
import { parseInput } from "../parse.ts";
import { isoInstant } from "../pipeline/loan-rows.ts";
import { AddUserInput, ChangeAccessInput, ChangeRoleInput, UserInput } from "./input.ts";
import { guardAccessChange, guardNewPassPhrase } from "./model/access-rules.ts";
import {
  type AccessChange,
  changeMembership,
  createUser,
  endSessionsOf,
  lockMembers,
  logAccess,
} from "./users.ts";

/** What an administrator may do about the people of their tenant; `model/access-rules.ts` says what not, and why. */

export interface ListedUser {
  userId: string;
  email: string;
  name: string;
  role: Role;
  /** Since when this tenant is closed to the person; null: it is open. */
  disabledAt: string | null;
  /** Shut out of every tenant by whoever runs the installation. */
  isDisabledEverywhere: boolean;
  belongsElsewhere: boolean;
  addedAt: string;
  /** Into this tenant; null: never. */
  lastSignInAt: string | null;
  openSessions: number;
}

/** Everybody who belongs to the tenant, by name (P6.3). Administrators only. */
export async function listUsers(ctx: Context): Promise<ListedUser[]> {
  authorise(ctx, "tenant:administer");
  return rowsOf<ListedUser>(
    controlDatabase(),
    sql`select u.user_id as "userId", u.email, u.name, m.role, ${isoInstant(sql`m.disabled_at`)} as "disabledAt",
        u.disabled_at is not null as "isDisabledEverywhere", ${isoInstant(sql`m.created_at`)} as "addedAt",
        exists (select from membership o where o.user_id = u.user_id and o.tenant_id <> m.tenant_id) as "belongsElsewhere",
        ${isoInstant(sql`s.last_at`)} as "lastSignInAt", s.open as "openSessions"
      from membership m join app_user u using (user_id) left join lateral (
        select max(created_at) as last_at,
          count(*) filter (where ended_at is null and expires_at > ${ctx.now().toISOString()}::timestamptz)::int as open
        from session where user_id = m.user_id and tenant_id = m.tenant_id) s on true
      where m.tenant_id = ${ctx.tenant.id} order by lower(u.name), u.email`,
  );
}

/**
 * Lets somebody new into the tenant, with a pass phrase that is shown this once (P6.3, P6.4). Administrators only.
 * @throws DomainError PAYLOAD_VALIDATION by field; CONFLICT for an address that is known already, here or elsewhere
 */
export async function addUser(
  ctx: Context,
  raw: unknown,
): Promise<{ userId: string; email: string; passPhrase: string }> {
  authorise(ctx, "tenant:administer");
  const input = parseInput(AddUserInput, raw);
  const passPhrase = newPassPhrase();
  const { userId, email } = await createUser(
    { tenantId: ctx.tenant.id, ...input, password: passPhrase },
    changeBy(ctx),
    { mustBeNew: true },
  );
  return { userId, email, passPhrase };
}

/** Makes an operator an administrator or the other way round, from their next request on. Errors as `changeMembership`. */
export async function changeUserRole(ctx: Context, raw: unknown): Promise<void> {
  authorise(ctx, "tenant:administer");
  await changeMembership(ctx.tenant.id, parseInput(ChangeRoleInput, raw), changeBy(ctx));
}

/** Shuts somebody out of this tenant, or lets them in again. Errors as `changeMembership`. */
export async function changeUserAccess(ctx: Context, raw: unknown): Promise<void> {
  authorise(ctx, "tenant:administer");
  await changeMembership(ctx.tenant.id, parseInput(ChangeAccessInput, raw), changeBy(ctx));
}

/**
 * Gives somebody a new pass phrase, shown this once, and ends their sessions (P6.4). Administrators only.
 * @throws DomainError NOT_FOUND; CONFLICT for who belongs to another tenant too, or is shut out
 */
export async function renewPassPhrase(ctx: Context, raw: unknown): Promise<{ passPhrase: string }> {
  authorise(ctx, "tenant:administer");
  const { userId } = parseInput(UserInput, raw);
  const passPhrase = newPassPhrase();
  const passwordHash = await hashPassword(passPhrase);
  const tenantId = ctx.tenant.id;
  await inTransaction({ pool: controlPool() }, async (tx) => {
    const change = changeBy(ctx);
    const members = await lockMembers(tx, tenantId);
    refuseIf(guardAccessChange(members, change.administrator ?? null, { userId }));
    // Whoever lets the person into another tenant at this moment waits for this lock, or is waited for.
    const [person] = await rowsOf<{ email: string; mayEnter: boolean }>(
      tx,
      sql`select email, disabled_at is null and exists (select from membership m where m.user_id = u.user_id
          and m.tenant_id = ${tenantId} and m.disabled_at is null) as "mayEnter"
        from app_user u where user_id = ${userId} for update of u`,
    );
    const elsewhere = await rowsOf(
      tx,
      sql`select 1 from membership where user_id = ${userId} and tenant_id <> ${tenantId} limit 1`,
    );
    if (!person) throw new Error(`user ${userId} is a member but not there`);
    refuseIf(guardNewPassPhrase({ ...person, belongsElsewhere: elsewhere.length > 0 }));
    await tx.update(user).set({ passwordHash }).where(eq(user.userId, userId));
    await endSessionsOf(tx, { userId, tenantId }, change.now.toISOString());
    const entry = { tenantId, action: "pass phrase renewed", subject: person.email, details: {} };
    await logAccess(tx, change, entry);
  });
  return { passPhrase };
}

/** Signs somebody out of this tenant everywhere; answers from how many browsers. Administrators only. */
export async function endUserSessions(ctx: Context, raw: unknown): Promise<{ ended: number }> {
  authorise(ctx, "tenant:administer");
  const { userId } = parseInput(UserInput, raw);
  const tenantId = ctx.tenant.id;
  return inTransaction({ pool: controlPool() }, async (tx) => {
    const change = changeBy(ctx);
    const members = await lockMembers(tx, tenantId);
    refuseIf(guardAccessChange(members, change.administrator ?? null, { userId }));
    const ended = await endSessionsOf(tx, { userId, tenantId }, change.now.toISOString());
    const subject = members.find((one) => one.userId === userId)?.email ?? userId;
    const entry = { tenantId, action: "sessions ended", subject, details: { sessions: String(ended) } };
    if (ended > 0) await logAccess(tx, change, entry);
    return { ended };
  });
}

/** A person's right is looked at again under the lock; a program's is its token's. */
function changeBy(ctx: Context): AccessChange {
  const { kind, name } = ctx.actor;
  return { by: name, now: ctx.now(), ...(kind === "user" ? { administrator: name } : {}) };
}
