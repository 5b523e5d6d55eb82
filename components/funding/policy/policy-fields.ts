import { DEFAULT_POLICY, type Policy } from "@/server/domain/funding/model/policy.ts";
import { figuresOf } from "@/server/domain/funding/model/policy-changes.ts";
import { dollars } from "../../ui/money-text.ts";

/** The thresholds of underwriting in the words of those who set them (F1.3). */

export interface PolicyField {
  /** Its place in the policy: `cards.minimumScore`. */
  name: string;
  label: string;
  /** After the figure: "months". */
  unit: string;
  help?: string;
}

export interface PolicyGroup {
  title: string;
  about: string;
  fields: PolicyField[];
}

const score = "points";
const months = "months";
const perBureau = "at one bureau";

export const POLICY_GROUPS: PolicyGroup[] = [
  {
    title: "Cards: who is declined",
    about: "Any one of these declines, in this order.",
    fields: [
      {
        name: "cards.bankruptcyMonths",
        label: "Bankruptcy within",
        unit: months,
        help: "Filed or discharged.",
      },
      { name: "cards.minimumScore", label: "Score below", unit: score },
      { name: "cards.severe60DayMonths", label: "A 60-day late within", unit: months },
      { name: "cards.severe90DayMonths", label: "A 90-day late within", unit: months },
      {
        name: "cards.minimumTradelines",
        label: "Fewer own accounts than",
        unit: "accounts",
        help: "A thin file.",
      },
      {
        name: "cards.minimumOldestMonths",
        label: "Oldest account younger than",
        unit: months,
        help: "A thin file.",
      },
      { name: "cards.derogatoriesToDecline", label: "Unpaid collections and charge-offs", unit: "or more" },
      { name: "cards.lates30ToDecline", label: "30-day lates in all", unit: "or more" },
      { name: "cards.lates60ToDecline", label: "60-day lates in all", unit: "or more" },
      { name: "cards.minimumIncome", label: "Stated income below", unit: "a year" },
      { name: "cards.mostNewAccounts", label: "More new accounts than", unit: "accounts" },
      { name: "cards.newAccountMonths", label: "An account is new for", unit: months },
    ],
  },
  {
    title: "Cards: who is for a person to judge",
    about: "These go to manual review.",
    fields: [
      {
        name: "cards.clearScore",
        label: "Score up to, but below",
        unit: score,
        help: "From the score that declines.",
      },
      { name: "cards.inquiriesToReview", label: "More hard inquiries than", unit: perBureau },
      { name: "cards.inquiryMonths", label: "Inquiries count for", unit: months },
      { name: "cards.reportDays", label: "Report older than", unit: "days" },
    ],
  },
  {
    title: "Cards: what is done first",
    about: "A client who qualifies is asked for these before the applications go out, or waits.",
    fields: [
      { name: "cards.newAccountsToSeason", label: "New accounts that have to season", unit: "or more" },
      { name: "cards.seasonedMonths", label: "Youngest account younger than", unit: months },
      { name: "cards.utilizationInAll", label: "Paydowns above", unit: "% in all" },
      { name: "cards.utilizationPerCard", label: "Paydowns above", unit: "% on one card" },
      { name: "cards.paydownTarget", label: "Pay each card down to", unit: "%" },
      { name: "cards.inquiriesToRemove", label: "Remove inquiries above", unit: perBureau },
    ],
  },
  {
    title: "Term loan",
    about: "Score, income, unsecured debt and inquiries decide alone.",
    fields: [
      { name: "termLoan.minimumScore", label: "Score below", unit: score },
      { name: "termLoan.minimumIncome", label: "Stated income below", unit: "a year" },
      { name: "termLoan.unsecuredDebtPercent", label: "Unsecured debt above", unit: "% of income" },
      { name: "termLoan.inquiriesToDecline", label: "Decline above", unit: `inquiries ${perBureau}` },
      { name: "termLoan.inquiriesToRemove", label: "Remove inquiries above", unit: perBureau },
      { name: "termLoan.inquiryMonths", label: "Inquiries count for", unit: months },
    ],
  },
  {
    title: "Merchant cash advance",
    about: "At least all of these.",
    fields: [
      { name: "established.mca.minimumScore", label: "Score", unit: score },
      { name: "established.mca.minimumMonthlyRevenue", label: "Revenue", unit: "a month" },
      { name: "established.mca.minimumMonthsInBusiness", label: "In business", unit: months },
    ],
  },
  {
    title: "SBA loan",
    about: "At least all of these.",
    fields: [
      { name: "established.sba.minimumScore", label: "Score", unit: score },
      { name: "established.sba.minimumMonthlyRevenue", label: "Revenue", unit: "a month" },
      { name: "established.sba.minimumMonthsInBusiness", label: "In business", unit: months },
    ],
  },
  {
    title: "Parked files",
    about: "When a parked client is called again.",
    fields: [
      { name: "parking.pendingSeasoningMonths", label: "Pending seasoning after", unit: months },
      { name: "parking.thinFileMonths", label: "Thin file after", unit: months },
      {
        name: "parking.recentActivityMonths",
        label: "Too many new accounts after",
        unit: months,
        help: "From the day the youngest was opened.",
      },
      { name: "parking.recentActivityFloorDays", label: "But not before", unit: "days from now" },
    ],
  },
];

export const POLICY_FIELDS = POLICY_GROUPS.flatMap(({ fields }) => fields);

const DEFAULTS = figuresOf(DEFAULT_POLICY);

/** As it is typed: digits, and an amount without the cents that it does not have. */
export function typedFigure(value: string | number): string {
  return String(value).replace(/\.00$/, "");
}

export function isMoney(name: string): boolean {
  return typeof DEFAULTS[name] === "string";
}

/** `$25,000.00 a year`, `48 months` */
export function figureText(name: string, value: string | number): string {
  const unit = POLICY_FIELDS.find((field) => field.name === name)?.unit ?? "";
  return `${isMoney(name) ? dollars(String(value)) : value} ${unit}`.replace(" %", " %").trim();
}

export function defaultText(name: string): string {
  const value = DEFAULTS[name] ?? "";
  return isMoney(name) ? dollars(String(value)).replace(/\.00$/, "") : String(value);
}

/** "Cards: score below" for a list of changes. */
export function fieldTitle(name: string): string {
  const group = POLICY_GROUPS.find(({ fields }) => fields.some((field) => field.name === name));
  const label = POLICY_FIELDS.find((field) => field.name === name)?.label ?? name;
  const product = group?.title.split(":")[0];
  return product ? `${product}, ${label.charAt(0).toLowerCase()}${label.slice(1)}` : label;
}

/** What was typed over the figures that are in force, as the verbs take it. */
export function policyOf(inForce: Policy, typed: Record<string, string>): Policy {
  const draft = structuredClone(inForce);
  for (const [name, text] of Object.entries(typed)) {
    const path = name.split(".");
    const last = path.pop() ?? "";
    const holder = path.reduce<Record<string, unknown>>(
      (one, part) => one[part] as Record<string, unknown>,
      draft as unknown as Record<string, unknown>,
    );
    holder[last] = isMoney(name) ? text.trim().replace(/[$,]/g, "") : text.trim();
  }
  return draft;
}
