import { randomUUID } from "node:crypto";
import { and, eq, isNull } from "drizzle-orm";
import { controlDatabase } from "../../db/control/client.ts";
import { membership, session, tenant, user } from "../../db/control/schema.ts";
import { toCome } from "../domain/wrong-clock-rows.ts";
import { type Identity, isUuid } from "./identity.ts";

/** A session lasts this long from the sign-in, however much it is used. */
export const SESSION_HOURS = 12;
const SESSION_MS = SESSION_HOURS * 3_600_000;

export interface SessionIdentity extends Identity {
  kind: "user";
  email: string;
  sessionId: string;
  userId: string;
  /** The person's name, for the screen; the audit trail shows `name`, the address. */
  userName: string;
  tenantName: string;
}

/** Opens a session of a user in a tenant, for twelve hours; gives its id, which only the encrypted cookie carries (P6.4). */
export async function startSession(userId: string, tenantId: string, now: Date): Promise<string> {
  const sessionId = randomUUID();
  const expiresAt = new Date(now.getTime() + SESSION_MS);
  await controlDatabase().insert(session).values({
    sessionId,
    userId,
    tenantId,
    createdAt: now.toISOString(),
    expiresAt: expiresAt.toISOString(),
  });
  return sessionId;
}

/**
 * Who a session stands for now, in one query: null once it ended or expired, or the user was disabled in this tenant or in all.
 * What a clock that was far ahead has opened is over once that is right (I21). The role is the present one, so sign-out, demotion and disabling act on the next request (C22, A13).
 */
export async function readSession(sessionId: string, now: Date): Promise<SessionIdentity | null> {
  if (!isUuid(sessionId)) return null;
  const [row] = await controlDatabase()
    .select({
      userId: user.userId,
      email: user.email,
      userName: user.name,
      role: membership.role,
      tenantId: tenant.tenantId,
      slug: tenant.slug,
      tenantName: tenant.name,
      databaseName: tenant.databaseName,
      settingsVersion: tenant.settingsVersion,
    })
    .from(session)
    .innerJoin(user, eq(user.userId, session.userId))
    .innerJoin(
      membership,
      and(eq(membership.userId, session.userId), eq(membership.tenantId, session.tenantId)),
    )
    .innerJoin(tenant, eq(tenant.tenantId, session.tenantId))
    .where(
      and(
        eq(session.sessionId, sessionId),
        isNull(session.endedAt),
        toCome(session.expiresAt, now, SESSION_MS),
        isNull(user.disabledAt),
        isNull(membership.disabledAt),
        eq(tenant.isReady, true),
      ),
    );
  return row ? { kind: "user", name: row.email, sessionId, ...row } : null;
}

/** Ends a session: every copy of its cookie is dead from the next request on (C22). Ending it twice is the same. */
export async function endSession(sessionId: string, now: Date = new Date()): Promise<void> {
  if (!isUuid(sessionId)) return;
  await controlDatabase()
    .update(session)
    .set({ endedAt: now.toISOString() })
    .where(and(eq(session.sessionId, sessionId), isNull(session.endedAt)));
}
