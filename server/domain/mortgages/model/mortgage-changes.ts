import type { MortgageFacts } from "./mortgage.ts";

/** A field that is other than before, as text (M11). */
export interface FieldChange {
  field: string;
  from: string | null;
  to: string | null;
}

const PLAIN = [
  "externalMortgageId",
  "borrowerId",
  "loanAmount",
  "interestRate",
  "originationDate",
  "maturityDate",
  "status",
] as const;

const PROPERTY = ["street", "city", "state", "zip", "country", "type", "latitude", "longitude"] as const;

/** Every fact of a mortgage by the path that its refusals and its history use, as text. */
export function factsAsText(facts: MortgageFacts): Record<string, string | null> {
  const text = (value: string | number | null) => (value === null ? null : String(value));
  return Object.fromEntries([
    ...PLAIN.map((field) => [field, text(facts[field])]),
    ...PROPERTY.map((field) => [`property.${field}`, text(facts.property[field])]),
  ]);
}

/** What a change changes; empty when it changes nothing. */
export function changesBetween(before: MortgageFacts | null, after: MortgageFacts): FieldChange[] {
  const [was, is] = [before === null ? {} : factsAsText(before), factsAsText(after)];
  return Object.entries(is)
    .map(([field, to]) => ({ field, from: was[field] ?? null, to }))
    .filter(({ from, to }) => from !== to);
}
