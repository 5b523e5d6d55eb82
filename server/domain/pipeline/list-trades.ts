import { sql } from "drizzle-orm";
import { rowsOf } from "../../../db/connect.ts";
import { trade } from "../../../db/tenant/schema/pipeline.ts";
import { authorise, type Context } from "../context.ts";
import { invalidInput, parseInput } from "../parse.ts";
import { columnCondition, TRADE_COLUMNS } from "./conditions.ts";
import { ListTradesInput } from "./input.ts";
import { isTradeField, TRADE_FIELDS, type TradeField } from "./model/loan-fields.ts";
import { checkFilters } from "./model/query.ts";

const SUMMARY_COLUMNS = {
  pipelineTradeId: trade.pipelineTradeId,
  exchangeTradeId: trade.exchangeTradeId,
  buyerName: trade.buyerName,
  sellerName: trade.sellerName,
  tradeDate: trade.tradeDate,
  totalLoanCount: trade.totalLoanCount,
  totalAmount: trade.totalAmount,
  status: trade.status,
  createdAt: trade.createdAt,
};

/** `PipelineTradeSummary` of the source. */
export interface TradeSummary {
  pipelineTradeId: number;
  exchangeTradeId: string;
  buyerName: string;
  sellerName: string;
  tradeDate: string;
  totalLoanCount: number;
  totalAmount: string;
  status: string;
  createdAt: string;
}

export interface TradePage {
  totalRows: number;
  page: number;
  pageSize: number;
  trades: TradeSummary[];
}

/**
 * One page of the trades that match (P4.1), newest first unless asked otherwise. Two statements.
 * @throws DomainError PAYLOAD_VALIDATION naming an unknown field or operator, or a value of the wrong type
 */
export async function listTrades(ctx: Context, raw: unknown): Promise<TradePage> {
  authorise(ctx, "pipeline:read");
  const { page = 1, pageSize = 25, sortBy, sortDirection, filters } = parseInput(ListTradesInput, raw);
  const { conditions, faults } = checkFilters(TRADE_FIELDS, filters ?? []);
  const field = sortBy ?? "pipelineTradeId";
  if (!isTradeField(field))
    faults.push({ field: "sortBy", message: `'${field}' is not a field of this list` });
  if (faults.length > 0 || !isTradeField(field)) throw invalidInput(faults);
  const parts = conditions.map((c) =>
    columnCondition(TRADE_COLUMNS[c.field as TradeField], c, ctx.tenant.timeZone),
  );
  const where = parts.length === 0 ? sql`true` : sql.join(parts, sql` and `);
  const direction = (sortDirection ?? (sortBy ? "asc" : "desc")) === "desc" ? sql`desc` : sql`asc`;
  const [count] = await rowsOf<{ total: number }>(
    ctx.db,
    sql`select count(*)::int as total from ${trade} where ${where}`,
  );
  const trades = await ctx.db
    .select(SUMMARY_COLUMNS)
    .from(trade)
    .where(where)
    .orderBy(sql`${TRADE_COLUMNS[field]} ${direction}, ${trade.pipelineTradeId} ${direction}`)
    .limit(pageSize)
    .offset((page - 1) * pageSize);
  return { totalRows: count?.total ?? 0, page, pageSize, trades };
}
