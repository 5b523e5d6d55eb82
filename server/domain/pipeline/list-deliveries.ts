import { desc, sql } from "drizzle-orm";
import { z } from "zod";
import { delivery } from "../../../db/tenant/schema/pipeline.ts";
import { authorise, type Context } from "../context.ts";
import { wholeNumber } from "../fields.ts";
import { parseInput } from "../parse.ts";

export const ListDeliveriesInput = z.strictObject({
  page: wholeNumber(1, 1_000_000).optional(),
  pageSize: wholeNumber(1, 100).optional(),
});

export type LoggedDelivery = typeof delivery.$inferSelect;

/** The deliveries of the exchange, newest first (P1.8). Administrators only. */
export async function listDeliveries(
  ctx: Context,
  raw: unknown,
): Promise<{ totalRows: number; deliveries: LoggedDelivery[] }> {
  authorise(ctx, "pipeline:configure");
  const { page = 1, pageSize = 25 } = parseInput(ListDeliveriesInput, raw ?? {});
  const [count] = await ctx.db.select({ total: sql<number>`count(*)::int` }).from(delivery);
  const deliveries = await ctx.db
    .select()
    .from(delivery)
    .orderBy(desc(delivery.deliveryId))
    .limit(pageSize)
    .offset((page - 1) * pageSize);
  return { totalRows: count?.total ?? 0, deliveries };
}
