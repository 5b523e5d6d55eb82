import {
  bigint,
  boolean,
  char,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
} from "drizzle-orm/pg-core";
import { sql } from "drizzle-orm/sql";
import { bytes, day, identity, instant, money, moneySum, rate } from "../../columns.ts";
import { principal } from "./platform.ts";

/**
 * The status workflow, one set of rows per version; the highest version is in force. Append-only, so that each history
 * row can name the version it was judged by (P2.4, P2.7).
 */
export const statusConfig = pgTable(
  "pipeline_status_config",
  {
    version: integer().notNull(),
    statusCode: text("status_code").notNull(),
    displayName: text("display_name").notNull(),
    allowedTransitions: jsonb("allowed_transitions").$type<string[]>().notNull(),
    isTerminal: boolean("is_terminal").notNull(),
    isException: boolean("is_exception").notNull(),
    sequenceOrder: integer("sequence_order").notNull(),
    agingThresholdDays: integer("aging_threshold_days"),
    createdAt: instant("created_at").notNull(),
    createdBy: text("created_by").notNull(),
  },
  (t) => [primaryKey({ columns: [t.version, t.statusCode] })],
);

/** A batch of loans bought on the exchange (P1). Counts are kept by deltas in the transaction that moves a loan (P4.2). */
export const trade = pgTable(
  "pipeline_trade",
  {
    pipelineTradeId: identity("pipeline_trade_id"),
    exchangeTradeId: text("exchange_trade_id").notNull().unique(),
    principalId: text("principal_id")
      .notNull()
      .references(() => principal.principalId),
    buyerId: text("buyer_id").notNull(),
    buyerName: text("buyer_name").notNull(),
    sellerId: text("seller_id").notNull(),
    sellerName: text("seller_name").notNull(),
    tradeDate: day("trade_date").notNull(),
    totalLoanCount: integer("total_loan_count").notNull(),
    totalAmount: moneySum("total_amount").notNull(),
    settledCount: integer("settled_count").notNull().default(0),
    exceptionCount: integer("exception_count").notNull().default(0),
    terminalCount: integer("terminal_count").notNull().default(0),
    status: text()
      .notNull()
      .generatedAlwaysAs(
        sql`case when settled_count = total_loan_count then 'settled'
          when settled_count > 0 and settled_count + exception_count = total_loan_count then 'partial'
          when terminal_count = total_loan_count then 'partial'
          else 'active' end`,
      ),
    /** sha256 of the accepted payload in canonical form: tells a repeated delivery from a changed one (P1.6). */
    payloadFingerprint: text("payload_fingerprint").notNull(),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
  },
  (t) => [
    index("pipeline_trade_date").on(t.tradeDate),
    index("pipeline_trade_status").on(t.status, t.tradeDate),
    check(
      "pipeline_trade_counts",
      sql`${t.totalLoanCount} > 0 and least(${t.settledCount}, ${t.exceptionCount}, ${t.terminalCount}) >= 0
        and ${t.terminalCount} <= ${t.totalLoanCount} and ${t.settledCount} + ${t.exceptionCount} <= ${t.totalLoanCount}`,
    ),
  ],
);

