import { asc, eq } from "drizzle-orm";
import { loan, trade } from "../../../db/tenant/schema/pipeline.ts";
import { authorise, type Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import { sumMoney } from "../money.ts";
import { parseInput } from "../parse.ts";
import { RecordInput } from "./input.ts";
import { TRADE_NOT_FOUND } from "./model/loan.ts";
import { defaultSettlementAmount, reasonToSkip, tradeVersion } from "./model/settlement.ts";
import { readWorkflow } from "./status-workflow-rows.ts";

interface LoanOfSettlement {
  pipelineLoanId: number;
  loanId: string;
  borrowerName: string;
  currentStatus: string;
}

/** A loan that would be settled, and for how much unless told otherwise. */
export interface ReadyLoan extends LoanOfSettlement {
  purchasePrice: string;
  salePrice: string | null;
  /** The sale price when known, else the purchase price (P5.3). */
  expectedAmount: string;
}

export interface TradeSettlementPreview {
  pipelineTradeId: number;
  exchangeTradeId: string;
  tradeDate: string;
  /** To be sent with the settlement, so that it is of what was seen here. */
  version: number;
  workflowVersion: number;
  ready: ReadyLoan[];
  skipped: (LoanOfSettlement & { reason: string })[];
  /** Sum of the expected amounts. */
  expectedTotal: string;
}

/**
 * What settling a trade would take, for how much, and what it would pass over and why (P5.3). Changes nothing. Three
 * statements. Administrators only.
 * @throws DomainError TRADE_NOT_FOUND
 */
export async function previewTradeSettlement(ctx: Context, raw: unknown): Promise<TradeSettlementPreview> {
  authorise(ctx, "pipeline:settle");
  const { tradeId } = parseInput(RecordInput.trade, raw);
  const [facts] = await ctx.db
    .select({ exchangeTradeId: trade.exchangeTradeId, tradeDate: trade.tradeDate })
    .from(trade)
    .where(eq(trade.pipelineTradeId, tradeId));
  if (!facts) throw new DomainError(TRADE_NOT_FOUND);
  const workflow = await readWorkflow(ctx.db);
  const loans = await ctx.db
    .select({
      pipelineLoanId: loan.pipelineLoanId,
      loanId: loan.loanId,
      borrowerName: loan.borrowerName,
      currentStatus: loan.currentStatus,
      purchasePrice: loan.purchasePrice,
      salePrice: loan.salePrice,
      version: loan.version,
    })
    .from(loan)
    .where(eq(loan.pipelineTradeId, tradeId))
    .orderBy(asc(loan.pipelineLoanId));
  const ready: ReadyLoan[] = [];
  const skipped: TradeSettlementPreview["skipped"] = [];
  for (const { version, purchasePrice, salePrice, ...one } of loans) {
    const reason = reasonToSkip(workflow, one.currentStatus);
    const expectedAmount = defaultSettlementAmount({ purchasePrice, salePrice });
    if (reason === null) ready.push({ ...one, purchasePrice, salePrice, expectedAmount });
    else skipped.push({ ...one, reason });
  }
  return {
    pipelineTradeId: tradeId,
    ...facts,
    version: tradeVersion(loans),
    workflowVersion: workflow.version,
    ready,
    skipped,
    expectedTotal: sumMoney(ready.map((one) => one.expectedAmount)),
  };
}
