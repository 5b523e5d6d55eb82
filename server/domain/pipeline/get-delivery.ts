import { and, asc, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { type Database, rowsOf } from "../../../db/connect.ts";
import { delivery } from "../../../db/tenant/schema/pipeline.ts";
import { authorise, type Context } from "../context.ts";
import { refuse } from "../errors.ts";
import { wholeNumber } from "../fields.ts";
import { parseInput } from "../parse.ts";
import { payloadRetentionDays } from "./delivery-rows.ts";
import type { LoggedDelivery } from "./list-deliveries.ts";

export const DeliveryInput = z.strictObject({ deliveryId: wholeNumber(1, 999_999_999_999_999) });

/** Another entry of the log that has to do with a delivery. */
export type RelatedDelivery = Pick<LoggedDelivery, "deliveryId" | "receivedAt" | "outcome" | "processedBy">;

export interface DeliveryDetail extends LoggedDelivery {
  /** False once the payload is past the retention time, and where none came. */
  hasPayload: boolean;
  /** Days for which payloads are kept. */
  retentionDays: number;
  /** What became of its payload when somebody had it processed again, oldest first. */
  processedAgain: RelatedDelivery[];
  /** For a delivery that was not the first of its trade: the accepted one, and whether it said the same. */
  first: (RelatedDelivery & { isSame: boolean }) | null;
}

/** One delivery with what it led to (P1.8). Administrators only. @throws DomainError DELIVERY_NOT_FOUND */
export async function getDelivery(ctx: Context, raw: unknown): Promise<DeliveryDetail> {
  authorise(ctx, "pipeline:configure");
  const { deliveryId } = parseInput(DeliveryInput, raw);
  const [row] = await ctx.db.select().from(delivery).where(eq(delivery.deliveryId, deliveryId));
  if (!row) return refuse("DELIVERY_NOT_FOUND", `There is no delivery ${deliveryId}.`);
  const [payload] = await rowsOf(
    ctx.db,
    sql`select 1 from pipeline_delivery_payload where delivery_id = ${deliveryId}`,
  );
  const processedAgain = await ctx.db
    .select(RELATED)
    .from(delivery)
    .where(eq(delivery.reprocessOf, deliveryId))
    .orderBy(asc(delivery.deliveryId));
  return {
    ...row,
    hasPayload: payload !== undefined,
    retentionDays: payloadRetentionDays(),
    processedAgain,
    first: row.outcome === "duplicate" ? await firstOf(ctx.db, row) : null,
  };
}

const RELATED = {
  deliveryId: delivery.deliveryId,
  receivedAt: delivery.receivedAt,
  outcome: delivery.outcome,
  processedBy: delivery.processedBy,
};

/** The delivery with which the trade of a repeated one was accepted. */
export async function firstOf(
  db: Database,
  { exchangeTradeId, pipelineTradeId, payloadFingerprint }: LoggedDelivery,
): Promise<DeliveryDetail["first"]> {
  if (exchangeTradeId === null || pipelineTradeId === null) return null;
  const [first] = await db
    .select({ ...RELATED, isSame: sql<boolean>`${delivery.payloadFingerprint} = ${payloadFingerprint}` })
    .from(delivery)
    .where(
      and(
        eq(delivery.exchangeTradeId, exchangeTradeId),
        eq(delivery.pipelineTradeId, pipelineTradeId),
        eq(delivery.outcome, "created"),
      ),
    );
  return first ?? null;
}