/** A purchased loan on its way to the buyer. Facts of the purchase never change; the app's role may not update them. */
export const loan = pgTable(
  "pipeline_loan",
  {
    pipelineLoanId: identity("pipeline_loan_id"),
    pipelineTradeId: integer("pipeline_trade_id").notNull(),
    exchangeLoanId: text("exchange_loan_id").notNull(),
    exchangeTradeId: text("exchange_trade_id").notNull(),
    loanId: text("loan_id").notNull(),
    dataSource: text("data_source").notNull(),
    // The loan
    loanAmount: money("loan_amount").notNull(),
    noteRate: rate("note_rate", 4).notNull(),
    borrowerName: text("borrower_name").notNull(),
    propertyAddress: text("property_address").notNull(),
    propertyCity: text("property_city").notNull(),
    propertyState: char("property_state", { length: 2 }).notNull(),
    propertyZip: text("property_zip").notNull(),
    creditScore: integer("credit_score").notNull(),
    ltv: rate("ltv", 3).notNull(),
    cltv: rate("cltv", 3).notNull(),
    purposeCode: char("purpose_code", { length: 1 }).notNull(),
    occupancyCode: char("occupancy_code", { length: 1 }).notNull(),
    propertyType: text("property_type").notNull(),
    productCode: text("product_code").notNull(),
    // The trade
    buyerId: text("buyer_id").notNull(),
    buyerName: text("buyer_name").notNull(),
    sellerId: text("seller_id").notNull(),
    sellerName: text("seller_name").notNull(),
    principalId: text("principal_id").notNull(),
    purchasePrice: money("purchase_price").notNull(),
    salePrice: money("sale_price"),
    profitSpread: money("profit_spread").generatedAlwaysAs(sql`sale_price - purchase_price`),
    purchaseDate: day("purchase_date").notNull(),
    // Where it stands
    currentStatus: text("current_status").notNull(),
    statusDate: instant("status_date").notNull(),
    expectedDeliveryDate: day("expected_delivery_date"),
    actualDeliveryDate: day("actual_delivery_date"),
    deliveryMethod: text("delivery_method"),
    settlementDate: day("settlement_date"),
    settlementAmount: money("settlement_amount"),
    settlementReference: text("settlement_reference"),
    // The end of its history: how many entries, and the hash of the last one
    version: integer().notNull(),
    historyHash: bytes("history_hash").notNull(),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
  },
  (t) => [
    foreignKey({
      name: "pipeline_loan_trade",
      columns: [t.pipelineTradeId],
      foreignColumns: [trade.pipelineTradeId],
    }),
    unique("pipeline_loan_once_per_trade").on(t.pipelineTradeId, t.exchangeLoanId),
    index("pipeline_loan_status_age").on(t.currentStatus, t.statusDate),
    index("pipeline_loan_status_state").on(t.currentStatus, t.propertyState),
    // Both directions of an order are walked in one index, since no key of it is unknown and ids break ties the same way.
    index("pipeline_loan_status_buyer").on(t.currentStatus, t.buyerId, t.loanAmount, t.pipelineLoanId),
    index("pipeline_loan_buyer").on(t.buyerId),
    index("pipeline_loan_seller").on(t.sellerId),
    index("pipeline_loan_purchase_date").on(t.purchaseDate),
    index("pipeline_loan_expected_delivery").on(t.expectedDeliveryDate, t.pipelineLoanId),
    index("pipeline_loan_data_source").on(t.dataSource).where(sql`data_source <> 'exchange'`),
    check(
      "pipeline_loan_source",
      sql`${t.dataSource} in ('exchange', 'los_import', 'manual', 'file_upload')`,
    ),
    check(
      "pipeline_loan_amounts",
      sql`${t.loanAmount} > 0 and ${t.purchasePrice} > 0 and ${t.salePrice} > 0`,
    ),
    check(
      "pipeline_loan_settlement",
      sql`(${t.currentStatus} = 'settled') = (${t.settlementAmount} is not null)
        and num_nonnulls(${t.settlementDate}, ${t.settlementAmount}, ${t.settlementReference}) in (0, 3)
        and ${t.settlementAmount} > 0 and btrim(${t.settlementReference}) <> ''`,
    ),
  ],
);

/**
 * What happened to a loan, and never anything else: status changes, edits and settlements on one hash chain (P2.4).
 * The first entry holds the loan as it was bought, so every past state can be rebuilt and every changed cell is found.
 */
