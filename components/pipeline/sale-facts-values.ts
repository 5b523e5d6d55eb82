import type { EditLoanInput } from "@/server/domain/pipeline/input.ts";
import { moneyText, typedAmount } from "../ui/money-text.ts";
import { dayLabel } from "../ui/time-text.ts";

/** The facts of the sale as a form holds them: text, or null for what is not known. */
export interface Facts {
  buyerName: string | null;
  buyerId: string | null;
  salePrice: string | null;
  expectedDeliveryDate: string | null;
  deliveryMethod: string | null;
  actualDeliveryDate: string | null;
}

type FactName = keyof Facts;

/** Under which what is typed about a loan is kept. */
export const saleFactsDraft = (loanId: number) => `sale facts/${loanId}`;

export const FACT_LABELS: Record<FactName, string> = {
  buyerName: "Investor",
  buyerId: "Investor ID",
  salePrice: "Sale price",
  expectedDeliveryDate: "Expected delivery",
  deliveryMethod: "Delivery method",
  actualDeliveryDate: "Delivered on",
};

const NAMES = Object.keys(FACT_LABELS) as FactName[];

export function factsOf(source: Partial<Record<FactName, string | null>>): Facts {
  return Object.fromEntries(NAMES.map((name) => [name, source[name] ?? null])) as unknown as Facts;
}

/** The facts as the form's fields show them. */
export function shownFacts(facts: Facts): Record<FactName, string> {
  const shown = NAMES.map((name) => {
    const value = facts[name] ?? "";
    return [name, name === "salePrice" && value !== "" ? moneyText(value) : value];
  });
  return Object.fromEntries(shown);
}

/** What stands in the form, as facts. */
export function typedFacts(values: Record<FactName, string>): Facts {
  const typed: Partial<Facts> = {};
  for (const name of NAMES) {
    const text = values[name].trim();
    const value = name === "salePrice" ? withCents(typedAmount(text)) : text;
    typed[name] = value === "" ? null : value;
  }
  return factsOf(typed);
}

/** So that 250000 and 250,000.00 are the same amount. What is no amount stays as typed, to be refused by the schema. */
function withCents(amount: string): string {
  return /^\d+(\.\d{0,2})?$/.test(amount) ? moneyText(amount).replaceAll(",", "") : amount;
}

/** Only what differs is sent. An investor changes with both name and id; blank ones go out as blank to be refused. */
export function changedFacts(before: Facts, after: Facts): Omit<EditLoanInput, "loanId" | "version"> {
  const changed: Partial<Record<FactName, string | null>> = {};
  for (const name of differing(before, after)) changed[name] = after[name];
  if ("buyerName" in changed || "buyerId" in changed) {
    changed.buyerName = after.buyerName ?? "";
    changed.buyerId = after.buyerId ?? "";
  }
  return changed as Omit<EditLoanInput, "loanId" | "version">;
}

export function differing(a: Facts, b: Facts): FactName[] {
  return NAMES.filter((name) => a[name] !== b[name]);
}

/** What I changed on top of what they changed: of a fact that only they touched, theirs stays. */
export function merged({ base, mine, theirs }: { base: Facts; mine: Facts; theirs: Facts }): Facts {
  return { ...theirs, ...Object.fromEntries(differing(base, mine).map((name) => [name, mine[name]])) };
}

/** A fact as a person reads it. */
export function factText(name: string, value: string | null): string {
  if (value === null || value === "") return "–";
  if (/(Price|Amount|Spread)$/.test(name) && /^-?\d+(\.\d+)?$/.test(value)) return moneyText(value);
  if (/Date$/.test(name) && /^\d{4}-\d{2}-\d{2}/.test(value)) return dayLabel(value);
  return value;
}
