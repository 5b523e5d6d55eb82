import { randomBytes, randomInt, randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { controlDatabase } from "../../db/control/client.ts";
import { accessLog, membership, user } from "../../db/control/schema.ts";
import type { Role } from "../domain/context.ts";
import { hashPassword } from "./passwords.ts";

export interface TestPerson {
  userId: string;
  email: string;
  name: string;
  password: string;
}

export interface TestPersonOptions {
  /** Tenant ids and the role in each. */
  roles?: Record<string, Role>;
  withoutPassword?: boolean;
}

/** Adds a person with a password and memberships to the control database, as the app's role. */
export async function testPerson({
  roles = {},
  withoutPassword,
}: TestPersonOptions = {}): Promise<TestPerson> {
  const userId = randomUUID();
  const email = `p-${randomBytes(6).toString("hex")}@desk.test`;
  const password = `correct horse ${randomBytes(4).toString("hex")}`;
  const name = `Person ${email.slice(2, 6)}`;
  const createdAt = "2026-01-01T00:00:00.000Z";
  const passwordHash = withoutPassword ? null : await hashPassword(password);
  await controlDatabase().insert(user).values({ userId, email, name, passwordHash, createdAt });
  for (const [tenantId, role] of Object.entries(roles)) {
    await controlDatabase().insert(membership).values({ userId, tenantId, role, createdAt });
  }
  return { userId, email, name, password };
}

/** People who operate at a tenant, by their addresses, for tests that give files to others than who acts. */
export async function operatorsOf(tenant: { id: string }, ...emails: string[]): Promise<void> {
  const createdAt = "2026-01-01T00:00:00.000Z";
  const db = controlDatabase();
  for (const email of emails) {
    // An address is one person, who may be at the tenant of another test as well.
    await db
      .insert(user)
      .values({ userId: randomUUID(), email, name: email, createdAt })
      .onConflictDoNothing();
    const [person] = await db.select({ userId: user.userId }).from(user).where(eq(user.email, email));
    if (!person) throw new Error("unreachable: the person is there");
    await db.insert(membership).values({ ...person, tenantId: tenant.id, role: "operator", createdAt });
  }
}

export async function disable(userId: string): Promise<void> {
  await controlDatabase()
    .update(user)
    .set({ disabledAt: "2026-02-01T00:00:00.000Z" })
    .where(eq(user.userId, userId));
}

export async function changeRole(userId: string, role: Role): Promise<void> {
  await controlDatabase().update(membership).set({ role }).where(eq(membership.userId, userId));
}

/** What the log of access says of an actor, oldest first. */
export async function accessOf(actor: string): Promise<string[]> {
  const rows = await controlDatabase()
    .select()
    .from(accessLog)
    .where(eq(accessLog.actor, actor))
    .orderBy(accessLog.at);
  return rows.map((row) => row.action);
}

/** An address of its own for each test, since failures are counted per address. */
export function someAddress(): string {
  return `10.${randomInt(256)}.${randomInt(256)}.${randomInt(256)}`;
}