export const loanHistory = pgTable(
  "pipeline_loan_history",
  {
    historyId: bigint("history_id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    pipelineLoanId: integer("pipeline_loan_id").notNull(),
    seq: integer().notNull(),
    kind: text().$type<"status" | "edit">().notNull(),
    previousStatus: text("previous_status"),
    newStatus: text("new_status").notNull(),
    /** `{field: [before, after]}`, field names as in the API, amounts as decimal text. */
    changes: jsonb().$type<Record<string, [string | null, string | null]>>().notNull(),
    workflowVersion: integer("workflow_version").notNull(),
    changedAt: instant("changed_at").notNull(),
    changedBy: text("changed_by").notNull(),
    /** Through which larger operation it came, e.g. `trade settlement PSX-1`; null for a change to this loan alone. */
    origin: text(),
    notes: text(),
    previousHash: bytes("previous_hash"),
    entryHash: bytes("entry_hash").notNull(),
  },
  (t) => [
    unique("pipeline_loan_history_order").on(t.pipelineLoanId, t.seq),
    foreignKey({
      name: "pipeline_history_loan",
      columns: [t.pipelineLoanId],
      foreignColumns: [loan.pipelineLoanId],
    }),
    check("pipeline_history_kind", sql`${t.kind} in ('status', 'edit')`),
    check(
      "pipeline_history_notes",
      sql`${t.kind} = 'edit' or ${t.changedBy} like 'system/%' or coalesce(btrim(${t.notes}), '') <> ''`,
    ),
    check(
      "pipeline_history_edit",
      sql`${t.kind} <> 'edit' or ${t.previousStatus} is not distinct from ${t.newStatus}`,
    ),
  ],
);

/**
 * What free-text search reads: the four fields of P3.2, lower-cased, a line each. Beside the loan and not in it, because
 * a trigram index on the loan's own row would be rewritten by every status change.
 */
export const loanSearch = pgTable(
  "pipeline_loan_search",
  {
    pipelineLoanId: integer("pipeline_loan_id").primaryKey(),
    text: text().notNull(),
  },
  (t) => [
    foreignKey({
      name: "pipeline_search_loan",
      columns: [t.pipelineLoanId],
      foreignColumns: [loan.pipelineLoanId],
    }),
    index("pipeline_loan_search_trigrams").using("gin", sql`${t.text} gin_trgm_ops`),
  ],
);

/**
 * Loans and volume per status, day of entry, source and principal (a tenant has few of the last two), kept by statement-level
 * triggers: the unfiltered summary reads only this, and so does whatever asks about these alone.
 */
export const statusRollup = pgTable(
  "pipeline_status_rollup",
  {
    currentStatus: text("current_status").notNull(),
    statusDay: day("status_day").notNull(),
    dataSource: text("data_source").notNull(),
    principalId: text("principal_id").notNull(),
    loanCount: integer("loan_count").notNull(),
    volume: moneySum("volume").notNull(),
  },
  (t) => [
    primaryKey({
      name: "pipeline_status_rollup_key",
      columns: [t.currentStatus, t.statusDay, t.dataSource, t.principalId],
    }),
  ],
);

/** Loans per status and buyer, kept by the same triggers: how long a list of theirs is. */
export const buyerRollup = pgTable(
  "pipeline_buyer_rollup",
  {
    currentStatus: text("current_status").notNull(),
    buyerId: text("buyer_id").notNull(),
    loanCount: integer("loan_count").notNull(),
  },
  (t) => [primaryKey({ columns: [t.currentStatus, t.buyerId] })],
);

/** Every delivery of the exchange whose tenant was known, with what became of it (P1.8). Append-only. */
export const delivery = pgTable(
  "pipeline_delivery",
  {
    deliveryId: bigint("delivery_id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    receivedAt: instant("received_at").notNull(),
    keyPrefix: text("key_prefix").notNull(),
    outcome: text().$type<"created" | "duplicate" | "rejected" | "failed">().notNull(),
    statusCode: integer("status_code").notNull(),
    exchangeTradeId: text("exchange_trade_id"),
    pipelineTradeId: integer("pipeline_trade_id"),
    /** `{code, message, details}` of the answer; null when the trade was created. */
    refusal: jsonb().$type<{ code: string; message: string; details: Record<string, string>[] }>(),
    ignoredFields: text("ignored_fields").array().notNull(),
    payloadFingerprint: text("payload_fingerprint").notNull(),
    /** Size of the body as it came; null for deliveries that were logged before sizes were. */
    payloadBytes: integer("payload_bytes"),
    durationMs: integer("duration_ms").notNull(),
    /** The delivery whose stored payload this one processed again. */
    reprocessOf: bigint("reprocess_of", { mode: "number" }),
    /** The person who had it processed again; null for what the exchange delivered itself. */
    processedBy: text("processed_by"),
  },
  (t) => [
    index("pipeline_delivery_received").on(t.receivedAt),
    index("pipeline_delivery_trade").on(t.exchangeTradeId),
    index("pipeline_delivery_reprocess").on(t.reprocessOf).where(sql`reprocess_of is not null`),
    check("pipeline_delivery_outcome", sql`${t.outcome} in ('created', 'duplicate', 'rejected', 'failed')`),
  ],
);

/** The bytes of a delivery, gzip-compressed, deleted after the retention time (90 days unless configured). */
export const deliveryPayload = pgTable(
  "pipeline_delivery_payload",
  {
    deliveryId: bigint("delivery_id", { mode: "number" })
      .primaryKey()
      .references(() => delivery.deliveryId),
    receivedAt: instant("received_at").notNull(),
    body: bytes().notNull(),
  },
  // The oldest go first; a clock that was wrong has put moments out of the order of ids.
  (table) => [index("pipeline_delivery_payload_age").on(table.receivedAt)],
);
