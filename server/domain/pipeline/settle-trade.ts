import { eq } from "drizzle-orm";
import type { Database } from "../../../db/connect.ts";
import { trade } from "../../../db/tenant/schema/pipeline.ts";
import { authorise, type Context, inTransaction, today } from "../context.ts";
import { DomainError, refuseIf } from "../errors.ts";
import { parseInput } from "../parse.ts";
import { SettleTradeInput } from "./input.ts";
import { type LoanChange, lockLoansOfTrade, writeLoanChanges } from "./loan-rows.ts";
import { TRADE_NOT_FOUND } from "./model/loan.ts";
import {
  defaultSettlementAmount,
  guardAmounts,
  guardSettlementDate,
  guardTradeVersion,
  guardWorkflowVersion,
  reasonToSkip,
} from "./model/settlement.ts";
import { SETTLED } from "./model/status-workflow.ts";
import { readWorkflow } from "./status-workflow-rows.ts";

/** `SettleTradeResponse` of the source. */
export interface TradeSettled {
  pipelineTradeId: number;
  totalLoans: number;
  settled: number;
  skipped: number;
  skippedDetails: { pipelineLoanId: number; currentStatus: string; reason: string }[];
}

/**
 * Settles every loan of a trade that is ready, each for its sale price, its purchase price, or the amount given for it;
 * names the others with the reason (P5.3). One transaction. Administrators only.
 * @throws DomainError TRADE_NOT_FOUND, INVALID_SETTLEMENT, CONFLICT (a loan or the workflow changed since the trade was looked at)
 */
export async function settleTrade(ctx: Context, raw: unknown): Promise<TradeSettled> {
  authorise(ctx, "pipeline:settle");
  const input = parseInput(SettleTradeInput, raw, "INVALID_SETTLEMENT");
  return inTransaction(ctx, async (tx) => {
    const { exchangeTradeId, tradeDate } = await readTrade(tx, input.tradeId);
    refuseIf(guardSettlementDate(input.settlementDate, today(ctx), tradeDate));
    const loans = [...(await lockLoansOfTrade(tx, input.tradeId)).values()];
    refuseIf(guardTradeVersion(input.version, loans));
    const workflow = await readWorkflow(tx);
    refuseIf(guardWorkflowVersion(input.workflowVersion, workflow));
    const amounts = new Map(input.amounts?.map((a) => [a.pipelineLoanId, a.settlementAmount]));
    const inTrade = loans.map((loan) => loan.pipelineLoanId);
    refuseIf(guardAmounts([...amounts.keys()], inTrade, "is not in this trade"));
    const { settlementDate, settlementReference } = input;
    const changes: LoanChange[] = [];
    const skippedDetails: TradeSettled["skippedDetails"] = [];
    for (const before of loans) {
      const { pipelineLoanId, currentStatus } = before;
      const reason = reasonToSkip(workflow, currentStatus);
      if (reason !== null) {
        skippedDetails.push({ pipelineLoanId, currentStatus, reason });
        continue;
      }
      const settlementAmount = amounts.get(pipelineLoanId) ?? defaultSettlementAmount(before);
      changes.push({
        before,
        newStatus: SETTLED,
        facts: { settlementAmount, settlementDate, settlementReference },
        notes: `Settled with its trade, reference ${settlementReference}`,
        origin: `trade settlement ${exchangeTradeId}`,
      });
    }
    await writeLoanChanges(tx, ctx, workflow, changes);
    return {
      pipelineTradeId: input.tradeId,
      totalLoans: loans.length,
      settled: changes.length,
      skipped: skippedDetails.length,
      skippedDetails,
    };
  });
}

async function readTrade(
  tx: Database,
  tradeId: number,
): Promise<{ exchangeTradeId: string; tradeDate: string }> {
  const [row] = await tx
    .select({ exchangeTradeId: trade.exchangeTradeId, tradeDate: trade.tradeDate })
    .from(trade)
    .where(eq(trade.pipelineTradeId, tradeId));
  if (!row) throw new DomainError(TRADE_NOT_FOUND);
  return row;
}
