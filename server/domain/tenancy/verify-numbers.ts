import pg from "pg";
import { type AuditViolation, MOST_EXAMPLES, violationsOf } from "./audit-violation.ts";

export const NUMBER_RULES = 1;

/** As it is written. Doors refuse more than this (`social-security-number.ts`), so what came through one is never found. */
const WRITTEN = "\\m\\d{3}-\\d{2}-\\d{4}\\M";
const WRITTEN_OR_DIGITS = "\\m\\d{3}-?\\d{2}-?\\d{4}\\M";

/** Where another system's number, or what somebody asks for, may read like one; `table.column`, with the reason. */
export const ALLOWED: Record<string, string> = {
  "pipeline_delivery.exchange_trade_id": "numbered by the exchange",
  "pipeline_delivery.refusal": "names the trade, numbered by the exchange",
  "pipeline_loan.buyer_id": "numbered by the exchange",
  "pipeline_loan.exchange_loan_id": "numbered by the exchange",
  "pipeline_loan.exchange_trade_id": "numbered by the exchange",
  "pipeline_loan.loan_id": "numbered by the lender",
  "pipeline_loan.principal_id": "numbered by the exchange",
  "pipeline_loan.seller_id": "numbered by the exchange",
  "pipeline_loan_search.text": "repeats a loan's numbers, and words that are looked at where they come from",
  "pipeline_trade.buyer_id": "numbered by the exchange",
  "pipeline_trade.exchange_trade_id": "numbered by the exchange",
  "pipeline_trade.principal_id": "numbered by the exchange",
  "pipeline_trade.seller_id": "numbered by the exchange",
  "principal.principal_id": "numbered by the exchange",
  "desk_saved_view.definition": "asks for loans by their numbers",
  "funding_effect.receipt": "numbered by the system to which it went",
  "funding_market_feed.token": "Engine's own mark of a place",
};

/** Of these columns a part is looked at: the history of a loan repeats its numbers. */
const PARTS: Record<string, string> = {
  "pipeline_loan_history.changes": `changes - '{buyerId,exchangeLoanId,exchangeTradeId,loanId,principalId,sellerId}'::text[]`,
};

const words = (...paths: string[]) =>
  paths.map((path) => `jsonb_path_query_array(normalised, '$.${path}')::text`).join(" || ");

/**
 * Where people and credit reports write words, so that nine digits in a row are no amount, account or reference either:
 * `table.column` with what of it is words. What is not here may be nine digits by chance.
 */
export const WORDS: Record<string, string> = {
  "borrower.name": "name",
  "funding_call.notes": "notes",
  "funding_card.issuer": "issuer",
  "funding_card.notes": "notes",
  "funding_credit_report.normalised": words(
    "repositories[*].message",
    "tradelines[*].creditorName",
    "tradelines[*].originalCreditorName",
    "tradelines[*].remarks[*].text",
    "inquiries[*].inquirerName",
    "collections[*].agencyName",
    "publicRecords[*].courtName",
  ),
  "funding_document.name": "name",
  "funding_file.name": "name",
  "funding_lender.contact_name": "contact_name",
  "funding_lender.name": "name",
  "funding_lender.notes": "notes",
  "funding_lender.to_verify": "to_verify",
  "funding_operator.display_name": "display_name",
  "funding_run.reason": "reason",
  "funding_step_event.data": "data ->> 'notes'",
  "funding_step_event.reason": "reason",
  "mortgage.city": "city",
  "mortgage.street": "street",
  "mortgage_comparable.address": "address",
  "mortgage_document.name": "name",
  "mortgage_ownership.owner": "owner",
  "mortgage_template.name": "name",
};

interface TableOfTexts {
  table: string;
  columns: string[];
  /** Of the primary key, by which a row is named. */
  key: string[];
}

/**
 * Looks for social security numbers in every text and JSON column of the database, as the catalogue has them (I29): as they are written
 * everywhere but where `ALLOWED` says, and as nine digits in a row where `WORDS` says. What is found is named by its place and never
 * told, not even where it stands in a key.
 * @param client within one snapshot
 */
export async function verifyNumbers(client: pg.ClientBase): Promise<AuditViolation[]> {
  const examples: AuditViolation["examples"] = [];
  let count = 0;
  for (const one of await tablesOfTexts(client)) {
    const { rows } = await client.query<{ total: number; examples: Record<string, unknown>[] }>(
      searchIn(one),
    );
    count += rows[0]?.total ?? 0;
    for (const { column, key } of rows[0]?.examples ?? []) examples.push({ table: one.table, column, key });
  }
  const rule =
    "No social security number is kept: as it is written nowhere, and among words not as nine digits either.";
  return violationsOf("I29", rule, examples, count);
}

/** One pass over the table: all its texts at once, and only a row that holds one is looked at column by column. */
function searchIn({ table, columns, key }: TableOfTexts): string {
  const name = pg.escapeIdentifier;
  const looked = columns.flatMap((column) => {
    const place = `${table}.${column}`;
    const written = Object.hasOwn(ALLOWED, place) ? [] : [[column, PARTS[place] ?? name(column), WRITTEN]];
    const digits = WORDS[place] ? [[column, WORDS[place], WRITTEN_OR_DIGITS]] : [];
    return [...written, ...digits] as [column: string, text: string, pattern: string][];
  });
  const holdsAny = [WRITTEN, WRITTEN_OR_DIGITS].flatMap((pattern) => {
    const texts = looked.filter(([, , one]) => one === pattern).map(([, text]) => text);
    return texts.length > 0 ? [`concat_ws(e'\\n', ${texts.join(", ")}) ~ '${pattern}'`] : [];
  });
  if (looked.length === 0) return "select 0 as total, '[]'::jsonb as examples";
  const each = looked.map(
    ([column, text, pattern]) => `(${pg.escapeLiteral(column)}, concat(${text}) ~ '${pattern}')`,
  );
  const named = key.flatMap((one) => [pg.escapeLiteral(one), name(one)]).join(", ");
  const rowKey = key.length > 0 ? `jsonb_build_object(${named})` : "to_jsonb(ctid::text)";
  return `with found as (
      select column_name, nullif(row_key, case when row_key::text ~ '${WRITTEN_OR_DIGITS}' then row_key end) as row_key
      from ${name(table)}, lateral (values ${each.join(", ")}) as each(column_name, holds),
        lateral (select ${rowKey} as row_key) as named
      where (${holdsAny.join(" or ")}) and holds group by column_name, row_key, ctid)
    select (select count(*)::int from found) as total,
      (select coalesce(jsonb_agg(jsonb_build_object('column', column_name, 'key', row_key)), '[]')
       from (select * from found limit ${MOST_EXAMPLES}) as first) as examples`;
}

async function tablesOfTexts(client: pg.ClientBase): Promise<TableOfTexts[]> {
  const { rows } = await client.query<TableOfTexts>(
    `select c.relname::text as table, array_agg(a.attname::text order by a.attnum) as columns,
       coalesce((select array_agg(k.attname::text order by k.attnum) from pg_index i
         join pg_attribute k on k.attrelid = i.indrelid and k.attnum = any(i.indkey)
         where i.indrelid = c.oid and i.indisprimary), '{}') as key
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
       and a.atttypid = any('{text,varchar,bpchar,json,jsonb,xml,text[],varchar[],jsonb[]}'::regtype[])
     group by c.oid order by 1`,
  );
  return rows;
}
