import { FACT_LABELS } from "./sale-facts-values.ts";

/** What a stored field is called on screen, where its history is told. */
export const FIELD_LABELS: Record<string, string> = {
  ...FACT_LABELS,
  profitSpread: "Spread",
  purchasePrice: "Purchase amount",
  settlementAmount: "Settlement",
  settlementDate: "Settlement date",
  settlementReference: "Settlement reference",
};
