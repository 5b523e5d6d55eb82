import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import { type Database, rowsOf } from "../../../db/connect.ts";
import { trade } from "../../../db/tenant/schema/pipeline.ts";
import { type Context, inTransaction, may } from "../context.ts";
import { DomainError, type Refusal, refuse } from "../errors.ts";
import { sumMoney } from "../money.ts";
import { decodeJson, invalidInput, issuesOf } from "../parse.ts";
import { holdsSocialSecurityNumber } from "../social-security-number.ts";
import { compressed, type DeliveryRecord, recordDelivery } from "./delivery-rows.ts";
import { PsxLoan, PsxTrade, repeatedLoanDetails } from "./input.ts";
import { isoInstant } from "./loan-rows.ts";
import { INITIAL_STATUS } from "./model/status-workflow.ts";

/** A delivery of the exchange as it came through the door. */
export interface Delivery {
  keyPrefix: string;
  body: Uint8Array;
  /** What the door refused before reading (wrong content type, too large); the delivery is logged all the same. */
  refusedAtDoor?: Refusal;
  /** The delivery whose stored payload is processed again (P1.8). */
  reprocessOf?: number;
}

/** `TradeCreatedResponse` of the source. */
export interface TradeCreated {
  pipelineTradeId: number;
  exchangeTradeId: string;
  loanCount: number;
  /** Exact sum of the purchase prices, dollars. */
  totalAmount: string;
  status: string;
  createdAt: string;
}

const WEBHOOK = "system/exchange-webhook";

/**
 * Takes in one delivery: one trade, its loans in `purchased`, a history entry each, all or nothing (P1.2–P1.9).
 * Whatever the outcome, the delivery is logged.
 * @throws DomainError PAYLOAD_VALIDATION with every wrong field; DUPLICATE_TRADE carrying the trade there is
 */
export async function receiveTrade(ctx: Context, delivery: Delivery): Promise<TradeCreated> {
  if (ctx.actor.kind !== "exchange" && !may(ctx.actor.role, "pipeline:configure")) {
    refuse(
      "FORBIDDEN",
      "Only the exchange, or an administrator who re-processes a delivery, may post trades.",
    );
  }
  const record: DeliveryRecord = {
    receivedAt: ctx.now(),
    keyPrefix: delivery.keyPrefix,
    payload: await compressed(delivery.body),
    payloadBytes: delivery.refusedAtDoor ? null : delivery.body.byteLength,
    payloadFingerprint: createHash("sha256").update(delivery.body).digest("hex"),
    ignoredFields: [],
    exchangeTradeId: null,
    reprocessOf: delivery.reprocessOf ?? null,
    processedBy: delivery.reprocessOf === undefined ? null : ctx.actor.name,
  };
  try {
    if (delivery.refusedAtDoor) throw new DomainError(delivery.refusedAtDoor);
    const { input, ignoredFields } = parseTrade(delivery.body, record);
    Object.assign(record, { ignoredFields, payloadFingerprint: fingerprintOf(input) });
    return await inTransaction(ctx, async (tx) => {
      const created = await insertTrade(tx, ctx, input, record);
      await recordDelivery(tx, ctx, record, { outcome: "created", statusCode: 201, trade: created });
      return created;
    });
  } catch (error) {
    await recordRefusal(ctx, record, error);
    throw error;
  }
}

/**
 * Logs what was refused, and what failed for our own reasons: that is the delivery somebody will want to process again.
 * When even the log cannot be written (the database is gone), the first fault is the one to tell.
 */
async function recordRefusal(ctx: Context, record: DeliveryRecord, error: unknown): Promise<void> {
  if (error instanceof DomainError) {
    const { refusal } = error;
    const outcome = refusal.code === "DUPLICATE_TRADE" ? "duplicate" : "rejected";
    return inTransaction(ctx, (tx) => recordDelivery(tx, ctx, record, { outcome, refusal }));
  }
  const refusal: Refusal = {
    code: "INTERNAL",
    message: "The trade could not be stored for a reason of our own; process this delivery again.",
  };
  await inTransaction(ctx, (tx) => recordDelivery(tx, ctx, record, { outcome: "failed", refusal })).catch(
    () => undefined,
  );
}

/** Decodes, parses and validates in full. What can be told of the trade is noted on the record even when it is refused. */
function parseTrade(body: Uint8Array, record: DeliveryRecord): { input: PsxTrade; ignoredFields: string[] } {
  const raw = decodeJson(body);
  const id = (raw as { exchangeTradeId?: unknown } | null)?.exchangeTradeId;
  if (typeof id === "string" && id.length <= 64 && !id.includes("\u0000"))
    record.exchangeTradeId = id.trim().toWellFormed();
  const result = PsxTrade.safeParse(raw);
  const repeated = repeatedLoanDetails(raw);
  if (!result.success || repeated.length > 0) {
    throw invalidInput([...(result.success ? [] : issuesOf(result.error)), ...repeated]);
  }
  return { input: result.data, ignoredFields: unknownFields(raw) };
}

