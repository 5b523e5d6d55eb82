import { asc, type SQL, sql } from "drizzle-orm";
import { type Database, rowsOf } from "../../../db/connect.ts";
import { loan, trade } from "../../../db/tenant/schema/pipeline.ts";
import type { Context } from "../context.ts";
import { SETTLED, type StatusWorkflow, statusOf } from "./model/status-workflow.ts";

/**
 * The only writer of a loan after it was bought. Every change goes through `writeLoanChanges`, which moves the loan,
 * appends its history entry and adjusts its trade's counts in one statement, for one loan or for thousands (and locks
 * the trades before it, where their counts change).
 */

/** The facts of a loan that change after purchase, and what the rules need beside them. */
export const STATE_COLUMNS = {
  pipelineLoanId: loan.pipelineLoanId,
  pipelineTradeId: loan.pipelineTradeId,
  exchangeLoanId: loan.exchangeLoanId,
  purchasePrice: loan.purchasePrice,
  purchaseDate: loan.purchaseDate,
  version: loan.version,
  currentStatus: loan.currentStatus,
  statusDate: loan.statusDate,
  buyerId: loan.buyerId,
  buyerName: loan.buyerName,
  salePrice: loan.salePrice,
  expectedDeliveryDate: loan.expectedDeliveryDate,
  actualDeliveryDate: loan.actualDeliveryDate,
  deliveryMethod: loan.deliveryMethod,
  settlementDate: loan.settlementDate,
  settlementAmount: loan.settlementAmount,
  settlementReference: loan.settlementReference,
} as const;

export const MUTABLE_FACTS = [
  "buyerId",
  "buyerName",
  "salePrice",
  "expectedDeliveryDate",
  "actualDeliveryDate",
  "deliveryMethod",
  "settlementDate",
  "settlementAmount",
  "settlementReference",
] as const;
export type MutableFact = (typeof MUTABLE_FACTS)[number];

export interface LoanState extends Record<MutableFact, string | null> {
  pipelineLoanId: number;
  pipelineTradeId: number;
  exchangeLoanId: string;
  purchasePrice: string;
  purchaseDate: string;
  version: number;
  currentStatus: string;
  statusDate: string;
}

export interface LoanChange {
  before: LoanState;
  /** The status moved to; left out for an edit. */
  newStatus?: string;
  /** Facts to set; those left out stay. */
  facts?: Partial<Record<MutableFact, string | null>>;
  notes: string | null;
  /** The larger operation this came through, if any. */
  origin?: string;
}

/** What somebody whose view is stale has to see of a loan: where it is and its facts. */
export function presentFacts(loan: LoanState): Record<string, string | null> {
  const facts = Object.fromEntries(MUTABLE_FACTS.map((field) => [field, loan[field]]));
  return { currentStatus: loan.currentStatus, ...facts };
}

/** The version of each loan by which somebody decided, where they said so. */
export function versionsSeen(input: {
  versions?: { pipelineLoanId: number; version: number }[] | undefined;
}): ReadonlyMap<number, number> {
  return new Map(input.versions?.map((one) => [one.pipelineLoanId, one.version]));
}

/** Locks loans in id order and returns those that exist. */
export async function lockLoans(tx: Database, ids: number[]): Promise<Map<number, LoanState>> {
  return lockWhere(tx, sql`${loan.pipelineLoanId} = any(${sql.param(ids)}::int[])`);
}

/** Locks all loans of a trade in id order. */
export async function lockLoansOfTrade(tx: Database, tradeId: number): Promise<Map<number, LoanState>> {
  return lockWhere(tx, sql`${loan.pipelineTradeId} = ${tradeId}`);
}

async function lockWhere(tx: Database, condition: SQL): Promise<Map<number, LoanState>> {
  const rows = await tx
    .select(STATE_COLUMNS)
    .from(loan)
    .where(condition)
    .orderBy(asc(loan.pipelineLoanId))
    .for("update");
  return new Map(rows.map((row) => [row.pipelineLoanId, row]));
}

/** Reads without locking, for a dry run. */
export async function readLoans(db: Database, ids: number[]): Promise<Map<number, LoanState>> {
  const rows = await db
    .select(STATE_COLUMNS)
    .from(loan)
    .where(sql`${loan.pipelineLoanId} = any(${sql.param(ids)}::int[])`);
  return new Map(rows.map((row) => [row.pipelineLoanId, row]));
}

/**
 * Writes changes of locked loans: the loan, its history entry (on the loan's hash chain), the trade's counts.
 * Two statements whatever the number of loans. Returns when each change took place (P2.4: after the lock, never before
 * the loan's last entry).
 */
