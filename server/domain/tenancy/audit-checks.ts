import { MUTABLE_FACTS } from "../pipeline/loan-rows.ts";
import { FILE_CHECKS } from "./audit-checks-files.ts";
import { FUNDING_CHECKS } from "./audit-checks-funding.ts";
import { GUARD_CHECK } from "./audit-checks-guards.ts";
import { MORTGAGE_CHECKS } from "./audit-checks-mortgages.ts";

/**
 * What must hold of a tenant's database at every moment (reliability.md B). Each query returns the rows that break its
 * rule; none means that it holds. `$1` is the app's role, `$2` the tenant's id.
 */
export interface AuditCheck {
  invariant: string;
  /** The rule in a sentence, for the report. */
  rule: string;
  query: string;
}

/** Loans without what they are searched by. Letters beyond ASCII are left out: each locale has small ones of its own. */
const UNFINDABLE = ["borrower_name", "loan_id", "exchange_loan_id", "property_address"].map(
  (name) =>
    `octet_length(l.${name}) = length(l.${name}) and position(lower(l.${name} collate "C") in s.text) = 0`,
);

/** Which of them all loans of a trade share with it. */
const OF_A_TRADE = Object.entries({
  exchangeTradeId: "exchange_trade_id",
  principalId: "principal_id",
  buyerId: "buyer_id",
  buyerName: "buyer_name",
  sellerId: "seller_id",
  sellerName: "seller_name",
  purchaseDate: "trade_date",
});

/** The facts of the purchase: field of the API → column. They never change. */
const PURCHASE_FACTS: Record<string, string> = {
  pipelineTradeId: "pipeline_trade_id",
  exchangeTradeId: "exchange_trade_id",
  exchangeLoanId: "exchange_loan_id",
  loanId: "loan_id",
  dataSource: "data_source",
  loanAmount: "loan_amount",
  noteRate: "note_rate",
  borrowerName: "borrower_name",
  propertyAddress: "property_address",
  propertyCity: "property_city",
  propertyState: "property_state",
  propertyZip: "property_zip",
  creditScore: "credit_score",
  ltv: "ltv",
  cltv: "cltv",
  purposeCode: "purpose_code",
  occupancyCode: "occupancy_code",
  propertyType: "property_type",
  productCode: "product_code",
  sellerId: "seller_id",
  sellerName: "seller_name",
  principalId: "principal_id",
  purchasePrice: "purchase_price",
  purchaseDate: "purchase_date",
};

const snake = (field: string) => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const purchaseFacts = Object.entries(PURCHASE_FACTS)
  .map(([field, column]) => `'${field}', jsonb_build_array(null, l.${column}::text)`)
  .join(", ");

const mutableFacts = MUTABLE_FACTS.map((field) => `('${field}', l.${snake(field)}::text)`).join(", ");

const STATUS_OF_TRADE = `case when settled = loans then 'settled' when settled > 0 and settled + exceptions = loans then 'partial'
  when terminal = loans then 'partial' else 'active' end`;

