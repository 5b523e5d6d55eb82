import { typedAmount } from "../../ui/money-text.ts";
import type { Lender } from "./lenders.tsx";

/** What stands in the fields of a lender, as text; products apart. */
export const LENDER_FIELDS = [
  "name",
  "minimumScore",
  "minimumMonthlyRevenue",
  "minimumMonthsInBusiness",
  "minimumAmount",
  "maximumAmount",
  "daysToFund",
  "contactName",
  "contactEmail",
  "contactPhone",
  "notes",
  "toVerify",
] as const;
export type LenderField = (typeof LENDER_FIELDS)[number];
export type LenderValues = Record<LenderField | "products", string>;

export function valuesOf(lender: Lender | null): LenderValues {
  const texts = LENDER_FIELDS.map((field) => [field, String(lender?.[field] ?? "")]);
  return {
    ...(Object.fromEntries(texts) as Record<LenderField, string>),
    products: (lender?.products ?? []).join(","),
  };
}

const AMOUNTS: readonly string[] = ["minimumMonthlyRevenue", "minimumAmount", "maximumAmount"];

/** As the verbs take it: what is left empty is not known. */
export function termsOf(values: LenderValues): Record<string, unknown> {
  const typed = LENDER_FIELDS.map((field) => {
    const text = values[field].trim();
    if (field !== "name" && text === "") return [field, null];
    return [field, AMOUNTS.includes(field) ? typedAmount(text) : text];
  });
  return { ...Object.fromEntries(typed), products: values.products === "" ? [] : values.products.split(",") };
}