export async function writeLoanChanges(
  tx: Database,
  ctx: Context,
  workflow: StatusWorkflow,
  changes: LoanChange[],
): Promise<Map<number, string>> {
  if (changes.length === 0) return new Map();
  const deltas = tradeDeltas(workflow, changes);
  if (deltas.length > 0) {
    const ids = deltas.map((delta) => delta.pipeline_trade_id);
    await tx
      .select({ id: trade.pipelineTradeId })
      .from(trade)
      .where(sql`${trade.pipelineTradeId} = any(${sql.param(ids)}::int[])`)
      .orderBy(asc(trade.pipelineTradeId))
      .for("update");
  }
  const now = ctx.now().toISOString();
  const written = await rowsOf<{ pipeline_loan_id: number; changed_at: string }>(
    tx,
    sql`
    with entry as materialized (
      select l.version + 1 as seq, l.history_hash as previous_hash, l.current_status as previous_status,
        greatest(${now}::timestamptz, l.updated_at) as changed_at, e.*
      from jsonb_to_recordset(${JSON.stringify(changes.map(entryOf))}::jsonb) as e(
        pipeline_loan_id int, version int, kind text, new_status text, changes jsonb, notes text, origin text,
        buyer_id text, buyer_name text, sale_price numeric, expected_delivery_date date, actual_delivery_date date,
        delivery_method text, settlement_date date, settlement_amount numeric, settlement_reference text)
      join pipeline_loan l on l.pipeline_loan_id = e.pipeline_loan_id and l.version = e.version
    ), hashed as materialized (
      select e.*, loan_entry_hash(e.previous_hash, e.pipeline_loan_id, e.seq, e.kind, e.previous_status, e.new_status,
        e.changes, ${workflow.version}, e.changed_at, ${ctx.actor.name}, e.origin, e.notes) as entry_hash
      from entry e
    ), moved as (
      update pipeline_loan l set
        current_status = h.new_status,
        status_date = case h.kind when 'status' then h.changed_at else l.status_date end,
        buyer_id = h.buyer_id, buyer_name = h.buyer_name, sale_price = h.sale_price,
        expected_delivery_date = h.expected_delivery_date, actual_delivery_date = h.actual_delivery_date,
        delivery_method = h.delivery_method, settlement_date = h.settlement_date,
        settlement_amount = h.settlement_amount, settlement_reference = h.settlement_reference,
        version = h.seq, history_hash = h.entry_hash, updated_at = h.changed_at
      from hashed h where l.pipeline_loan_id = h.pipeline_loan_id
    ), counted as (
      update pipeline_trade t set settled_count = t.settled_count + d.settled,
        exception_count = t.exception_count + d.exceptions, terminal_count = t.terminal_count + d.terminal,
        updated_at = greatest(t.updated_at, ${now}::timestamptz)
      from jsonb_to_recordset(${JSON.stringify(deltas)}::jsonb)
        as d(pipeline_trade_id int, settled int, exceptions int, terminal int)
      where t.pipeline_trade_id = d.pipeline_trade_id
    )
    insert into pipeline_loan_history (pipeline_loan_id, seq, kind, previous_status, new_status, changes,
      workflow_version, changed_at, changed_by, origin, notes, previous_hash, entry_hash)
    select pipeline_loan_id, seq, kind, previous_status, new_status, changes, ${workflow.version}::int, changed_at,
      ${ctx.actor.name}, origin, notes, previous_hash, entry_hash
    from hashed order by pipeline_loan_id
    returning pipeline_loan_id, ${isoInstant(sql`changed_at`)} as changed_at`,
  );
  if (written.length !== changes.length) throw new Error("a locked loan changed under its lock");
  return new Map(written.map((row) => [row.pipeline_loan_id, row.changed_at]));
}

/** A timestamp as ISO 8601 in UTC with milliseconds. */
export function isoInstant(expression: SQL): SQL {
  return sql`to_char(${expression} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

function entryOf({ before, newStatus, facts = {}, notes, origin }: LoanChange): Record<string, unknown> {
  const changes: Record<string, [string | null, string | null]> = {};
  for (const field of MUTABLE_FACTS) {
    const value = facts[field];
    if (value !== undefined && value !== before[field]) changes[field] = [before[field], value];
  }
  const after = { ...before, ...definedOnly(facts) };
  return {
    pipeline_loan_id: before.pipelineLoanId,
    version: before.version,
    kind: newStatus === undefined ? "edit" : "status",
    new_status: newStatus ?? before.currentStatus,
    changes,
    notes,
    origin: origin ?? null,
    buyer_id: after.buyerId,
    buyer_name: after.buyerName,
    sale_price: after.salePrice,
    expected_delivery_date: after.expectedDeliveryDate,
    actual_delivery_date: after.actualDeliveryDate,
    delivery_method: after.deliveryMethod,
    settlement_date: after.settlementDate,
    settlement_amount: after.settlementAmount,
    settlement_reference: after.settlementReference,
  };
}

function definedOnly<T extends object>(facts: T): Partial<T> {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as Partial<T>;
}

interface TradeDelta {
  pipeline_trade_id: number;
  settled: number;
  exceptions: number;
  terminal: number;
}

/** How the counts of the trades change, by trade id; trades whose counts stay are left out. */
function tradeDeltas(workflow: StatusWorkflow, changes: LoanChange[]): TradeDelta[] {
  const deltas = new Map<number, TradeDelta>();
  for (const { before, newStatus } of changes) {
    if (newStatus === undefined) continue;
    const from = countsAs(workflow, before.currentStatus);
    const to = countsAs(workflow, newStatus);
    const id = before.pipelineTradeId;
    const delta = deltas.get(id) ?? { pipeline_trade_id: id, settled: 0, exceptions: 0, terminal: 0 };
    delta.settled += to.settled - from.settled;
    delta.exceptions += to.exceptions - from.exceptions;
    delta.terminal += to.terminal - from.terminal;
    deltas.set(id, delta);
  }
  return [...deltas.values()]
    .filter(({ settled, exceptions, terminal }) => settled !== 0 || exceptions !== 0 || terminal !== 0)
    .sort((a, b) => a.pipeline_trade_id - b.pipeline_trade_id);
}

function countsAs(
  workflow: StatusWorkflow,
  code: string,
): { settled: number; exceptions: number; terminal: number } {
  const status = statusOf(workflow, code);
  return {
    settled: Number(code === SETTLED),
    exceptions: Number(status?.isException ?? false),
    terminal: Number(status?.isTerminal ?? false),
  };
}
