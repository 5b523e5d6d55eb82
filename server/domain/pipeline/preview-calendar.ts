import { sql } from "drizzle-orm";
import { rowsOf } from "../../../db/connect.ts";
import { loan } from "../../../db/tenant/schema/pipeline.ts";
import { authorise, type Context, today } from "../context.ts";
import { parseInput } from "../parse.ts";
import { CalendarInput } from "../tenancy/input.ts";
import { requireKnownZone } from "../tenancy/time-zones.ts";
import { overdueLoans } from "./conditions.ts";
import { readWorkflow } from "./status-workflow-rows.ts";

/** What another time zone or holiday calendar would do now. */
export interface CalendarPreview {
  /** Today by the calendar that is asked about. */
  today: string;
  /** Loans that would become overdue in their status, and that would cease to be. */
  becomeOverdue: number;
  ceaseToBeOverdue: number;
}

/** What a change of the tenant's calendar would do to the loans' ages (P3.5). Administrators only; changes nothing. */
export async function previewCalendar(ctx: Context, raw: unknown): Promise<CalendarPreview> {
  authorise(ctx, "tenant:administer");
  const calendar = parseInput(CalendarInput, raw);
  await requireKnownZone(ctx.db, calendar.timeZone);
  const other: Context = { ...ctx, tenant: { ...ctx.tenant, ...calendar } };
  const workflow = await readWorkflow(ctx.db);
  const [counts] = await rowsOf<Omit<CalendarPreview, "today">>(
    ctx.db,
    sql`select count(*) filter (where after and not before)::int as "becomeOverdue",
        count(*) filter (where before and not after)::int as "ceaseToBeOverdue"
      from (select ${overdueLoans(ctx, workflow)} as before, ${overdueLoans(other, workflow)} as after from ${loan}) l
      where before <> after`,
  );
  return { today: today(other), becomeOverdue: 0, ceaseToBeOverdue: 0, ...counts };
}
