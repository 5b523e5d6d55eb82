import pg from "pg";
import { APPEND_ONLY_LOGS } from "./append-only-logs.ts";
import type { LogBlock } from "./model/log-prefix.ts";

/** The columns of each log that is there, in the order of the table. */
export async function columnsOfLogs(client: pg.ClientBase): Promise<Map<string, string[]>> {
  const { rows } = await client.query<{ log: string; columns: string[] }>(
    `select c.relname::text as log, array_agg(a.attname::text order by a.attnum) as columns
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname = any($1) group by 1`,
    [Object.keys(APPEND_ONLY_LOGS)],
  );
  return new Map(rows.map(({ log, columns }) => [log, columns]));
}

/**
 * The hashes of a log, block by block, computed where the rows are: none of them leaves the database. Within a transaction,
 * which it gives one notation of moments and bytes, whatever the session has, and where no function, operator or table is found
 * that somebody put in the way of PostgreSQL's own or of ours.
 * @param columns what of each row is hashed, its number among them; a column that came later is left out
 * @param last the number behind which nothing is looked at
 * @param blockSize how many numbers a block spans
 */
export async function blocksOf(
  client: pg.ClientBase,
  { log, columns, last, blockSize }: { log: string; columns: string[]; last: number; blockSize: number },
): Promise<LogBlock[]> {
  await client.query(
    "set local search_path = pg_catalog; set local timezone = 'UTC'; set local datestyle = 'ISO, YMD'; set local bytea_output = 'hex'",
  );
  const number = pg.escapeIdentifier(APPEND_ONLY_LOGS[log] ?? "");
  const { rows } = await client.query<{ first: string; rows: number; sha256: string }>(
    `select ((number - 1) / $2::bigint * $2::bigint + 1)::text as first, count(*)::int as rows,
       encode(sha256(string_agg(hash, ''::bytea order by number, hash)), 'hex') as sha256
     from (select ${number}::bigint as number,
         sha256(convert_to(row(${columns.map(pg.escapeIdentifier).join(", ")})::text, 'UTF8')) as hash
       from public.${pg.escapeIdentifier(log)} where ${number} <= $1) as hashed
     group by (number - 1) / $2::bigint order by (number - 1) / $2::bigint`,
    [last, blockSize],
  );
  return rows.map((row) => ({ ...row, first: Number(row.first) }));
}