/** The log shall say that fields were ignored, not keep what somebody wrote as their names. */
const MOST_IGNORED_NAMES = 50;
const LONGEST_IGNORED_NAME = 100;

function unknownFields(raw: unknown): string[] {
  const body = raw as Record<string, unknown> & { loans: Record<string, unknown>[] };
  const names = new Set(Object.keys(body).filter((key) => !Object.hasOwn(PsxTrade.shape, key)));
  for (const loan of body.loans) {
    for (const key of Object.keys(loan)) if (!Object.hasOwn(PsxLoan.shape, key)) names.add(`loans[].${key}`);
  }
  return [...names]
    .slice(0, MOST_IGNORED_NAMES)
    .map((name) => (holdsSocialSecurityNumber(name) ? "(a number)" : name))
    .map((name) => name.slice(0, LONGEST_IGNORED_NAME).replaceAll("\u0000", "").toWellFormed());
}

/** The parsed trade has its fields in the schema's order and its amounts in one form, so its JSON is canonical. */
function fingerprintOf(input: PsxTrade): string {
  return createHash("sha256").update(JSON.stringify(input)).digest("hex");
}

async function insertTrade(
  tx: Database,
  ctx: Context,
  input: PsxTrade,
  record: DeliveryRecord,
): Promise<TradeCreated> {
  await requirePrincipal(tx, input.principalId);
  const totalAmount = sumMoney(input.loans.map((loan) => loan.purchasePrice));
  const now = ctx.now().toISOString();
  const { loans, ...facts } = input;
  const [row] = await tx
    .insert(trade)
    .values({
      ...facts,
      totalLoanCount: loans.length,
      totalAmount,
      payloadFingerprint: record.payloadFingerprint,
      createdAt: now,
      updatedAt: now,
    })
    .onConflictDoNothing({ target: trade.exchangeTradeId })
    .returning({ pipelineTradeId: trade.pipelineTradeId });
  if (!row) return refuseDuplicate(tx, input.exchangeTradeId, record.payloadFingerprint);
  await insertLoans(tx, input, { tradeId: row.pipelineTradeId, now, origin: originOf(record) });
  return {
    pipelineTradeId: row.pipelineTradeId,
    exchangeTradeId: input.exchangeTradeId,
    loanCount: loans.length,
    totalAmount,
    status: "active",
    createdAt: now,
  };
}

async function requirePrincipal(tx: Database, principalId: string): Promise<void> {
  const found = await rowsOf(tx, sql`select 1 from principal where principal_id = ${principalId}`);
  if (found.length > 0) return;
  throw invalidInput([
    { field: "principalId", message: "is not a principal of this tenant; check the key and the principal" },
  ]);
}

async function refuseDuplicate(tx: Database, exchangeTradeId: string, fingerprint: string): Promise<never> {
  const [existing] = await rowsOf<TradeCreated & { payloadFingerprint: string }>(
    tx,
    sql`select pipeline_trade_id as "pipelineTradeId", exchange_trade_id as "exchangeTradeId",
      total_loan_count as "loanCount", total_amount::text as "totalAmount", status,
      ${isoInstant(sql`created_at`)} as "createdAt", payload_fingerprint as "payloadFingerprint"
      from pipeline_trade where exchange_trade_id = ${exchangeTradeId}`,
  );
  if (!existing) throw new Error(`trade ${exchangeTradeId} conflicts but is not there`);
  const { payloadFingerprint, ...facts } = existing;
  const differs = payloadFingerprint !== fingerprint;
  throw new DomainError({
    code: "DUPLICATE_TRADE",
    message: `Trade ${exchangeTradeId} exists already; nothing was changed.`,
    details: differs
      ? [{ field: "", message: "the payload differs from the one first delivered; the first one stands" }]
      : [],
    facts,
  });
}

/** A trade that a person had processed again says so on every loan. */
function originOf({ reprocessOf, processedBy }: DeliveryRecord): string | null {
  return reprocessOf === null ? null : `delivery ${reprocessOf}, processed again by ${processedBy}`;
}

