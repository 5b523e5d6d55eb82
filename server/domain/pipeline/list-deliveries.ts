import { and, desc, gte, inArray, lt, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { delivery } from "../../../db/tenant/schema/pipeline.ts";
import { authorise, type Context } from "../context.ts";
import { Day, wholeNumber } from "../fields.ts";
import { parseInput } from "../parse.ts";

export const ListDeliveriesInput = z.strictObject({
  page: wholeNumber(1, 1_000_000).optional(),
  pageSize: wholeNumber(1, 100).optional(),
  /** Left out or empty: whatever became of them. */
  outcomes: z.array(z.enum(["created", "duplicate", "rejected", "failed"])).optional(),
  /** First and last day on which they arrived, where the tenant is. */
  from: Day.optional(),
  to: Day.optional(),
});

export type LoggedDelivery = typeof delivery.$inferSelect;

/** The deliveries of the exchange, newest first (P1.8). Administrators only. */
export async function listDeliveries(
  ctx: Context,
  raw: unknown,
): Promise<{ page: number; pageSize: number; totalRows: number; deliveries: LoggedDelivery[] }> {
  authorise(ctx, "pipeline:configure");
  const { page = 1, pageSize = 25, ...wanted } = parseInput(ListDeliveriesInput, raw ?? {});
  const where = whereDeliveries(wanted, ctx.tenant.timeZone);
  const [count] = await ctx.db.select({ total: sql<number>`count(*)::int` }).from(delivery).where(where);
  const deliveries = await ctx.db
    .select()
    .from(delivery)
    .where(where)
    .orderBy(desc(delivery.deliveryId))
    .limit(pageSize)
    .offset((page - 1) * pageSize);
  return { page, pageSize, totalRows: count?.total ?? 0, deliveries };
}

type Wanted = Pick<z.output<typeof ListDeliveriesInput>, "outcomes" | "from" | "to">;

function whereDeliveries({ outcomes = [], from, to }: Wanted, timeZone: string): SQL | undefined {
  const midnight = (day: SQL) => sql`((${day})::timestamp at time zone ${timeZone})`;
  return and(
    outcomes.length > 0 ? inArray(delivery.outcome, outcomes) : undefined,
    from === undefined ? undefined : gte(delivery.receivedAt, midnight(sql`${from}::date`)),
    to === undefined ? undefined : lt(delivery.receivedAt, midnight(sql`${to}::date + 1`)),
  );
}
