import { sql } from "drizzle-orm";
import { rowsOf } from "../../../db/connect.ts";
import { loan, loanHistory } from "../../../db/tenant/schema/pipeline.ts";
import { authorise, type Context } from "../context.ts";
import { parseInput } from "../parse.ts";
import { RecentActivityInput } from "./input.ts";
import { isoInstant } from "./loan-rows.ts";

/** One thing that somebody did, to one loan or to many at once. */
export interface Activity {
  /** The newest entry of it, which tells activities apart. */
  historyId: number;
  /** The loan, or one of them. */
  loanId: number;
  loanNumber: string;
  borrowerName: string;
  /** How many loans it touched; at least so many when `isPartial`. */
  loans: number;
  isPartial: boolean;
  /** The trade, when all of them are of one. */
  exchangeTradeId: string | null;
  kind: "status" | "edit";
  previousStatus: string | null;
  newStatus: string;
  changedAt: string;
  changedBy: string;
  notes: string | null;
}

/** How far back it looks: enough for a bulk change of 500 and what came around it. */
const ENTRIES = 1_000;

/**
 * What happened last, newest first (P7.1). A trade that arrived, or a move of many loans, is one activity and not
 * hundreds. One statement.
 */
export async function recentActivity(ctx: Context, raw: unknown): Promise<Activity[]> {
  authorise(ctx, "pipeline:read");
  const { limit = 20 } = parseInput(RecentActivityInput, raw ?? {});
  return rowsOf<Activity>(
    ctx.db,
    sql`
    with latest as (
      select h.*, l.loan_id, l.borrower_name, l.exchange_trade_id, min(h.history_id) over () as oldest, count(*) over () as seen
      from (select * from ${loanHistory} order by history_id desc limit ${ENTRIES}) h join ${loan} l using (pipeline_loan_id)
    )
    select max(history_id)::int as "historyId",
      (array_agg(pipeline_loan_id order by history_id desc))[1] as "loanId",
      (array_agg(loan_id order by history_id desc))[1] as "loanNumber",
      (array_agg(borrower_name order by history_id desc))[1] as "borrowerName",
      count(*)::int as loans,
      bool_or(history_id = oldest and seen = ${ENTRIES}) as "isPartial",
      case when min(exchange_trade_id) = max(exchange_trade_id) then min(exchange_trade_id) end as "exchangeTradeId",
      kind, previous_status as "previousStatus", new_status as "newStatus",
      ${isoInstant(sql`changed_at`)} as "changedAt", changed_by as "changedBy", notes
    from latest
    group by changed_at, changed_by, kind, previous_status, new_status, notes, origin,
      case when seq = 1 then exchange_trade_id end
    order by max(history_id) desc limit ${limit}`,
  );
}
