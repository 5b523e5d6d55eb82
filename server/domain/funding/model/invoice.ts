import type { Refusal, RefusalDetail } from "../../errors.ts";
import { compareMoney, isDecimal, percentOf, sumMoney } from "../../money.ts";
import { PATHS, type PrimaryPath } from "./paths.ts";

/** What the client pays the operator (F4.1). */

/** Per cent; each operator may have another. */
export const DEFAULT_FEE_PERCENT = "9";

export interface Invoice {
  path: PrimaryPath;
  /** The term loan's amount, or the total approved on cards. */
  funded: string;
  feePercent: string;
  amount: string;
}

/**
 * The operator's fee on what was funded, rounded half up to the cent, once: the amounts are summed first. Where there is
 * nothing to pay there is no invoice, and that is said (F3.11); what a lender pays is recorded, not invoiced (F4.2).
 * @param amounts the loan's amount, or that of each approved card, as decimal text
 */
export function invoiceFor(
  path: PrimaryPath,
  feePercent: string,
  amounts: readonly string[],
): { refusal: Refusal } | { invoice: Invoice } | { none: string } {
  const details = [...wrongFee(feePercent), ...wrongAmounts(amounts)];
  const { title, paidBy } = PATHS[path];
  if (paidBy !== "client") {
    const why =
      paidBy === "lender" ? "is paid by the lender: record the commission instead" : "is not paid for";
    details.push({ field: "path", message: `${title} ${why}` });
  }
  const [first] = details;
  if (first) {
    const message = `${first.field} ${first.message}. No invoice was made.`;
    return { refusal: { code: "INVALID_INVOICE", message, details } };
  }
  const funded = sumMoney(amounts);
  const amount = percentOf(feePercent, funded);
  if (compareMoney(funded, "0") === 0) return { none: "Nothing was funded, so there is no invoice." };
  if (compareMoney(feePercent, "0") === 0)
    return { none: "The operator's fee is 0 %, so there is no invoice." };
  if (compareMoney(amount, "0") === 0)
    return { none: "The fee is less than a cent, so there is no invoice." };
  return { invoice: { path, funded, feePercent, amount } };
}

function wrongFee(feePercent: string): RefusalDetail[] {
  const isRight =
    isDecimal(feePercent) && compareMoney(feePercent, "0") >= 0 && compareMoney(feePercent, "100") <= 0;
  return isRight ? [] : [{ field: "feePercent", message: "must be between 0 and 100" }];
}

function wrongAmounts(amounts: readonly string[]): RefusalDetail[] {
  return amounts.flatMap((amount, index) =>
    isDecimal(amount) && compareMoney(amount, "0") >= 0
      ? []
      : [{ field: `amounts[${index}]`, message: "must be an amount of 0 or more" }],
  );
}
