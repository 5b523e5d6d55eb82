import { moneyText, typedMoney } from "../../ui/money-text.ts";
import { dayLabel } from "../../ui/time-text.ts";

/** What is known of a client, as a form holds it: text, or null for what is not known. */
export interface ApplicantFacts {
  name: string | null;
  email: string | null;
  phone: string | null;
  statedIncome: string | null;
  monthlyRevenue: string | null;
  businessStartedOn: string | null;
  operator: string | null;
}

export type FactName = keyof ApplicantFacts;

export const FACT_LABELS: Record<FactName, string> = {
  name: "Name",
  email: "E-mail",
  phone: "Phone",
  statedIncome: "Stated income, a year",
  monthlyRevenue: "Monthly revenue",
  businessStartedOn: "Business since",
  operator: "Operator",
};

export const FACT_NAMES = Object.keys(FACT_LABELS) as FactName[];

const AMOUNTS: readonly FactName[] = ["statedIncome", "monthlyRevenue"];

/** Under which what is typed about a client is kept. */
export const applicantDraft = (fileId: number) => `funding applicant/${fileId}`;

export function factsOf(source: Partial<Record<FactName, string | null>>): ApplicantFacts {
  return Object.fromEntries(
    FACT_NAMES.map((name) => [name, source[name] ?? null]),
  ) as unknown as ApplicantFacts;
}

/** The facts as the form's fields show them. */
export function shownFacts(facts: ApplicantFacts): Record<FactName, string> {
  const shown = FACT_NAMES.map((name) => {
    const value = facts[name] ?? "";
    return [name, AMOUNTS.includes(name) && value !== "" ? moneyText(value) : value];
  });
  return Object.fromEntries(shown);
}

/** What stands in the form, as facts; addresses as they are kept. */
export function typedFacts(values: Record<FactName, string>): ApplicantFacts {
  const typed = FACT_NAMES.map((name) => {
    const text = values[name].trim();
    const value = AMOUNTS.includes(name)
      ? typedMoney(text)
      : name === "email" || name === "operator"
        ? text.toLowerCase()
        : text;
    return [name, value === "" ? null : value];
  });
  return factsOf(Object.fromEntries(typed));
}

/** Only what differs is sent. What must be known goes out as blank, to be refused in its place. */
export function changedFacts(
  before: ApplicantFacts,
  after: ApplicantFacts,
): Partial<Record<FactName, string | null>> {
  const mayBeUnknown: readonly FactName[] = ["phone", "monthlyRevenue", "businessStartedOn"];
  return Object.fromEntries(
    differing(before, after).map((name) => [name, after[name] ?? (mayBeUnknown.includes(name) ? null : "")]),
  );
}

export function differing(a: ApplicantFacts, b: ApplicantFacts): FactName[] {
  return FACT_NAMES.filter((name) => a[name] !== b[name]);
}

interface Versions {
  base: ApplicantFacts;
  mine: ApplicantFacts;
  theirs: ApplicantFacts;
}

/** What I changed on top of what they changed: of a fact that only they touched, theirs stays. */
export function merged({ base, mine, theirs }: Versions): ApplicantFacts {
  return { ...theirs, ...Object.fromEntries(differing(base, mine).map((name) => [name, mine[name]])) };
}

/** A fact as a person reads it. */
export function factText(name: string, value: string | null): string {
  if (value === null || value === "") return "not known";
  if (name === "businessStartedOn") return dayLabel(value);
  return AMOUNTS.includes(name as FactName) && /^\d+(\.\d+)?$/.test(value) ? `$${moneyText(value)}` : value;
}

/** The file as a refusal tells that it is now, to whoever decided by an older one. */
export interface PresentFile {
  version: number;
  facts: ApplicantFacts;
  updatedAt: string;
  updatedBy: string;
}

export function presentFile(facts: Record<string, unknown> | undefined): PresentFile | null {
  const { currentVersion: version, current } = facts ?? {};
  if (typeof version !== "number" || typeof current !== "object" || !current) return null;
  const told = current as Record<string, string | null>;
  return {
    version,
    facts: factsOf(told),
    updatedAt: told.updatedAt ?? "",
    updatedBy: told.updatedBy ?? "",
  };
}
