import { and, asc, eq, inArray, sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm/sql";
import { rowsOf } from "../../../db/connect.ts";
import { controlDatabase } from "../../../db/control/client.ts";
import { outboxWatch, tenant } from "../../../db/control/schema.ts";
import { tooFarAhead } from "../wrong-clock-rows.ts";

/** When which tenant's outbox has to be looked at (F3.10). One question serves all tenants, so an idle one costs nothing. */

/** A mark that is older announces nothing any more: no transaction lasts so long. */
export const MARK_STALE_MS = 10 * 60_000;

/** Nobody looks later than that, whatever waits for longer, so that what is further ahead was written by a clock that was wrong. */
export const LONGEST_LOOK_OFF_MS = 3_600_000;

/** A mark that is younger is not written again: the outbox is looked at for much longer than this. */
const MARK_LASTS_MS = 10_000;

const held = globalThis as { pssaasOutboxMarks?: Map<string, number> };

/**
 * Says that somebody is about to change something in a tenant, so that its outbox is looked at: soon and often at first, then
 * for as long as any transaction may last. To be called before the change, because a process may fall over right after it.
 */
export async function markOutbox(tenantId: string, now: Date): Promise<void> {
  held.pssaasOutboxMarks ??= new Map();
  const marks = held.pssaasOutboxMarks;
  const at = now.getTime();
  const last = marks.get(tenantId);
  if (last !== undefined && Math.abs(at - last) < MARK_LASTS_MS) return;
  await putMarks(sql`select ${tenantId}::uuid`, now);
  marks.set(tenantId, at);
}

/**
 * Has every tenant's outbox looked at once: at the start of a process, for whatever came in by other ways. The mark is an old
 * one, so that nothing more is expected to come of it.
 */
export function markEveryOutbox(now: Date): Promise<void> {
  return putMarks(
    sql`select tenant_id from tenant where is_ready`,
    now,
    new Date(now.getTime() - MARK_STALE_MS),
  );
}

async function putMarks(tenants: SQL, now: Date, marked = now): Promise<void> {
  const at = now.toISOString();
  await controlDatabase().execute(
    sql`insert into outbox_watch (tenant_id, marked_at, due_at)
      select marked.tenant_id, ${marked.toISOString()}, ${at} from (${tenants}) marked (tenant_id)
      on conflict (tenant_id) do update set marked_at = greatest(outbox_watch.marked_at, excluded.marked_at),
        due_at = least(outbox_watch.due_at, excluded.due_at)`,
  );
}

/** A tenant whose outbox this process looks at now. */
export interface OutboxDue {
  tenantId: string;
  slug: string;
  databaseName: string;
  settingsVersion: number;
  markedAt: string;
  /** Until when nobody else looks. */
  heldUntil: string;
}

/** How long a process has a tenant for itself, so that others need not look as well; the effects' own leases keep them apart. */
const HOLD_MS = 30_000;

/** Locks the tenants that are due. Both ends of its index are looked at: what is due, and what is too far ahead. */
export function firstDue(now: Date, most: number, busy: readonly string[]): SQL {
  return sql`select tenant_id from outbox_watch
    where (due_at <= ${now.toISOString()} or ${tooFarAhead(sql`due_at`, now, LONGEST_LOOK_OFF_MS)})
      and tenant_id <> all(${sql.param(busy)}::uuid[])
    order by due_at limit ${most} for update skip locked`;
}

/**
 * The tenants that are due, those that have waited longest first; what another process is taking is skipped. What a wrong clock has
 * put off is due, and what it has marked counts as marked now (I21).
 * @param busy those at which this process looks already
 */
export async function takeDueOutboxes(
  now: Date,
  most: number,
  busy: readonly string[] = [],
): Promise<OutboxDue[]> {
  const heldUntil = new Date(now.getTime() + HOLD_MS).toISOString();
  const rows = await rowsOf<{ tenantId: string }>(
    controlDatabase(),
    sql`update outbox_watch set due_at = ${heldUntil}, marked_at = least(marked_at, ${now.toISOString()})
      where tenant_id in (${firstDue(now, most, busy)})
      returning tenant_id as "tenantId"`,
  );
  if (rows.length === 0) return [];
  const ids = rows.map(({ tenantId }) => tenantId);
  const found = await controlDatabase()
    .select({
      tenantId: tenant.tenantId,
      slug: tenant.slug,
      databaseName: tenant.databaseName,
      settingsVersion: tenant.settingsVersion,
      markedAt: outboxWatch.markedAt,
    })
    .from(tenant)
    .innerJoin(outboxWatch, eq(outboxWatch.tenantId, tenant.tenantId))
    .where(and(inArray(tenant.tenantId, ids), eq(tenant.isReady, true)))
    .orderBy(asc(tenant.slug));
  return found.map((one) => ({ ...one, heldUntil }));
}

/**
 * Says when to look next. What was said meanwhile, by a mark or by another look, stands where it is sooner.
 * @param dueAt null: when somebody changes something
 */
export async function lookAgain(
  { tenantId, heldUntil }: Pick<OutboxDue, "tenantId" | "heldUntil">,
  dueAt: Date | null,
): Promise<void> {
  const at = sql`${dueAt?.toISOString() ?? null}::timestamptz`;
  await controlDatabase()
    .update(outboxWatch)
    .set({
      dueAt: sql`case when ${outboxWatch.dueAt} = ${heldUntil} then ${at} else least(${outboxWatch.dueAt}, ${at}) end`,
    })
    .where(eq(outboxWatch.tenantId, tenantId));
}

/** Says that there is something to look at by then, whatever else is known. */
export async function lookBy(tenantId: string, dueAt: Date): Promise<void> {
  await controlDatabase()
    .update(outboxWatch)
    .set({ dueAt: sql`least(${outboxWatch.dueAt}, ${dueAt.toISOString()}::timestamptz)` })
    .where(eq(outboxWatch.tenantId, tenantId));
}

/** How many tenants' outboxes are due and not looked at yet: a number that stays high says that nobody sends. */
export async function countDueOutboxes(now: Date): Promise<number> {
  return controlDatabase().$count(
    outboxWatch,
    sql`${outboxWatch.dueAt} <= ${now.toISOString()}::timestamptz`,
  );
}
