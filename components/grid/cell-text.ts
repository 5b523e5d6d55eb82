import { LOAN_FIELDS, type LoanField } from "@/server/domain/pipeline/model/loan-fields.ts";
import { isMoneyField } from "../pipeline/condition-text.ts";
import { moneyText, rateText } from "../ui/money-text.ts";
import { dayLabel, logMoment } from "../ui/time-text.ts";
import { CLOSED_LISTS } from "./column-filter.ts";

/** Ids are compared letter by letter. */
const IDS = new Set<LoanField>([
  "loanId",
  "exchangeLoanId",
  "exchangeTradeId",
  "pipelineLoanId",
  "pipelineTradeId",
  "principalId",
  "buyerId",
  "sellerId",
  "settlementReference",
]);

/** Amounts with a sign that matters. */
const SIGNED = new Set<LoanField>(["profitSpread"]);

/** A loan's field as a cell shows it: exact digits, "–" for what is not known. */
export function cellText(field: LoanField, value: unknown, timeZone: string): string {
  if (value === null || value === undefined || value === "") return "–";
  const text = String(value);
  if (isMoneyField(field))
    return SIGNED.has(field) && /^[^-]*[1-9]/.test(text) ? `+${moneyText(text)}` : moneyText(text);
  switch (LOAN_FIELDS[field]) {
    case "decimal":
      return rateText(text);
    case "day":
      return dayLabel(text);
    case "instant":
      return logMoment(text, timeZone);
    default:
      return CLOSED_LISTS[field]?.[text] ?? text;
  }
}

/** How a cell of the field looks; figures stand at the right so that they can be compared down the column. */
export function cellLook(field: LoanField): string {
  if (IDS.has(field)) return "grid-id";
  return isFigure(field) ? "grid-figure" : "";
}

export function isFigure(field: LoanField): boolean {
  return LOAN_FIELDS[field] !== "text" && !IDS.has(field) && field !== "agingAlert";
}
