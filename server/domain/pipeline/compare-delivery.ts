import { eq } from "drizzle-orm";
import { delivery } from "../../../db/tenant/schema/pipeline.ts";
import { authorise, type Context } from "../context.ts";
import { refuse } from "../errors.ts";
import { parseLosslessly } from "../json-number.ts";
import { parseInput } from "../parse.ts";
import { readDelivery } from "./delivery-rows.ts";
import { DeliveryInput, firstOf } from "./get-delivery.ts";
import { PsxTrade } from "./input.ts";
import { type PayloadDifference, payloadDifferences } from "./model/payload-difference.ts";

/** As many as a person would read; the number of all is told beside them. */
const MOST_DIFFERENCES = 200;

/** Null where a payload is past the retention time: only that they differ is known then, by their fingerprints. */
export type DeliveryComparison = { total: number; differences: PayloadDifference[] } | null;

/**
 * What a repeated delivery says otherwise than the one with which its trade was accepted (P1.6, P1.8). Administrators only.
 * @throws DomainError DELIVERY_NOT_FOUND, also for a delivery that repeats none
 */
export async function compareDelivery(ctx: Context, raw: unknown): Promise<DeliveryComparison> {
  authorise(ctx, "pipeline:configure");
  const { deliveryId } = parseInput(DeliveryInput, raw);
  const [later] = await ctx.db.select().from(delivery).where(eq(delivery.deliveryId, deliveryId));
  const first = later?.outcome === "duplicate" ? await firstOf(ctx.db, later) : null;
  if (!first) return refuse("DELIVERY_NOT_FOUND", "There is no first delivery to compare this one with.");
  const [before, after] = [await tradeOf(ctx, first.deliveryId), await tradeOf(ctx, deliveryId)];
  if (!before || !after) return null;
  const differences = payloadDifferences(before, after);
  return { total: differences.length, differences: differences.slice(0, MOST_DIFFERENCES) };
}

/** Both were read by the schema once, or they would have been rejected; a later release may be stricter. */
async function tradeOf(ctx: Context, deliveryId: number): Promise<PsxTrade | null> {
  const stored = await readDelivery(ctx.db, deliveryId);
  if (!stored?.body) return null;
  const parsed = PsxTrade.safeParse(parseLosslessly(new TextDecoder().decode(stored.body)));
  return parsed.success ? parsed.data : null;
}
