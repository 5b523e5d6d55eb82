import type { PoolClient } from "pg";
import { to as copyTo } from "pg-copy-streams";
import type { PsxTradeBody } from "./make-tenant.ts";

/**
 * What somebody who knows this schema would write for one job and nothing else: no sign-in, no validation, no general
 * filters, the fewest statements. Writes keep every rule that the product keeps.
 */

const WORKFLOW =
  "(select * from pipeline_status_config where version = (select max(version) from pipeline_status_config))";
const ZONE = "(select time_zone from tenant_identity)";

/** Weekdays up to a day, for business days without holidays. */
const weekdays = (day: string) =>
  `(5 * ((${day} - date '2000-01-03') / 7) + least((${day} - date '2000-01-03') % 7 + 1, 5))`;
const age = (day: string) =>
  `greatest(${weekdays("(now() at time zone z.zone)::date")} - ${weekdays(day)}, 0)`;

export interface Question {
  where: string;
  values: unknown[];
  orderBy: string;
  /** `orderBy` the other way round. */
  backwards: string;
}

/** The exact number and one page: ids first, the wide rows after, the last pages from the end. */
export async function listByHand(
  client: PoolClient,
  { where, values, orderBy, backwards }: Question,
  page: { size: number; number: number | "last" },
): Promise<{ total: number; loans: { pipeline_loan_id: number; days: number }[] }> {
  const counted = await client.query<{ total: number }>(
    `select count(*)::int as total from pipeline_loan where ${where}`,
    values,
  );
  const total = counted.rows[0]?.total ?? 0;
  const isLast = page.number === "last";
  const limit = isLast ? total % page.size || page.size : page.size;
  const offset = page.number === "last" ? 0 : (page.number - 1) * page.size;
  const { rows } = await client.query<{ pipeline_loan_id: number; days: number }>(
    `select l.pipeline_loan_id, exchange_loan_id, loan_id, data_source, borrower_name, loan_amount, note_rate, property_state,
       product_code, current_status, status_date, purchase_price, sale_price, profit_spread, purchase_date::text, buyer_name,
       seller_name, expected_delivery_date::text, a.days, coalesce(a.days > w.aging_threshold_days, false) as overdue
     from (select pipeline_loan_id from pipeline_loan where ${where}
           order by ${isLast ? backwards : orderBy} limit ${limit} offset ${offset}) as page
     join pipeline_loan l using (pipeline_loan_id)
     cross join ${ZONE} as z(zone)
     join ${WORKFLOW} as w on w.status_code = l.current_status
     cross join lateral (select ${age("(l.status_date at time zone z.zone)::date")} as days) as a
     order by ${orderBy.replace("pipeline_loan_id", "l.pipeline_loan_id")}`,
    values,
  );
  return { total, loans: rows };
}

/** Counts, volume, mean age and alerts by status from groups of (status, day). */
export async function summarizeByHand(
  client: PoolClient,
  filter?: { where: string; values: unknown[] },
): Promise<{ status: string; loans: number; volume: string; overdue: number }[]> {
  const groups = filter
    ? `(select current_status, (status_date at time zone z.zone)::date as status_day, count(*)::int as loan_count,
          sum(purchase_price) as volume from pipeline_loan, ${ZONE} as z(zone) where ${filter.where} group by 1, 2)`
    : "pipeline_status_rollup";
  const { rows } = await client.query(
    `select w.status_code as status, w.display_name, coalesce(sum(loan_count), 0)::int as loans,
       coalesce(sum(volume), 0)::text as volume, round(sum(a.days * loan_count)::numeric / sum(loan_count), 1) as average,
       coalesce(sum(loan_count) filter (where a.days > w.aging_threshold_days), 0)::int as overdue, max(a.days) as oldest
     from ${WORKFLOW} as w cross join ${ZONE} as z(zone)
     left join ${groups} as g on g.current_status = w.status_code and g.loan_count > 0
     left join lateral (select ${age("g.status_day")} as days) as a on true
     group by 1, 2, w.sequence_order order by w.sequence_order`,
    filter?.values ?? [],
  );
  return rows;
}

