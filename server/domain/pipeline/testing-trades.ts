import type { Context } from "../context.ts";
import { receiveTrade, type TradeCreated } from "./receive-trade.ts";

/** Trades for tests, in the exchange's own shape. */

export type PsxLoanBody = Record<string, unknown>;

export function psxLoan(number: number, facts: PsxLoanBody = {}): PsxLoanBody {
  return {
    exchangeLoanId: `L${String(number).padStart(4, "0")}`,
    loanId: `1090${String(number).padStart(7, "0")}`,
    loanAmount: 250_000 + number * 1_000,
    noteRate: 6.875,
    borrowerName: `Borrower ${number}`,
    propertyAddress: `${100 + number} Poplar St`,
    propertyCity: "Austin",
    propertyState: "TX",
    propertyZip: "78701",
    creditScore: 740,
    ltv: 80,
    cltv: 80,
    purposeCode: "P",
    occupancyCode: "O",
    propertyType: "SF",
    productCode: "CONV30",
    purchasePrice: 255_000 + number * 1_000,
    ...facts,
  };
}

export function psxTrade(
  id: string,
  loans: PsxLoanBody[],
  facts: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    exchangeTradeId: id,
    tradeDate: "2026-03-02",
    principalId: "WTPO",
    buyerId: "B-104",
    buyerName: "Cascade Capital Markets",
    sellerId: "S-1090",
    sellerName: "Tidewater Home Finance",
    loans,
    ...facts,
  };
}

export function bodyOf(value: unknown): Uint8Array {
  return new TextEncoder().encode(typeof value === "string" ? value : JSON.stringify(value));
}

export function deliver(exchange: Context, body: unknown): Promise<TradeCreated> {
  return receiveTrade(exchange, { keyPrefix: "psx_test", body: bodyOf(body) });
}

/** Posts a trade of `count` plain loans and returns their ids, in order. */
export async function buyLoans(
  exchange: Context,
  tradeId: string,
  count: number,
  facts: PsxLoanBody = {},
): Promise<number[]> {
  const loans = Array.from({ length: count }, (_, i) => psxLoan(i + 1, facts));
  const { pipelineTradeId } = await deliver(exchange, psxTrade(tradeId, loans));
  const { rows } = await exchange.pool.query<{ id: number }>(
    "select pipeline_loan_id as id from pipeline_loan where pipeline_trade_id = $1 order by 1",
    [pipelineTradeId],
  );
  return rows.map((row) => row.id);
}
