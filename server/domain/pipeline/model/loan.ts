import type { Refusal } from "../../errors.ts";

/**
 * A loan of another tenant and one that never was get the same answer to the letter (P6.2), so the id that was asked for
 * is not repeated.
 */
export const LOAN_NOT_FOUND: Refusal = {
  code: "LOAN_NOT_FOUND",
  message: "There is no such loan. Check its id.",
};

export const TRADE_NOT_FOUND: Refusal = {
  code: "TRADE_NOT_FOUND",
  message: "There is no such trade. Check its id.",
};
