import { eq } from "drizzle-orm";
import { sql } from "drizzle-orm/sql";
import { type Database, rowsOf } from "../../../db/connect.ts";
import { controlPool } from "../../../db/control/client.ts";
import { tenant } from "../../../db/control/schema.ts";
import type { HolidayCalendar } from "../business-days.ts";
import { authorise, type Context, inTransaction } from "../context.ts";
import { type Refusal, refuseIf } from "../errors.ts";
import { parseInput } from "../parse.ts";
import { SaveCalendarInput } from "./input.ts";
import { requireKnownZone } from "./time-zones.ts";
import { logAccess } from "./users.ts";

/** How a tenant reckons days (P3.5). */
export interface TenantCalendar {
  timeZone: string;
  holidayCalendar: HolidayCalendar;
}

/** As its database says, which this request may not have heard of yet. Administrators only. */
export async function getCalendar(ctx: Context): Promise<TenantCalendar> {
  authorise(ctx, "tenant:administer");
  return readCalendar(ctx.db);
}

/**
 * Changes the tenant's time zone and holiday calendar (P3.5). Loans are held still while the summary's rollup is counted
 * anew by the new zone's days, so nothing is ever counted by two. Every process takes the change with its next request,
 * from the version on the tenant's row. That row's transaction is around the other, so that changes take turns; should it
 * fail at its very end, the same call again sets right what it left. Administrators only.
 * @throws DomainError PAYLOAD_VALIDATION by field; CONFLICT when the calendar is not the one that was seen
 */
export async function saveCalendar(ctx: Context, raw: unknown): Promise<TenantCalendar> {
  authorise(ctx, "tenant:administer");
  const { seen, ...wanted } = parseInput(SaveCalendarInput, raw);
  await requireKnownZone(ctx.db, wanted.timeZone);
  const tenantId = ctx.tenant.id;
  await inTransaction({ pool: controlPool() }, async (control) => {
    await control
      .update(tenant)
      .set({ settingsVersion: sql`${tenant.settingsVersion} + 1` })
      .where(eq(tenant.tenantId, tenantId));
    const before = await readCalendar(ctx.db);
    refuseIf(guardSeen(seen, before, wanted));
    await inTransaction(ctx, (tx) =>
      tx.execute(sql`select change_tenant_calendar(${wanted.timeZone}, ${wanted.holidayCalendar})`),
    );
    const details = changesOf(before, wanted);
    if (Object.keys(details).length === 0) return;
    const entry = { tenantId, action: "calendar changed", subject: ctx.tenant.slug, details };
    await logAccess(control, { by: ctx.actor.name, now: ctx.now() }, entry);
  });
  return wanted;
}

/** Nobody brings back, without knowing, what somebody else has changed since they looked. */
function guardSeen(seen: TenantCalendar, present: TenantCalendar, wanted: TenantCalendar): Refusal | null {
  if (isSame(present, seen) || isSame(present, wanted)) return null;
  const holidays = present.holidayCalendar === null ? "no holidays" : "US federal holidays";
  return {
    code: "CONFLICT",
    message: `Somebody changed the calendar after you opened it: it is ${present.timeZone} with ${holidays} now. Nothing was changed by you; look again, then decide.`,
    facts: { current: present },
  };
}

function isSame(one: TenantCalendar, other: TenantCalendar): boolean {
  return one.timeZone === other.timeZone && one.holidayCalendar === other.holidayCalendar;
}

/** What changed, as the log keeps it: a setting, from what, to what. */
function changesOf(before: TenantCalendar, after: TenantCalendar): Record<string, string> {
  const changes: Record<string, string> = {};
  if (before.timeZone !== after.timeZone)
    Object.assign(changes, { timeZoneFrom: before.timeZone, timeZoneTo: after.timeZone });
  if (before.holidayCalendar !== after.holidayCalendar) {
    const [from, to] = [before.holidayCalendar ?? "none", after.holidayCalendar ?? "none"];
    Object.assign(changes, { holidaysFrom: from, holidaysTo: to });
  }
  return changes;
}

async function readCalendar(db: Database): Promise<TenantCalendar> {
  const [row] = await rowsOf<TenantCalendar>(
    db,
    sql`select time_zone as "timeZone", holiday_calendar as "holidayCalendar" from tenant_identity`,
  );
  if (!row) throw new Error("the tenant's database has no identity");
  return row;
}