/** The loans, their first history entries (each holding the loan as bought) and their search rows: one statement. */
async function insertLoans(
  tx: Database,
  input: PsxTrade,
  { tradeId, now, origin }: { tradeId: number; now: string; origin: string | null },
): Promise<void> {
  const rows = input.loans.map((loan) => ({
    ...loan,
    search: [loan.borrowerName, loan.loanId, loan.exchangeLoanId, loan.propertyAddress]
      .join("\n")
      .toLowerCase(),
  }));
  const { exchangeTradeId, tradeDate, principalId, buyerId, buyerName, sellerId, sellerName } = input;
  await tx.execute(sql`
    with bought as materialized (
      select nextval(pg_get_serial_sequence('pipeline_loan', 'pipeline_loan_id'))::int as id, b.* from jsonb_to_recordset(
        ${JSON.stringify(rows)}::jsonb) as b("exchangeLoanId" text, "loanId" text, "loanAmount" numeric(18,2), "noteRate" numeric(7,4),
        "borrowerName" text, "propertyAddress" text, "propertyCity" text, "propertyState" text, "propertyZip" text,
        "creditScore" int, ltv numeric(7,3), cltv numeric(7,3), "purposeCode" text, "occupancyCode" text,
        "propertyType" text, "productCode" text, "purchasePrice" numeric(18,2), search text)
    ), described as (
      select b.*, jsonb_build_object(
        'pipelineTradeId', jsonb_build_array(null, ${tradeId}::text), 'exchangeTradeId', jsonb_build_array(null, ${exchangeTradeId}::text),
        'exchangeLoanId', jsonb_build_array(null, b."exchangeLoanId"), 'loanId', jsonb_build_array(null, b."loanId"),
        'dataSource', jsonb_build_array(null, 'exchange'::text),
        'loanAmount', jsonb_build_array(null, b."loanAmount"::text), 'noteRate', jsonb_build_array(null, b."noteRate"::text),
        'borrowerName', jsonb_build_array(null, b."borrowerName"), 'propertyAddress', jsonb_build_array(null, b."propertyAddress"),
        'propertyCity', jsonb_build_array(null, b."propertyCity"), 'propertyState', jsonb_build_array(null, b."propertyState"),
        'propertyZip', jsonb_build_array(null, b."propertyZip"), 'creditScore', jsonb_build_array(null, b."creditScore"::text),
        'ltv', jsonb_build_array(null, b.ltv::text), 'cltv', jsonb_build_array(null, b.cltv::text),
        'purposeCode', jsonb_build_array(null, b."purposeCode"), 'occupancyCode', jsonb_build_array(null, b."occupancyCode"),
        'propertyType', jsonb_build_array(null, b."propertyType"), 'productCode', jsonb_build_array(null, b."productCode"),
        'principalId', jsonb_build_array(null, ${principalId}::text), 'buyerId', jsonb_build_array(null, ${buyerId}::text),
        'buyerName', jsonb_build_array(null, ${buyerName}::text), 'sellerId', jsonb_build_array(null, ${sellerId}::text),
        'sellerName', jsonb_build_array(null, ${sellerName}::text), 'purchasePrice', jsonb_build_array(null, b."purchasePrice"::text),
        'purchaseDate', jsonb_build_array(null, ${tradeDate}::text)) as changes,
        (select max(version) from pipeline_status_config) as workflow_version
      from bought b
    ), hashed as materialized (
      select d.*, loan_entry_hash(null, d.id, 1, 'status', null, ${INITIAL_STATUS}, d.changes, d.workflow_version,
        ${now}::timestamptz, ${WEBHOOK}, ${origin}, null) as entry_hash from described d
    ), stored as (
      insert into pipeline_loan (pipeline_loan_id, pipeline_trade_id, exchange_loan_id, exchange_trade_id, loan_id, data_source,
        loan_amount, note_rate, borrower_name, property_address, property_city, property_state, property_zip, credit_score,
        ltv, cltv, purpose_code, occupancy_code, property_type, product_code, buyer_id, buyer_name, seller_id, seller_name,
        principal_id, purchase_price, purchase_date, current_status, status_date, version, history_hash, created_at, updated_at)
      overriding system value
      select id, ${tradeId}, "exchangeLoanId", ${exchangeTradeId}, "loanId", 'exchange', "loanAmount", "noteRate",
        "borrowerName", "propertyAddress", "propertyCity", "propertyState", "propertyZip", "creditScore", ltv, cltv,
        "purposeCode", "occupancyCode", "propertyType", "productCode", ${buyerId}, ${buyerName}, ${sellerId}, ${sellerName},
        ${principalId}, "purchasePrice", ${tradeDate}::date, ${INITIAL_STATUS}, ${now}::timestamptz, 1, entry_hash,
        ${now}::timestamptz, ${now}::timestamptz from hashed
    ), searchable as (
      insert into pipeline_loan_search (pipeline_loan_id, text) select id, search from hashed
    )
    insert into pipeline_loan_history (pipeline_loan_id, seq, kind, previous_status, new_status, changes, workflow_version,
      changed_at, changed_by, origin, entry_hash)
    select id, 1, 'status', null, ${INITIAL_STATUS}, changes, workflow_version, ${now}::timestamptz, ${WEBHOOK}, ${origin}, entry_hash
    from hashed order by id`);
}
