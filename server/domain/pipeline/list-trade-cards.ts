import { sql } from "drizzle-orm";
import { rowsOf } from "../../../db/connect.ts";
import { loan } from "../../../db/tenant/schema/pipeline.ts";
import { authorise, type Context } from "../context.ts";
import { sumMoney } from "../money.ts";
import { listTrades, type TradeSummary } from "./list-trades.ts";

/** A trade with where its loans stand, in no order. */
export interface TradeCard extends TradeSummary {
  breakdown: { status: string; loans: number; volume: string }[];
  settlementTotal: string;
  /** Sum of amount − sale price over the settled loans whose sale price is known; null while there are none (P5.5). */
  settlementVariance: string | null;
  /** How many loans that sum is over. */
  comparedLoans: number;
}

export interface TradeCardPage {
  totalRows: number;
  page: number;
  pageSize: number;
  trades: TradeCard[];
}

interface StatusOfTrade {
  tradeId: number;
  status: string;
  loans: number;
  volume: string;
  settlementTotal: string;
  variance: string | null;
  compared: number;
}

/**
 * One page of the trades that match, each with its loans by status and what its settlements came to (P7.6). Three
 * statements.
 * @throws DomainError PAYLOAD_VALIDATION naming an unknown field or operator, or a value of the wrong type
 */
export async function listTradeCards(ctx: Context, raw: unknown): Promise<TradeCardPage> {
  authorise(ctx, "pipeline:read");
  const page = await listTrades(ctx, raw);
  const ids = page.trades.map((trade) => trade.pipelineTradeId);
  const rows = await rowsOf<StatusOfTrade>(
    ctx.db,
    sql`select ${loan.pipelineTradeId} as "tradeId", ${loan.currentStatus} as status, count(*)::int as loans,
        sum(${loan.purchasePrice})::text as volume,
        coalesce(sum(${loan.settlementAmount}), 0)::numeric(24,2)::text as "settlementTotal",
        sum(${loan.settlementAmount} - ${loan.salePrice})::text as variance,
        count(${loan.settlementAmount} - ${loan.salePrice})::int as compared
      from ${loan} where ${loan.pipelineTradeId} = any(${sql.param(ids)}::int[]) group by 1, 2`,
  );
  const byTrade = Map.groupBy(rows, (row) => row.tradeId);
  return {
    ...page,
    trades: page.trades.map((trade) => {
      const groups = byTrade.get(trade.pipelineTradeId) ?? [];
      const variances = groups.map((group) => group.variance).filter((variance) => variance !== null);
      return {
        ...trade,
        breakdown: groups.map(({ status, loans, volume }) => ({ status, loans, volume })),
        settlementTotal: sumMoney(groups.map((group) => group.settlementTotal)),
        settlementVariance: variances.length > 0 ? sumMoney(variances) : null,
        comparedLoans: groups.reduce((sum, group) => sum + group.compared, 0),
      };
    }),
  };
}
