import { setTimeout as pause } from "node:timers/promises";
import type pg from "pg";
import { type Database, databaseOver, sqlState } from "../../db/connect.ts";
import { dayIn, type HolidayCalendar } from "./business-days.ts";
import { refuse } from "./errors.ts";

export type Role = "operator" | "admin";

/** Who acts. `name` is what the audit trail shows for ever, so it is an address or a client's name, not an id. */
export interface Actor {
  kind: "user" | "client" | "exchange" | "system";
  name: string;
  role: Role | null;
}

/** What a verb may know of the world: whose data, who acts, what time it is. Made once at the door. */
export interface Context {
  tenant: { id: string; slug: string; timeZone: string; holidayCalendar: HolidayCalendar };
  actor: Actor;
  pool: pg.Pool;
  db: Database;
  now(): Date;
}

/** A tenant's data and the time, for work that nobody in particular asked for. */
export type World = Pick<Context, "pool" | "db" | "now">;

const PERMISSIONS = {
  "pipeline:read": ["operator", "admin"],
  "pipeline:operate": ["operator", "admin"],
  "pipeline:settle": ["admin"],
  "pipeline:configure": ["admin"],
  "funding:read": ["operator", "admin"],
  "funding:operate": ["operator", "admin"],
  "funding:configure": ["admin"],
  "mortgages:read": ["operator", "admin"],
  "mortgages:administer": ["admin"],
  "tenant:administer": ["admin"],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof PERMISSIONS;

/** @throws DomainError FORBIDDEN when the actor's role does not include the permission (P6.3) */
export function authorise(ctx: Context, permission: Permission): void {
  if (may(ctx.actor.role, permission)) return;
  refuse(
    "FORBIDDEN",
    "Your role does not allow this. Ask a tenant administrator to do it or to change your role.",
  );
}

export function may(role: Role | null, permission: Permission): boolean {
  const roles: readonly Role[] = PERMISSIONS[permission];
  return role !== null && roles.includes(role);
}

/** Today in the tenant's time zone, `YYYY-MM-DD`. */
export function today(ctx: Context): string {
  return dayIn(ctx.tenant.timeZone, ctx.now());
}

const SERIALIZATION_FAULTS = new Set(["40001", "40P01"]);

/** Whoever gave way must not be back at the rows before the other one has woken up: they would meet again. */
const GIVING_WAY_MS = 25;

/**
 * Runs `work` in one transaction and commits it; anything thrown rolls it back. Deadlocks are run again, twice at most,
 * each after a short pause of random length.
 * Drizzle's own `transaction` is not used: it leaks the client when BEGIN fails (database.md).
 */
export async function inTransaction<T>(
  ctx: Pick<Context, "pool">,
  work: (tx: Database) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await transactOnce(ctx.pool, work);
    } catch (error) {
      const state = sqlState(error);
      if (attempt === 3 || state === null || !SERIALIZATION_FAULTS.has(state)) throw error;
      await pause(attempt * GIVING_WAY_MS * (1 + Math.random()));
    }
  }
}

async function transactOnce<T>(pool: pg.Pool, work: (tx: Database) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | boolean = false;
  try {
    await client.query("BEGIN");
    const result = await work(databaseOver(client));
    await client.query("COMMIT");
    return result;
  } catch (error) {
    // A client that cannot roll back is not given back to the pool.
    await client.query("ROLLBACK").catch((fault: Error) => {
      broken = fault;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}