/** Locks, checks against the workflow, moves, appends to the hash chains and counts, in one statement. */
export async function moveByHand(client: PoolClient, ids: number[], newStatus: string): Promise<number> {
  const { rowCount } = await client.query(
    `with target as (
       select version, is_exception::int as exceptions, is_terminal::int as terminal from ${WORKFLOW} as w where status_code = $2
     ), entry as materialized (
       select l.pipeline_loan_id, l.pipeline_trade_id, l.version + 1 as seq, l.history_hash as previous_hash,
         l.current_status as previous_status, greatest(now(), l.updated_at) as changed_at, t.version as workflow_version,
         t.exceptions - w.is_exception::int as exceptions, t.terminal - w.is_terminal::int as terminal
       from target t, pipeline_loan l join ${WORKFLOW} as w on w.status_code = l.current_status
       where l.pipeline_loan_id = any($1::int[]) and jsonb_exists(w.allowed_transitions, $2)
       order by l.pipeline_loan_id for update of l
     ), hashed as materialized (
       select e.*, loan_entry_hash(previous_hash, pipeline_loan_id, seq, 'status', previous_status, $2, '{}', workflow_version,
         changed_at, $3, null, $4) as entry_hash from entry e
     ), moved as (
       update pipeline_loan l set current_status = $2, status_date = h.changed_at, version = h.seq,
         history_hash = h.entry_hash, updated_at = h.changed_at
       from hashed h where l.pipeline_loan_id = h.pipeline_loan_id
     ), counted as (
       update pipeline_trade t set exception_count = t.exception_count + d.exceptions,
         terminal_count = t.terminal_count + d.terminal, updated_at = greatest(t.updated_at, now())
       from (select pipeline_trade_id, sum(exceptions) as exceptions, sum(terminal) as terminal from hashed group by 1) as d
       where t.pipeline_trade_id = d.pipeline_trade_id
     )
     insert into pipeline_loan_history (pipeline_loan_id, seq, kind, previous_status, new_status, changes, workflow_version,
       changed_at, changed_by, notes, previous_hash, entry_hash)
     select pipeline_loan_id, seq, 'status', previous_status, $2, '{}', workflow_version, changed_at, $3, $4, previous_hash,
       entry_hash from hashed order by pipeline_loan_id
     returning pipeline_loan_id, changed_at`,
    [ids, newStatus, "bench by hand", "moved by hand"],
  );
  return rowCount ?? 0;
}

const LOAN_COLUMNS = {
  exchangeLoanId: "text",
  loanId: "text",
  loanAmount: "numeric(18,2)",
  noteRate: "numeric(7,4)",
  borrowerName: "text",
  propertyAddress: "text",
  propertyCity: "text",
  propertyState: "text",
  propertyZip: "text",
  creditScore: "int",
  ltv: "numeric(7,3)",
  cltv: "numeric(7,3)",
  purposeCode: "text",
  occupancyCode: "text",
  propertyType: "text",
  productCode: "text",
  purchasePrice: "numeric(18,2)",
} as const;
type LoanColumn = keyof typeof LOAN_COLUMNS;

