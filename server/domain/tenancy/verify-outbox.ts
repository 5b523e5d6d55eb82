import { eq } from "drizzle-orm";
import type pg from "pg";
import { controlDatabase } from "../../../db/control/client.ts";
import { outboxWatch } from "../../../db/control/schema.ts";
import { type AuditViolation, violationsOf } from "./audit-violation.ts";

export const OUTBOX_RULES = 2;

/** A lease lasts two minutes, and whoever looks at the outbox gives up those that ran out. */
const LONG_MS = 15 * 60_000;

interface WaitingEffect {
  effectId: number;
  effect: string;
  state: "queued" | "sending";
  leasedUntil: Date | null;
}

/**
 * Whether somebody looks after what waits in the outbox (I21): no lease that ran out long ago, and a tenant whose effects wait is
 * due to be looked at. The latter stands in the control database, so it is read before and after: in between, effects come and go.
 */
export async function verifyOutbox(pool: pg.Pool, tenantId: string, now: Date): Promise<AuditViolation[]> {
  const wasWatched = await isWatched(tenantId);
  const { rows } = await pool.query<WaitingEffect>(
    `select effect_id as "effectId", effect, state, leased_until as "leasedUntil" from funding_effect
     where state in ('queued', 'sending') order by 1`,
  );
  const given = now.getTime() - LONG_MS;
  const abandoned = rows.filter(
    ({ state, leasedUntil }) => state === "sending" && (leasedUntil?.getTime() ?? 0) < given,
  );
  const unwatched = wasWatched || (await isWatched(tenantId)) ? [] : rows;
  return [
    ...violated("No effect is on its way under a lease that ran out a quarter of an hour ago.", abandoned),
    ...violated("A tenant whose effects wait is due to be looked at.", unwatched),
  ];
}

async function isWatched(tenantId: string): Promise<boolean> {
  const [watch] = await controlDatabase()
    .select({ dueAt: outboxWatch.dueAt })
    .from(outboxWatch)
    .where(eq(outboxWatch.tenantId, tenantId));
  return watch !== undefined && watch.dueAt !== null;
}

function violated(rule: string, effects: WaitingEffect[]): AuditViolation[] {
  return violationsOf(
    "I21",
    rule,
    effects.map(({ effectId, effect, state }) => ({ effectId, effect, state })),
  );
}
