import { LOAN_FIELDS, type LoanField } from "@/server/domain/pipeline/model/loan-fields.ts";
import type { FieldKind, Operator } from "@/server/domain/pipeline/model/query.ts";
import { dollars } from "../ui/money-text.ts";
import { dayLabel } from "../ui/time-text.ts";
import { LOAN_LABELS } from "./field-labels.ts";
import type { UrlCondition } from "./list-url.ts";

/** Conditions of a list in words. */

const OF_NUMBERS: [Operator, string][] = [
  ["gte", "at least"],
  ["lte", "at most"],
  ["eq", "is"],
  ["neq", "is not"],
  ["gt", "more than"],
  ["lt", "less than"],
];

const OF_DAYS: [Operator, string][] = [
  ["gte", "from"],
  ["lte", "until"],
  ["eq", "on"],
  ["gt", "after"],
  ["lt", "before"],
];

/** The operators that a person is offered for a kind of field, the likeliest first, with their words. */
export const OPERATOR_WORDS: Record<FieldKind, [Operator, string][]> = {
  text: [
    ["contains", "contains"],
    ["eq", "is"],
    ["neq", "is not"],
    ["in", "is any of"],
  ],
  integer: OF_NUMBERS,
  decimal: OF_NUMBERS,
  age: OF_NUMBERS,
  day: OF_DAYS,
  instant: OF_DAYS,
  alert: [["eq", "is"]],
};

const MONEY = new Set<LoanField>([
  "loanAmount",
  "purchasePrice",
  "salePrice",
  "profitSpread",
  "settlementAmount",
]);

export function isMoneyField(field: LoanField): boolean {
  return MONEY.has(field);
}

/** `["loanAmount", "gte", "500000"]` → "Loan amount at least $500,000.00" */
export function conditionText([field, operator, value]: UrlCondition): string {
  const kind = LOAN_FIELDS[field];
  // An address may hold operators that are not offered, such as a list of numbers.
  const word = OPERATOR_WORDS[kind].find(([one]) => one === operator)?.[1] ?? operator;
  const values = (Array.isArray(value) ? value : [value]).map((one) => valueText(field, kind, one));
  const shown = values.length > 3 ? [...values.slice(0, 3), `${values.length - 3} more`] : values;
  return `${LOAN_LABELS[field]} ${word} ${shown.join(", ")}`;
}

function valueText(field: LoanField, kind: FieldKind, value: string): string {
  if (isMoneyField(field)) return dollars(value);
  if ((kind === "day" || kind === "instant") && /^\d{4}-\d{2}-\d{2}$/.test(value)) return dayLabel(value);
  if (kind === "age") return `${value} business ${value === "1" ? "day" : "days"}`;
  if (kind === "alert") return value === "true" ? "yes" : "no";
  return kind === "text" ? `“${value}”` : value;
}
