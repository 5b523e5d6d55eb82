import { databaseOver } from "../db/connect.ts";
import { openTenant } from "../db/tenant/client.ts";
import { COMMAND_LINE } from "../server/auth/access-log.ts";
import type { HolidayCalendar } from "../server/domain/business-days.ts";
import type { Actor, Context } from "../server/domain/context.ts";
import { markOutbox } from "../server/domain/tenancy/outbox-watch.ts";
import { requireTenant } from "../server/domain/tenancy/tenant-rows.ts";

/** What the audit trail shows for a change made by a command. */
const OPERATOR: Actor = { kind: "system", name: COMMAND_LINE, role: "admin" };

/** A tenant as the verbs see it, by slug. The deployment must be open. @throws DomainError NOT_FOUND */
export async function tenantContext(slug: string, actor: Actor = OPERATOR): Promise<Context> {
  const { tenantId, databaseName, settingsVersion } = await requireTenant(slug);
  await markOutbox(tenantId, new Date());
  const { pool, timeZone, holidayCalendar } = await openTenant(tenantId, databaseName, settingsVersion);
  return {
    tenant: { id: tenantId, slug, timeZone, holidayCalendar: holidayCalendar as HolidayCalendar },
    actor,
    pool,
    db: databaseOver(pool),
    now: () => new Date(),
  };
}
