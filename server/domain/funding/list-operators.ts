import { sql } from "drizzle-orm";
import { rowsOf } from "../../../db/connect.ts";
import { authorise, type Context } from "../context.ts";
import { DEFAULT_FEE_PERCENT } from "./model/invoice.ts";
import type { OperatorTerms } from "./operator-rows.ts";

export interface ListedOperator extends OperatorTerms {
  /** How many files are theirs. */
  files: number;
}

/** Everybody who has files or terms, or was paid, by address, with the terms in force (F4.1, F4.3, F6.3). One statement. */
export async function listOperators(ctx: Context): Promise<ListedOperator[]> {
  authorise(ctx, "funding:read");
  return rowsOf<ListedOperator>(
    ctx.db,
    sql`with known as (
        select operator, count(*)::int as files from funding_file group by operator
        union all select distinct operator, 0 from funding_operator
        union all select distinct data ->> 'operator', 0 from funding_step_event where kind = 'completed'
          and step in ('collect_invoice', 'record_payment_received') and data ->> 'operator' is not null)
      select k.operator, sum(k.files)::int as files, coalesce(t.version, 0) as version, t.display_name as "displayName",
        coalesce(t.fee_percent, ${DEFAULT_FEE_PERCENT}::numeric(7, 4))::text as "feePercent", t.affiliate_link as "affiliateLink",
        to_char(t.created_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "createdAt", t.created_by as "createdBy"
      from known k left join lateral (select * from funding_operator o where o.operator = k.operator
        order by o.version desc limit 1) t on true
      group by k.operator, t.version, t.display_name, t.fee_percent, t.affiliate_link, t.created_at, t.created_by
      order by k.operator`,
  );
}
