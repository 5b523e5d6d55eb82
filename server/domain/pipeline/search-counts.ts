import { sql } from "drizzle-orm";
import { rowsOf } from "../../../db/connect.ts";
import type { Context } from "../context.ts";
import { loansFound } from "./conditions.ts";

/**
 * How many loans a text was found in, by tenant and text, with the loans that there were. What is searched never changes and no
 * loan goes, so the number stands until others come: turning pages, sorting, and looking again after a change count nothing.
 */
const known = new Map<string, { loans: string; total: number }>();
const MOST_KNOWN = 1_000;

/** The exact number of loans that free text finds (P3.1, P3.2). One statement, which counts only when loans have come. */
export async function countFound(ctx: Context, search: string): Promise<number> {
  const key = `${ctx.tenant.id} ${search}`;
  const before = known.get(key);
  // How many there are and when the last one came, seen in the same moment: also after a restore that is another state.
  const [row] = await rowsOf<{ loans: string; total: number }>(
    ctx.db,
    sql`select loans, case when loans = ${before?.loans ?? ""} then ${before?.total ?? 0}::int
        else (select count(*)::int from (${loansFound(search)}) as found) end as total
      from (select concat_ws(' ', (select sum(loan_count) from pipeline_buyer_rollup),
        (select created_at from pipeline_loan order by pipeline_loan_id desc limit 1)) as loans) as present`,
  );
  if (!row) return 0;
  // Taken out and put back: a Map keeps insertion order, so the first key is the one unused for longest.
  known.delete(key);
  known.set(key, row);
  const [oldest] = known.keys();
  if (known.size > MOST_KNOWN && oldest !== undefined) known.delete(oldest);
  return row.total;
}
