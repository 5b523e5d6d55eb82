import { type SQL, sql } from "drizzle-orm";
import { loan, trade } from "../../../db/tenant/schema/pipeline.ts";
import { authorise, type Context } from "../context.ts";
import { parseInput } from "../parse.ts";
import { agingClock } from "./conditions.ts";
import { GRID_COLUMNS, type GridLoan } from "./grid-loans.ts";
import { GridTradesInput } from "./input.ts";
import { withAge } from "./list-loans.ts";
import { checkLoanQuestion, sqlOfLoans } from "./loan-slice.ts";
import { readWorkflow } from "./status-workflow-rows.ts";

const TRADE_COLUMNS = {
  pipelineTradeId: trade.pipelineTradeId,
  exchangeTradeId: trade.exchangeTradeId,
  buyerName: trade.buyerName,
  sellerName: trade.sellerName,
  tradeDate: trade.tradeDate,
  status: trade.status,
  totalLoanCount: trade.totalLoanCount,
};

/** A trade as a row above its loans. */
export interface GridTrade {
  pipelineTradeId: number;
  exchangeTradeId: string;
  buyerName: string;
  sellerName: string;
  tradeDate: string;
  status: string;
  totalLoanCount: number;
  /** Loans of the trade that match, and the sum of their purchase prices. */
  loanCount: number;
  volume: string;
}

/** Tells the two kinds of rows apart by what they have. */
export type GridRow = GridLoan | GridTrade;

/**
 * The trades that hold matching loans, newest first, as one run of rows: after each trade of `open` stand its matching
 * loans in the order asked (P8.4). One statement beside the workflow's, so that trades and loans are of one moment.
 * @throws DomainError PAYLOAD_VALIDATION naming an unknown field or operator, or a value of the wrong type
 */
export async function gridTrades(
  ctx: Context,
  raw: unknown,
): Promise<{ totalRows: number; totalTrades: number; rows: GridRow[] }> {
  authorise(ctx, "pipeline:read");
  const input = parseInput(GridTradesInput, raw);
  const question = checkLoanQuestion(input);
  const workflow = await readWorkflow(ctx.db);
  const { where, order } = sqlOfLoans(ctx, workflow, question);
  const isEverything = question.selection.search === "" && question.selection.conditions.length === 0;
  const { open = [], offset = 0, limit = 100 } = input;
  const lines = await ctx.db
    .select({
      totalRows: sql<number>`line.rows`.mapWith(Number),
      totalTrades: sql<number>`line.trades`.mapWith(Number),
      loanCount: sql<number>`line.loans`.mapWith(Number),
      volume: sql<string>`line.volume::numeric(24,2)::text`,
      trade: TRADE_COLUMNS,
      loan: GRID_COLUMNS,
    })
    .from(
      linesOf(
        { found: isEverything ? ALL_TRADES : tradesOf(where), where, order: order.forward, open },
        offset,
        limit,
      ),
    )
    .leftJoin(trade, sql`${trade.pipelineTradeId} = line.trade_id`)
    .leftJoin(loan, sql`${loan.pipelineLoanId} = line.loan_id`)
    .orderBy(sql`line.place`);
  const [first] = lines;
  const clock = agingClock(ctx);
  const rows = lines.flatMap((line): GridRow[] => {
    if (line.trade) return [{ ...line.trade, loanCount: line.loanCount, volume: line.volume }];
    return line.loan ? withAge(clock, workflow, [line.loan]) : [];
  });
  return { totalRows: first?.totalRows ?? 0, totalTrades: first?.totalTrades ?? 0, rows };
}

/** Without a question no loan has to be looked at: a trade knows how many it has and what they cost. */
const ALL_TRADES = sql`select ${trade.pipelineTradeId} as id, ${trade.totalLoanCount} as loans, ${trade.totalAmount} as volume from ${trade}`;

const tradesOf = (where: SQL) => sql`select ${loan.pipelineTradeId} as id, count(*)::int as loans,
  sum(${loan.purchasePrice}) as volume from ${loan} where ${where} group by 1`;

interface Grouping {
  found: SQL;
  where: SQL;
  order: SQL;
  open: number[];
}

/** `line`: what stands at the places asked, a trade or a loan; and `total`, which is there without any line, too. */
function linesOf({ found, where, order, open }: Grouping, offset: number, limit: number): SQL {
  const end = offset + limit;
  return sql`(
    with found as (${found}),
    trades as (
      select id, loans, volume, inside, (row_number() over placed - 1 + sum(inside) over placed - inside)::int as place
      from (select found.*, ${trade.tradeDate} as day,
          case when id = any(${`{${open.join(",")}}`}::int[]) then loans else 0 end as inside
        from found join ${trade} on ${trade.pipelineTradeId} = id) as dated
      window placed as (order by day desc, id desc)
    ),
    loans as (
      select trades.place + row_number() over (partition by trades.id order by ${order}) as place,
        ${loan.pipelineLoanId} as loan_id
      from trades join ${loan} on ${loan.pipelineTradeId} = trades.id
      where inside > 0 and trades.place < ${end} and trades.place + inside >= ${offset} and ${where}
    ),
    lines as (
      select place, id as trade_id, null::int as loan_id, loans, volume from trades
      union all
      select place, null, loan_id, null, null from loans
    )
    select sums.rows, sums.trades, lines.*
    from (select count(*) + coalesce(sum(inside), 0) as rows, count(*) as trades from trades) as sums
    left join lines on place >= ${offset} and place < ${end}
  ) as line`;
}
