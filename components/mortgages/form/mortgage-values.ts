import type { RefusalDetail } from "@/server/domain/errors.ts";
import { faultsOf, type MortgageFacts } from "@/server/domain/mortgages/model/mortgage.ts";
import { factsAsText } from "@/server/domain/mortgages/model/mortgage-changes.ts";
import { writtenDay } from "@/server/domain/written-day.ts";
import { moneyText, typedMoney } from "../../ui/money-text.ts";
import { MORTGAGE_FIELDS, type MortgageField } from "../fact-text.ts";
import { shownRate, typedRate } from "../rate-text.ts";

/** What may stay unknown. */
const OPTIONAL: readonly MortgageField[] = [
  "externalMortgageId",
  "property.type",
  "property.latitude",
  "property.longitude",
];
export const isOptional = (field: MortgageField) => OPTIONAL.includes(field);

/** What stands in the fields, as text; the borrower's name is for whoever reads it. */
export type MortgageValues = Record<MortgageField | "borrowerName", string>;

/** A fact as text, or null for what is not known. */
export type FactTexts = Record<MortgageField, string | null>;

export const NEW_MORTGAGE: MortgageValues = {
  ...(Object.fromEntries(MORTGAGE_FIELDS.map((field) => [field, ""])) as Record<MortgageField, string>),
  borrowerName: "",
  status: "active",
  "property.country": "US",
};

export const factsOf = (mortgage: MortgageFacts): FactTexts => factsAsText(mortgage) as FactTexts;

/** The facts as the fields show them. */
export function shownValues(mortgage: MortgageFacts & { borrowerName: string }): MortgageValues {
  const facts = factsOf(mortgage);
  const shown = MORTGAGE_FIELDS.map((field) => {
    const value = facts[field] ?? "";
    if (field === "loanAmount") return [field, moneyText(value)];
    return [field, field === "interestRate" || field.endsWith("itude") ? shownRate(value) : value];
  });
  return { ...(Object.fromEntries(shown) as MortgageValues), borrowerName: mortgage.borrowerName };
}

/** What stands in the fields, as facts, so that 412500 and 412,500.00 are the same. */
export function typedFacts(values: MortgageValues): FactTexts {
  const typed = MORTGAGE_FIELDS.map((field) => {
    const text = values[field].trim();
    const value =
      field === "loanAmount"
        ? typedMoney(text)
        : field === "interestRate"
          ? typedRate(text)
          : field.endsWith("itude")
            ? typedDegrees(text)
            : text;
    return [field, value === "" ? null : value];
  });
  return Object.fromEntries(typed);
}

/** Seven decimals, as they are kept. */
function typedDegrees(text: string): string {
  const match = /^(-?)(\d{1,3})(?:\.(\d{0,7}))?$/.exec(text.replace("\u2212", "-"));
  if (!match) return text;
  const [, sign = "", whole = "", fraction = ""] = match;
  return `${sign}${whole}.${fraction.padEnd(7, "0")}`;
}

export function differing(a: FactTexts, b: FactTexts): MortgageField[] {
  return MORTGAGE_FIELDS.filter((field) => a[field] !== b[field]);
}

/** The facts as the verbs take them, of these fields alone; what is not known is null where it may be, else left out. */
export function inputOf(facts: FactTexts, fields: readonly MortgageField[] = MORTGAGE_FIELDS) {
  const plain: Record<string, unknown> = {};
  const property: Record<string, unknown> = {};
  for (const field of fields) {
    const value = facts[field] ?? (isOptional(field) ? null : undefined);
    if (value === undefined) continue;
    if (field.startsWith("property.")) property[field.slice("property.".length)] = value;
    else plain[field] = value;
  }
  return { ...plain, ...(Object.keys(property).length > 0 ? { property } : {}) };
}

/** What no schema of a single field tells: what is missing, and what does not go together (M5). */
export function faultsBetween(facts: FactTexts): RefusalDetail[] {
  const missing = MORTGAGE_FIELDS.filter((field) => facts[field] === null && !isOptional(field)).map(
    (field) => ({ field, message: "is required" }),
  );
  const { originationDate, maturityDate } = facts;
  const isDay = (day: string | null) => day !== null && writtenDay(day) !== null;
  const dates =
    isDay(originationDate) && isDay(maturityDate)
      ? { originationDate: originationDate ?? "", maturityDate: maturityDate ?? "" }
      : { originationDate: "1900-01-01", maturityDate: "1900-01-02" };
  const property = { latitude: facts["property.latitude"], longitude: facts["property.longitude"] };
  return [...missing, ...faultsOf({ ...dates, property })];
}
