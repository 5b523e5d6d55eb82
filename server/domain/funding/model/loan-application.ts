import type { RefusalDetail } from "../../errors.ts";
import { writtenDay } from "../../written-day.ts";

/** What lenders ask about a client and a file does not know (F7.2), by the marketplace's own names. */

export const LOAN_PURPOSES = {
  debt_consolidation: "Debt consolidation",
  credit_card_refi: "Credit card refinancing",
  business: "Business",
  home_improvement: "Home improvement",
  large_purchases: "Large purchase",
  household_expenses: "Household expenses",
  emergency: "Emergency",
  medical_dental: "Medical or dental",
  moving_relocation: "Moving",
  auto: "Car",
  car_repair: "Car repair",
  taxes: "Taxes",
  wedding: "Wedding",
  vacation: "Vacation",
  special_occasion: "Special occasion",
  other: "Something else",
} as const;
export type LoanPurpose = keyof typeof LOAN_PURPOSES;

export const HOUSING = {
  own_outright: "Owns, without a mortgage",
  own_with_mortgage: "Owns, with a mortgage",
  rent: "Rents",
} as const;
export type Housing = keyof typeof HOUSING;

export const EMPLOYMENT = {
  employed_full_time: "Employed full time",
  employed_part_time: "Employed part time",
  employed: "Employed",
  self_employed: "Self-employed",
  military: "Military",
  retired: "Retired",
  not_employed: "Not employed",
  other: "Other",
} as const;
export type Employment = keyof typeof EMPLOYMENT;

export const PAY_FREQUENCIES = {
  weekly: "Every week",
  biweekly: "Every two weeks",
  twice_monthly: "Twice a month",
  monthly: "Every month",
} as const;
export type PayFrequency = keyof typeof PAY_FREQUENCIES;

/** The states and territories in which somebody can live. */
export const STATES = (
  "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC " +
  "SD TN TX UT VT VA WA WV WI WY PR VI GU"
).split(" ") as [string, ...string[]];

/** What is typed and kept. Neither the social security number nor the date of birth is part of it. */
export interface KeptApplication {
  loanAmount: number;
  purpose: LoanPurpose;
  firstName: string;
  lastName: string;
  phone: string;
  address1: string;
  address2: string | null;
  city: string;
  state: string;
  zipcode: string;
  housing: Housing;
  monthlyHousingPayment: string | null;
  employment: Employment;
  payFrequency: PayFrequency;
  employerName: string | null;
}

/** The sentences that a client agrees to, exactly as they are shown and sent. */
export interface ConsentTexts {
  /** That the credit file may be read. Without it no lender may be asked. */
  fcra: string;
  /** That lenders may call and write. */
  tcpa: string;
}

/** Used while the tenant has set none of its own: what counts is what its agreement with the marketplace prescribes. */
export const DEFAULT_CONSENTS: ConsentTexts = {
  fcra:
    "I agree that Engine by MoneyLion, its partners and the lenders it works with may obtain consumer report information " +
    "from my credit profile under the Fair Credit Reporting Act, in order to show me the loans for which I may qualify. " +
    "This is a soft inquiry and does not affect my credit score.",
  tcpa:
    "I agree that Engine by MoneyLion, its partners and the lenders it works with may contact me about this request by " +
    "e-mail, by post, by telephone and by text message at the number given here, also with automatic dialing systems and " +
    "recorded messages. My agreement is not a condition of any service.",
};

/** As the marketplace words a score; `unknown` without one. */
export function creditRatingOf(score: number | null): "excellent" | "good" | "fair" | "poor" | "unknown" {
  if (score === null) return "unknown";
  if (score >= 720) return "excellent";
  if (score >= 660) return "good";
  return score >= 620 ? "fair" : "poor";
}

/** Ten digits, without the country's; null when there are not so many. */
export function usPhone(phone: string): string | null {
  const digits = phone.replace(/\D/g, "").replace(/^1(?=\d{10}$)/, "");
  return /^[2-9]\d{9}$/.test(digits) ? digits : null;
}

/** How a file's one name stands in two fields: a proposal that the operator corrects. */
export function splitName(name: string): { firstName: string; lastName: string } {
  const words = name.trim().split(/\s+/);
  return { firstName: words.slice(0, -1).join(" "), lastName: words.at(-1) ?? "" };
}

/** Numbers that nobody has, and the known specimens: the marketplace refuses them too. */
export function isIssuedNumber(digits: string): boolean {
  if (!/^\d{9}$/.test(digits) || /^(\d)\1{8}$/.test(digits)) return false;
  if (/^(000|666|9)|^...00|0000$/.test(digits)) return false;
  return !["123456789", "078051120", "219099999"].includes(digits);
}

/** What lenders do not take: told together with whatever else is wrong. @param today `YYYY-MM-DD` */
export function notOfAge(born: unknown, today: string): RefusalDetail[] {
  const day = typeof born === "string" ? writtenDay(born) : null;
  if (day === null || isAdult(day, today)) return [];
  return [{ field: "dateOfBirth", message: "must be that of an adult" }];
}

/** Of age and not older than anybody is. @param today `YYYY-MM-DD` */
function isAdult(born: string, today: string): boolean {
  const years = (day: string) => Number(day.slice(0, 4)) - Number(born.slice(0, 4));
  const age = years(today) - (today.slice(5) < born.slice(5) ? 1 : 0);
  return age >= 18 && age <= 120;
}