export const AUDIT_CHECKS: AuditCheck[] = [
  {
    invariant: "I1",
    rule: "An entry begins in the status in which the one before it ended; the first begins in none.",
    query: `select pipeline_loan_id, seq from (
      select pipeline_loan_id, seq, previous_status, lag(new_status) over (partition by pipeline_loan_id order by seq) as expected
      from pipeline_loan_history) h where previous_status is distinct from expected`,
  },
  {
    invariant: "I2",
    rule: "A loan is where its last status change left it, since then.",
    query: `select l.pipeline_loan_id from pipeline_loan l left join lateral (
        select new_status, changed_at from pipeline_loan_history h
        where h.pipeline_loan_id = l.pipeline_loan_id and h.kind = 'status' order by seq desc limit 1) last on true
      where (last.new_status, last.changed_at) is distinct from (l.current_status, l.status_date)`,
  },
  {
    invariant: "I3",
    rule: "A loan's entries are numbered 1 to its version, without gap or repeat.",
    query: `select l.pipeline_loan_id from pipeline_loan l left join pipeline_loan_history h using (pipeline_loan_id)
      group by l.pipeline_loan_id
      having min(h.seq) is distinct from 1 or max(h.seq) is distinct from l.version
        or count(h.seq) <> l.version or count(distinct h.seq) <> l.version`,
  },
  {
    invariant: "I4",
    rule: "Time does not go back within a loan's history.",
    query: `select pipeline_loan_id, seq from (
      select pipeline_loan_id, seq, changed_at, lag(changed_at) over (partition by pipeline_loan_id order by seq) as before
      from pipeline_loan_history) h where changed_at < before`,
  },
  {
    invariant: "I5",
    rule: "Every move was allowed by the workflow version it names, and an edit is no move.",
    query: `select h.history_id from pipeline_loan_history h left join pipeline_status_config c
        on c.version = h.workflow_version and c.status_code = h.previous_status
      where case when h.kind = 'edit' then h.new_status is distinct from h.previous_status
        else h.previous_status is not null and not coalesce(jsonb_exists(c.allowed_transitions, h.new_status), false) end`,
  },
  {
    invariant: "I6",
    rule: "A loan's history begins with its purchase.",
    query:
      "select history_id from pipeline_loan_history where seq = 1 and (new_status <> 'purchased' or kind <> 'status')",
  },
  {
    invariant: "I7",
    rule: "No move follows a terminal status.",
    query: `select h.history_id from pipeline_loan_history h join pipeline_status_config c
        on c.version = h.workflow_version and c.status_code = h.previous_status
      where c.is_terminal and (h.kind <> 'edit' or h.new_status <> h.previous_status)`,
  },
  {
    invariant: "I8",
    rule: "A loan is settled exactly when it has a settlement amount, date and reference.",
    query: `select pipeline_loan_id from pipeline_loan
      where (current_status = 'settled') is distinct from
          (settlement_date is not null and settlement_amount > 0 and btrim(settlement_reference) <> '')
        or num_nonnulls(settlement_date, settlement_amount, settlement_reference) not in (0, 3)`,
  },
  {
    invariant: "I9",
    rule: "A trade's loan count and total are those of its loans.",
    query: `select t.pipeline_trade_id from pipeline_trade t left join pipeline_loan l using (pipeline_trade_id)
      group by t.pipeline_trade_id
      having t.total_loan_count <> count(l.pipeline_loan_id) or t.total_amount <> coalesce(sum(l.purchase_price), 0)`,
  },
  {
    invariant: "I10",
    rule: "A trade's counts and status follow from where its loans are.",
    query: `select pipeline_trade_id from (
        select t.pipeline_trade_id, t.status, t.settled_count, t.exception_count, t.terminal_count, count(*) as loans,
          count(*) filter (where l.current_status = 'settled') as settled,
          count(*) filter (where c.is_exception) as exceptions, count(*) filter (where c.is_terminal) as terminal
        from pipeline_trade t join pipeline_loan l using (pipeline_trade_id)
        left join pipeline_status_config c on c.status_code = l.current_status
          and c.version = (select max(version) from pipeline_status_config)
        group by t.pipeline_trade_id) as recounted
      where (settled_count, exception_count, terminal_count) is distinct from (settled, exceptions, terminal)
        or status <> ${STATUS_OF_TRADE}`,
  },
  {
    invariant: "I11",
    rule: "The spread is sale price less purchase price, unknown while either is.",
    query:
      "select pipeline_loan_id from pipeline_loan where profit_spread is distinct from sale_price - purchase_price",
  },
  {
    invariant: "I12",
    rule: "A trade exists once, and a loan once within its trade.",
    query: `select exchange_trade_id from pipeline_trade group by 1 having count(*) > 1
      union all select exchange_loan_id from pipeline_loan group by pipeline_trade_id, exchange_loan_id having count(*) > 1`,
  },
  {
    invariant: "I13",
    rule: "A loan names the trade, principal and seller of the trade that it belongs to.",
    query: `select l.pipeline_loan_id from pipeline_loan l left join pipeline_trade t using (pipeline_trade_id)
      where (l.exchange_trade_id, l.principal_id, l.seller_id, l.purchase_date)
        is distinct from (t.exchange_trade_id, t.principal_id, t.seller_id, t.trade_date)`,
  },
  {
    invariant: "I13",
    rule: "A trade is the one that its loans were bought in.",
    query: `select t.pipeline_trade_id from pipeline_trade t
      join lateral (select pipeline_loan_id from pipeline_loan l where l.pipeline_trade_id = t.pipeline_trade_id
        order by exchange_loan_id limit 1) l on true
      join pipeline_loan_history h on h.pipeline_loan_id = l.pipeline_loan_id and h.seq = 1
      where ${OF_A_TRADE.map(([fact, column]) => `h.changes -> '${fact}' ->> 1 is distinct from t.${column}::text`).join(" or ")}`,
  },
  {
    invariant: "I14",
    rule: "A status change by a person carries notes.",
    query: `select history_id from pipeline_loan_history
      where kind = 'status' and changed_by not like 'system/%' and coalesce(btrim(notes), '') = ''`,
  },
  {
    invariant: "I15",
    rule: "Every entry's hash is that of its content and of the entry before it, and the loan holds the last one.",
    query: `select pipeline_loan_id, seq from (
        select h.*, lag(entry_hash) over w as expected_previous, l.version, l.history_hash
        from pipeline_loan_history h left join pipeline_loan l using (pipeline_loan_id)
        window w as (partition by h.pipeline_loan_id order by h.seq)) h
      where previous_hash is distinct from expected_previous
        or entry_hash <> loan_entry_hash(previous_hash, pipeline_loan_id, seq, kind, previous_status, new_status, changes,
          workflow_version, changed_at, changed_by, origin, notes)
        or (seq = version and history_hash is distinct from entry_hash)`,
  },
  {
    invariant: "I15 purchase",
    rule: "The facts of a purchase are those that its first history entry recorded.",
    query: `select l.pipeline_loan_id from pipeline_loan l left join pipeline_loan_history h
        on h.pipeline_loan_id = l.pipeline_loan_id and h.seq = 1
      where not coalesce(h.changes @> jsonb_build_object(${purchaseFacts}), false)`,
  },
  {
    invariant: "I15 facts",
    rule: "The facts of a sale are those that its last recorded changes left.",
    query: `select l.pipeline_loan_id, fact.field from pipeline_loan l cross join lateral (values ${mutableFacts}) as fact(field, value)
      where fact.value is distinct from (
        select h.changes -> fact.field ->> 1 from pipeline_loan_history h
        where h.pipeline_loan_id = l.pipeline_loan_id and h.changes ? fact.field order by h.seq desc limit 1)`,
  },
  {
    invariant: "I16",
    rule: "Every trade came with one accepted delivery, and every accepted delivery made one trade.",
    query: `select coalesce(d.pipeline_trade_id, t.pipeline_trade_id) as pipeline_trade_id
      from (select pipeline_trade_id, count(*) as deliveries from pipeline_delivery where outcome = 'created' group by 1) d
      full join pipeline_trade t using (pipeline_trade_id) where d.deliveries is distinct from 1 or t.pipeline_trade_id is null`,
  },
  {
    invariant: "I17",
    rule: "No column of the schema is a floating-point number.",
    query: `select table_name, column_name from information_schema.columns
      where table_schema = 'public' and data_type in ('real', 'double precision')`,
  },
  {
    invariant: "I19",
    rule: "The database names one tenant, the one that was asked for, and its trades are of its principals.",
    query: `select 'identity' as problem from tenant_identity having count(*) <> 1 or min(tenant_id::text) is distinct from coalesce($2, min(tenant_id::text))
      union all select t.exchange_trade_id from pipeline_trade t left join principal p using (principal_id) where p.principal_id is null`,
  },
  GUARD_CHECK,
  {
    invariant: "Rollup",
    rule: "The rollups, of which summaries and numbers of loans are made, are a recount of the loans.",
    query: `select coalesce(r.current_status, c.current_status) as status,
        coalesce(r.status_day, c.status_day)::text as day_or_buyer, coalesce(r.data_source, c.data_source) as source,
        coalesce(r.principal_id, c.principal_id) as principal
      from (select * from pipeline_status_rollup where loan_count <> 0 or volume <> 0) r
      full join (
        select current_status, (status_date at time zone (select time_zone from tenant_identity limit 1))::date as status_day,
          data_source, principal_id, count(*) as loan_count, sum(purchase_price) as volume
        from pipeline_loan group by 1, 2, 3, 4) c using (current_status, status_day, data_source, principal_id)
      where (r.loan_count, r.volume) is distinct from (c.loan_count::int, c.volume)
      union all
      select coalesce(r.current_status, c.current_status), coalesce(r.buyer_id, c.buyer_id), null, null
      from (select * from pipeline_buyer_rollup where loan_count <> 0) r
      full join (select current_status, buyer_id, count(*) as loan_count from pipeline_loan group by 1, 2) c
        using (current_status, buyer_id)
      where r.loan_count is distinct from c.loan_count::int`,
  },
  {
    invariant: "Search",
    rule: "Every loan can be found by its borrower, its ids and its address.",
    query: `select coalesce(l.pipeline_loan_id, s.pipeline_loan_id) as pipeline_loan_id
      from pipeline_loan l full join pipeline_loan_search s using (pipeline_loan_id)
      where s.text is null or l.pipeline_loan_id is null or ${UNFINDABLE.join(" or ")}`,
  },
  {
    invariant: "Workflow",
    rule: "Workflow versions follow one another without gap, and every loan is in a status of the present one.",
    query: `select version::text as problem from (select version, lag(version, 1, 0) over (order by version) as before
        from pipeline_status_config group by version) v where version <> before + 1
      union all select distinct l.current_status from pipeline_loan l where not exists (
        select 1 from pipeline_status_config c where c.status_code = l.current_status
          and c.version = (select max(version) from pipeline_status_config))`,
  },
  ...FUNDING_CHECKS,
  ...FILE_CHECKS,
  ...MORTGAGE_CHECKS,
];
