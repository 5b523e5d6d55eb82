import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import { sql } from "drizzle-orm";
import { type Database, rowsOf } from "../../../db/connect.ts";
import { delivery, deliveryPayload } from "../../../db/tenant/schema/pipeline.ts";
import type { Context } from "../context.ts";
import { type Refusal, statusCodeOf } from "../errors.ts";

/** What is known of a delivery before its outcome is. */
export interface DeliveryRecord {
  receivedAt: Date;
  keyPrefix: string;
  body: Uint8Array;
  payloadFingerprint: string;
  ignoredFields: string[];
  exchangeTradeId: string | null;
  reprocessOf: number | null;
}

export type DeliveryOutcome =
  | { outcome: "created"; statusCode: 201; trade: { pipelineTradeId: number; exchangeTradeId: string } }
  | { outcome: "duplicate" | "rejected"; refusal: Refusal };

/** Details of one refusal that are kept; a trade of 10,000 broken loans would otherwise store megabytes. */
const MOST_DETAILS = 200;

const compress = promisify(gzip);
const expand = promisify(gunzip);

/** Appends a delivery and keeps its payload (P1.8). Payloads beyond the retention time leave a few at a time. */
export async function recordDelivery(
  tx: Database,
  ctx: Context,
  record: DeliveryRecord,
  outcome: DeliveryOutcome,
): Promise<void> {
  const refusal = "refusal" in outcome ? outcome.refusal : null;
  const existing = refusal?.facts?.pipelineTradeId;
  const [row] = await tx
    .insert(delivery)
    .values({
      receivedAt: record.receivedAt.toISOString(),
      keyPrefix: record.keyPrefix,
      outcome: outcome.outcome,
      statusCode: refusal ? statusCodeOf(refusal.code) : 201,
      exchangeTradeId: record.exchangeTradeId,
      pipelineTradeId:
        "trade" in outcome ? outcome.trade.pipelineTradeId : typeof existing === "number" ? existing : null,
      refusal: refusal && {
        code: refusal.code,
        message: refusal.message,
        details: (refusal.details ?? []).slice(0, MOST_DETAILS),
      },
      ignoredFields: record.ignoredFields,
      payloadFingerprint: record.payloadFingerprint,
      durationMs: Math.max(0, ctx.now().getTime() - record.receivedAt.getTime()),
      reprocessOf: record.reprocessOf,
    })
    .returning({ deliveryId: delivery.deliveryId });
  if (!row) throw new Error("the delivery was not recorded");
  if (record.body.length > 0) {
    const body = await compress(record.body, { level: 1 });
    await tx
      .insert(deliveryPayload)
      .values({ deliveryId: row.deliveryId, receivedAt: record.receivedAt.toISOString(), body });
  }
  await forgetOldPayloads(tx, record.receivedAt);
}

/** Days for which a payload can be processed again. */
export const PAYLOAD_RETENTION_DAYS = Number(process.env.PSSAAS_PAYLOAD_RETENTION_DAYS ?? 90);

async function forgetOldPayloads(tx: Database, now: Date): Promise<void> {
  await tx.execute(sql`
    delete from pipeline_delivery_payload where delivery_id in (
      select delivery_id from pipeline_delivery_payload order by delivery_id limit 20
    ) and received_at < ${now.toISOString()}::timestamptz - make_interval(days => ${PAYLOAD_RETENTION_DAYS}::int)`);
}

/** The stored bytes of a delivery and who sent them, or null when there is no such delivery; body null when forgotten. */
export async function readDelivery(
  db: Database,
  deliveryId: number,
): Promise<{ keyPrefix: string; outcome: string; body: Buffer | null } | null> {
  const [row] = await rowsOf<{ keyPrefix: string; outcome: string; body: Buffer | null }>(
    db,
    sql`select d.key_prefix as "keyPrefix", d.outcome, p.body from pipeline_delivery d
      left join pipeline_delivery_payload p using (delivery_id) where d.delivery_id = ${deliveryId}`,
  );
  return row ? { ...row, body: row.body && (await expand(row.body)) } : null;
}
