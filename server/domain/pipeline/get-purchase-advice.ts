import { asc, eq, sql } from "drizzle-orm";
import { loan, trade } from "../../../db/tenant/schema/pipeline.ts";
import { authorise, type Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import { sumMoney } from "../money.ts";
import { parseInput } from "../parse.ts";
import { RecordInput } from "./input.ts";
import { TRADE_NOT_FOUND } from "./model/loan.ts";

const TRADE = {
  exchangeTradeId: trade.exchangeTradeId,
  principalId: trade.principalId,
  buyerName: trade.buyerName,
  sellerName: trade.sellerName,
  tradeDate: trade.tradeDate,
  status: trade.status,
  createdAt: trade.createdAt,
};

const LINE = {
  pipelineLoanId: loan.pipelineLoanId,
  loanId: loan.loanId,
  exchangeLoanId: loan.exchangeLoanId,
  borrowerName: loan.borrowerName,
  currentStatus: loan.currentStatus,
  buyerName: loan.buyerName,
  loanAmount: loan.loanAmount,
  purchasePrice: loan.purchasePrice,
  salePrice: loan.salePrice,
  settlementAmount: loan.settlementAmount,
  settlementDate: loan.settlementDate,
  settlementReference: loan.settlementReference,
  settlementVariance: sql<string | null>`${loan.settlementAmount} - ${loan.salePrice}`,
};

/** A loan as a line of the advice. */
export interface AdviceLine {
  pipelineLoanId: number;
  loanId: string;
  exchangeLoanId: string;
  borrowerName: string;
  currentStatus: string;
  /** The loan's own investor, who may be another than the trade's by now. */
  buyerName: string;
  loanAmount: string;
  purchasePrice: string;
  salePrice: string | null;
  settlementAmount: string | null;
  settlementDate: string | null;
  settlementReference: string | null;
  /** Amount − sale price (P5.5). */
  settlementVariance: string | null;
}

/** A sum, and over how many loans whose figure is known. */
export interface AdviceTotal {
  amount: string;
  loans: number;
}

export interface PurchaseAdvice {
  pipelineTradeId: number;
  exchangeTradeId: string;
  principalId: string;
  buyerName: string;
  sellerName: string;
  tradeDate: string;
  status: string;
  createdAt: string;
  /** The moment that the figures are of. */
  asOf: string;
  lines: AdviceLine[];
  totals: {
    loanAmount: AdviceTotal;
    purchasePrice: AdviceTotal;
    salePrice: AdviceTotal;
    settlementAmount: AdviceTotal;
    settlementVariance: AdviceTotal;
  };
}

/**
 * A trade as it is printed for the parties: every loan on a line, and totals to the cent. One statement, so that trade,
 * lines and totals are of one moment.
 * @throws DomainError TRADE_NOT_FOUND
 */
export async function getPurchaseAdvice(ctx: Context, raw: unknown): Promise<PurchaseAdvice> {
  authorise(ctx, "pipeline:read");
  const { tradeId } = parseInput(RecordInput.trade, raw);
  const rows = await ctx.db
    .select({ trade: TRADE, line: LINE })
    .from(loan)
    .innerJoin(trade, eq(trade.pipelineTradeId, loan.pipelineTradeId))
    .where(eq(loan.pipelineTradeId, tradeId))
    .orderBy(asc(loan.pipelineLoanId));
  const [first] = rows;
  if (!first) throw new DomainError(TRADE_NOT_FOUND);
  const lines = rows.map(({ line }) => line);
  const total = (field: keyof PurchaseAdvice["totals"]): AdviceTotal => {
    const known = lines.map((line) => line[field]).filter((amount) => amount !== null);
    return { amount: sumMoney(known), loans: known.length };
  };
  return {
    pipelineTradeId: tradeId,
    asOf: ctx.now().toISOString(),
    ...first.trade,
    lines,
    totals: {
      loanAmount: total("loanAmount"),
      purchasePrice: total("purchasePrice"),
      salePrice: total("salePrice"),
      settlementAmount: total("settlementAmount"),
      settlementVariance: total("settlementVariance"),
    },
  };
}
