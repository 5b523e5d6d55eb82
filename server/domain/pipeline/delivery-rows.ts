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
  /** gzip-compressed; compressed before the transaction, which holds locks that others wait for. */
  payload: Buffer | null;
  /** Size of the body as it came; null when it was not read. */
  payloadBytes: number | null;
  payloadFingerprint: string;
  ignoredFields: string[];
  exchangeTradeId: string | null;
  reprocessOf: number | null;
  processedBy: string | null;
}

export type DeliveryOutcome =
  | { outcome: "created"; statusCode: 201; trade: { pipelineTradeId: number; exchangeTradeId: string } }
  | { outcome: "duplicate" | "rejected" | "failed"; refusal: Refusal };

/** Details of one refusal that are kept; a trade of 10,000 broken loans would otherwise store megabytes. */
const MOST_DETAILS = 200;

const gzipAsync = promisify(gzip);
const expand = promisify(gunzip);

/** What is kept of a body; null for none. */
export async function compressed(body: Uint8Array): Promise<Buffer | null> {
  return body.length > 0 ? gzipAsync(body, { level: 1 }) : null;
}

/**
 * Appends a delivery and keeps its payload (P1.8). Payloads beyond the retention time leave a few at a time; a worker sees to
 * the others as a process starts, and after whatever somebody does in the tenant.
 */
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
      payloadBytes: record.payloadBytes,
      durationMs: Math.max(0, ctx.now().getTime() - record.receivedAt.getTime()),
      reprocessOf: record.reprocessOf,
      processedBy: record.processedBy,
    })
    .returning({ deliveryId: delivery.deliveryId });
  if (!row) throw new Error("the delivery was not recorded");
  if (record.payload) {
    const { payload: body, receivedAt } = record;
    await tx
      .insert(deliveryPayload)
      .values({ deliveryId: row.deliveryId, receivedAt: receivedAt.toISOString(), body });
  }
  await forgetOldPayloads(tx, record.receivedAt);
}

/** As many as no sender has to wait for, also where another is deleting the same. */
const A_FEW = 20;
const DEFAULT_RETENTION_DAYS = 90;

/**
 * Days for which a payload can be processed again, from `PSSAAS_PAYLOAD_RETENTION_DAYS`. Empty means unset; anything
 * that is no number of days keeps the default, since a slip in a setting must not delete what cannot be brought back.
 */
export function payloadRetentionDays(env: Record<string, string | undefined> = process.env): number {
  const days = env.PSSAAS_PAYLOAD_RETENTION_DAYS ?? "";
  return /^[1-9]\d{0,4}$/.test(days) ? Number(days) : DEFAULT_RETENTION_DAYS;
}

/**
 * Deletes payloads beyond the retention time, the oldest first, by the earlier of two clocks: what a wrong one deleted would not come
 * back (P1.8).
 * @returns whether there may be more
 */
export async function forgetOldPayloads(db: Database, now: Date): Promise<boolean> {
  const [row] = await rowsOf<{ gone: number }>(
    db,
    sql`with gone as (delete from pipeline_delivery_payload where delivery_id in (
        select delivery_id from pipeline_delivery_payload
        where received_at < least(${now.toISOString()}::timestamptz, now()) - make_interval(days => ${payloadRetentionDays()}::int)
        order by received_at limit ${A_FEW}) returning 1)
      select count(*)::int as gone from gone`,
  );
  return row?.gone === A_FEW;
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
