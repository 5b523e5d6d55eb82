import type { Refusal } from "../../errors.ts";

/** A loan of another tenant and one that never was get the same answer (P6.2). */
export function loanNotFound(pipelineLoanId: number): Refusal {
  return { code: "LOAN_NOT_FOUND", message: `There is no loan ${pipelineLoanId}.` };
}

export function tradeNotFound(pipelineTradeId: number): Refusal {
  return { code: "TRADE_NOT_FOUND", message: `There is no trade ${pipelineTradeId}.` };
}
