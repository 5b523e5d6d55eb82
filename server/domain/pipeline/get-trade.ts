import { asc, eq } from "drizzle-orm";
import { loan, trade } from "../../../db/tenant/schema/pipeline.ts";
import { dayIn } from "../business-days.ts";
import { authorise, type Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import { sumMoney } from "../money.ts";
import { parseInput } from "../parse.ts";
import { agingClock } from "./conditions.ts";
import { RecordInput } from "./input.ts";
import { type LoanSummary, SUMMARY_COLUMNS, withAge } from "./list-loans.ts";
import { TRADE_NOT_FOUND } from "./model/loan.ts";
import { readWorkflow } from "./status-workflow-rows.ts";
import { type StatusGroup, type StatusSummary, summaryOf } from "./summarize-loans.ts";

type StoredTrade = Omit<
  typeof trade.$inferSelect,
  "payloadFingerprint" | "settledCount" | "exceptionCount" | "terminalCount"
>;

/** `PipelineTradeDetail` of the source, with the variance of what was settled. */
export interface TradeDetail extends StoredTrade {
  statusBreakdown: StatusSummary[];
  loans: LoanSummary[];
  /** Sum over the settled loans whose sale price is known of amount − sale price; null while there are none (P5.5). */
  settlementVariance: string | null;
}

/**
 * One trade with all its loans (P4.1). Three statements.
 * @throws DomainError TRADE_NOT_FOUND, also for a trade of another tenant (P6.2)
 */
export async function getTrade(ctx: Context, raw: unknown): Promise<TradeDetail> {
  authorise(ctx, "pipeline:read");
  const { tradeId } = parseInput(RecordInput.trade, raw);
  const [row] = await ctx.db.select().from(trade).where(eq(trade.pipelineTradeId, tradeId));
  if (!row) throw new DomainError(TRADE_NOT_FOUND);
  const { payloadFingerprint, settledCount, exceptionCount, terminalCount, ...facts } = row;
  const workflow = await readWorkflow(ctx.db);
  const rows = await ctx.db
    .select(SUMMARY_COLUMNS)
    .from(loan)
    .where(eq(loan.pipelineTradeId, tradeId))
    .orderBy(asc(loan.pipelineLoanId));
  const variances = rows.map((r) => r.settlementVariance).filter((v) => v !== null);
  return {
    ...facts,
    statusBreakdown: summaryOf(ctx, workflow, groupsOf(rows, ctx.tenant.timeZone)).statusBreakdown,
    loans: withAge(agingClock(ctx), workflow, rows),
    settlementVariance: variances.length > 0 ? sumMoney(variances) : null,
  };
}

function groupsOf(
  rows: { currentStatus: string; statusDate: string; purchasePrice: string }[],
  timeZone: string,
): StatusGroup[] {
  return [...Map.groupBy(rows, (row) => row.currentStatus)].map(([status, loans]) => ({
    status,
    loans: loans.length,
    volume: sumMoney(loans.map((loan) => loan.purchasePrice)),
    days: loans.map((loan) => ({ day: dayIn(timeZone, new Date(loan.statusDate)), loans: 1 })),
  }));
}
