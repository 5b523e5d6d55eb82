import { authorise, type Context } from "../context.ts";
import { refuse } from "../errors.ts";
import { parseInput } from "../parse.ts";
import { readDelivery } from "./delivery-rows.ts";
import { DeliveryInput } from "./get-delivery.ts";
import { receiveTrade, type TradeCreated } from "./receive-trade.ts";

/**
 * Processes the stored payload of a delivery that failed once more, as a new entry of the log that points to the first
 * (P1.8). Administrators only.
 * @throws DomainError DELIVERY_NOT_FOUND; CONFLICT when it did not fail or its payload is past the retention time;
 *   and whatever `receiveTrade` refuses
 */
export async function reprocessDelivery(ctx: Context, raw: unknown): Promise<TradeCreated> {
  authorise(ctx, "pipeline:configure");
  const { deliveryId } = parseInput(DeliveryInput, raw);
  const stored = await readDelivery(ctx.db, deliveryId);
  if (!stored) return refuse("DELIVERY_NOT_FOUND", `There is no delivery ${deliveryId}.`);
  if (stored.outcome !== "rejected" && stored.outcome !== "failed")
    return refuse("CONFLICT", "Only a delivery that was rejected can be processed again.");
  if (!stored.body)
    return refuse(
      "CONFLICT",
      "The payload of this delivery is no longer kept; ask the exchange to deliver it again.",
    );
  return receiveTrade(ctx, { keyPrefix: stored.keyPrefix, body: stored.body, reprocessOf: deliveryId });
}