/** The trade, its loans by one unnest with search rows and first entries, and the delivery with its stored payload. */
export async function intakeByHand(
  client: PoolClient,
  trade: PsxTradeBody,
  payload: Buffer,
): Promise<number> {
  const names = Object.keys(LOAN_COLUMNS) as LoanColumn[];
  const column = (name: string) => `b."${name}"`;
  const facts = names.map((name) => `'${name}', jsonb_build_array(null, ${column(name)}::text)`).join(", ");
  const arrays = names.map((name, i) => `$${i + 11}::${LOAN_COLUMNS[name].replace(/\(.*/, "")}[]`).join(", ");
  await client.query("begin");
  const { rows } = await client.query<{ id: number }>(
    `insert into pipeline_trade (exchange_trade_id, trade_date, principal_id, buyer_id, buyer_name, seller_id, seller_name,
       total_loan_count, total_amount, payload_fingerprint, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, (select sum(price) from unnest($9::numeric[]) as price), $10, now(), now())
     returning pipeline_trade_id as id`,
    [
      ...[
        trade.exchangeTradeId,
        trade.tradeDate,
        trade.principalId,
        trade.buyerId,
        trade.buyerName,
        trade.sellerId,
      ],
      ...[trade.sellerName, trade.loans.length, trade.loans.map((loan) => loan.purchasePrice), "by hand"],
    ],
  );
  const tradeId = rows[0]?.id;
  const { rowCount } = await client.query(
    `with bought as materialized (
       select nextval('pipeline_loan_pipeline_loan_id_seq')::int as id, u.*
       from unnest(${arrays}) as u(${names.map((name) => `"${name}"`).join(", ")})
     ), typed as (
       select id, ${names.map((name) => `${column(name)}::${LOAN_COLUMNS[name]} as "${name}"`).join(", ")} from bought b
     ), described as materialized (
       select b.*, jsonb_build_object(${facts}) || $10::jsonb as changes from typed b
     ), hashed as materialized (
       select d.*, loan_entry_hash(null, d.id, 1, 'status', null, 'purchased', d.changes, $9, now(),
         'system/exchange-webhook', null, null) as entry_hash from described d
     ), stored as (
       insert into pipeline_loan (pipeline_loan_id, pipeline_trade_id, exchange_loan_id, exchange_trade_id, loan_id, data_source,
         loan_amount, note_rate, borrower_name, property_address, property_city, property_state, property_zip, credit_score,
         ltv, cltv, purpose_code, occupancy_code, property_type, product_code, buyer_id, buyer_name, seller_id, seller_name,
         principal_id, purchase_price, purchase_date, current_status, status_date, version, history_hash, created_at, updated_at)
       overriding system value
       select id, $1, "exchangeLoanId", $2, "loanId", 'exchange', "loanAmount", "noteRate", "borrowerName", "propertyAddress",
         "propertyCity", "propertyState", "propertyZip", "creditScore", ltv, cltv, "purposeCode", "occupancyCode",
         "propertyType", "productCode", $3, $4, $5, $6, $7, "purchasePrice", $8::date, 'purchased', now(), 1, entry_hash, now(),
         now() from hashed
     ), searchable as (
       insert into pipeline_loan_search (pipeline_loan_id, text)
       select id, lower(concat_ws(e'\\n', "borrowerName", "loanId", "exchangeLoanId", "propertyAddress")) from hashed
     )
     insert into pipeline_loan_history (pipeline_loan_id, seq, kind, new_status, changes, workflow_version, changed_at,
       changed_by, entry_hash)
     select id, 1, 'status', 'purchased', changes, $9, now(), 'system/exchange-webhook', entry_hash from hashed order by id`,
    [
      ...[tradeId, trade.exchangeTradeId, trade.buyerId, trade.buyerName, trade.sellerId, trade.sellerName],
      ...[trade.principalId, trade.tradeDate, 1, JSON.stringify(factsOfTrade(trade, tradeId))],
      ...names.map((name) => trade.loans.map((loan) => loan[name])),
    ],
  );
  await client.query(
    `with logged as (
       insert into pipeline_delivery (received_at, key_prefix, outcome, status_code, exchange_trade_id, pipeline_trade_id,
         ignored_fields, payload_fingerprint, duration_ms)
       values (now(), 'bench', 'created', 201, $1, $2, '{}', 'by hand', 0) returning delivery_id
     ) insert into pipeline_delivery_payload (delivery_id, received_at, body) select delivery_id, now(), $3 from logged`,
    [trade.exchangeTradeId, tradeId, payload],
  );
  await client.query("commit");
  return rowCount ?? 0;
}

/** The purchase facts that all loans of a trade share, as a history entry holds them. */
function factsOfTrade(trade: PsxTradeBody, tradeId: number | undefined): Record<string, [null, string]> {
  return {
    pipelineTradeId: [null, String(tradeId)],
    exchangeTradeId: [null, trade.exchangeTradeId],
    dataSource: [null, "exchange"],
    principalId: [null, trade.principalId],
    buyerId: [null, trade.buyerId],
    buyerName: [null, trade.buyerName],
    sellerId: [null, trade.sellerId],
    sellerName: [null, trade.sellerName],
    purchaseDate: [null, trade.tradeDate],
  };
}

/** A plain COPY of the stored columns that the product's export has, newest first; returns the lines. */
export async function exportByHand(client: PoolClient): Promise<number> {
  return linesOf(
    client.query(
      copyTo(`copy (select pipeline_loan_id, pipeline_trade_id, exchange_loan_id, exchange_trade_id, loan_id, data_source,
        borrower_name, loan_amount, note_rate, property_address, property_city, property_state, property_zip, credit_score, ltv,
        cltv, purpose_code, occupancy_code, property_type, product_code, current_status, status_date, purchase_price, sale_price,
        profit_spread, purchase_date, buyer_id, buyer_name, seller_id, seller_name, principal_id, expected_delivery_date,
        actual_delivery_date, delivery_method, settlement_date, settlement_amount, settlement_reference, created_at, updated_at
        from pipeline_loan order by pipeline_loan_id desc) to stdout with (format csv, header true)`),
    ),
  );
}

/** Reads a stream of CSV to its end and counts the lines. */
export async function linesOf(stream: AsyncIterable<Buffer>): Promise<number> {
  let lines = 0;
  for await (const part of stream)
    for (let at = part.indexOf(10); at >= 0; at = part.indexOf(10, at + 1)) lines += 1;
  return lines;
}
