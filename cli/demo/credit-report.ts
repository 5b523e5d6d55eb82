import { addDays } from "../../server/domain/business-days.ts";
import { BUREAUS, type Bureau } from "../../server/domain/funding/model/credit-report.ts";
import { dollars } from "./loan-tape.ts";
import type { Random } from "./random.ts";

/** A card: who issued it, how many months ago, its limit and what is owed on it, in dollars. */
export type CardLine = [issuer: string, openedMonthsAgo: number, limit: number, balance: number];

/** Another account: what it is, and the first amount that was lent. */
export type LoanLine = [
  lender: string,
  kind: "auto" | "student" | "mortgage" | "personal",
  openedMonthsAgo: number,
  lent: number,
  balance: number,
];

/** What a client's credit looks like on the day of the report; from it the rows of three bureaus are written. */
export interface CreditProfile {
  /** As Equifax, Experian and TransUnion give it; null where one gives none. */
  scores: [number | null, number | null, number | null];
  cards?: CardLine[];
  loans?: LoanLine[];
  /** Hard inquiries of the last five months. */
  inquiries?: Partial<Record<Bureau, number>>;
  /** 30-day lates, all on the first card, the last of them this many months ago. */
  lates30?: { count: number; lastMonthsAgo: number };
  collections?: { agency: string; for: string; amount: number; monthsAgo: number }[];
  bankruptcyMonthsAgo?: number;
  /** No bureau knows the person. */
  isUnknown?: true;
}

const DAYS_A_MONTH = 30.44;

const ASKED_BY = [
  "Capital One",
  "Synchrony Bank",
  "Upstart Network",
  "Toyota Financial",
  "Discover",
  "SoFi Lending",
  "Best Egg",
  "TD Bank",
];

/** Writes the report as a bureau's reseller sends it, in the normalised form. Repeatable: the same profile and day, the same report. */
export function creditReport(
  random: Random,
  profile: CreditProfile,
  { reference, issuedOn }: { reference: string; issuedOn: string },
): Record<string, unknown> {
  const ago = (months: number) => addDays(issuedOn, -Math.round(months * DAYS_A_MONTH));
  const of = <Row extends object>(rows: (bureau: Bureau) => Row[]) =>
    BUREAUS.flatMap((bureau) => rows(bureau).map((row) => ({ bureau, ...row })));
  const known = profile.isUnknown !== true;
  return {
    reportIdentifier: reference,
    vendor: "Meridian Credit Services",
    pullType: "soft",
    issuedOn,
    repositories: BUREAUS.map((bureau) => ({ bureau, fileStatus: known ? "hit" : "no_hit" })),
    scores: known
      ? BUREAUS.map((bureau, index) => ({
          bureau,
          model: "FICO 8",
          value: profile.scores[index] ?? null,
          date: issuedOn,
        }))
      : [],
    tradelines: of((bureau) => tradelines(profile, { ago, issuedOn, bureau })),
    inquiries: of((bureau) => inquiries(random, profile.inquiries?.[bureau] ?? 0, ago)),
    collections: (profile.collections ?? []).map(({ agency, for: creditor, amount, monthsAgo }) => ({
      bureau: "transunion",
      agencyName: agency,
      originalCreditorName: creditor,
      amount: dollars(amount * 100),
      status: "unpaid",
      reportedOn: ago(monthsAgo),
    })),
    publicRecords:
      profile.bankruptcyMonthsAgo === undefined
        ? []
        : of(() => [
            {
              type: "bankruptcy",
              chapter: "7",
              filedOn: ago(profile.bankruptcyMonthsAgo ?? 0),
              dispositionType: "Discharged",
              dispositionOn: ago((profile.bankruptcyMonthsAgo ?? 0) - 4),
            },
          ]),
  };
}

interface Writing {
  ago: (months: number) => string;
  issuedOn: string;
  bureau: Bureau;
}

function tradelines(profile: CreditProfile, { ago, issuedOn, bureau }: Writing): Record<string, unknown>[] {
  const common = (opened: number) => ({
    ownershipType: "individual",
    statusType: "open",
    openedOn: ago(opened),
    reportedOn: addDays(issuedOn, -(6 + BUREAUS.indexOf(bureau))),
    late30: 0,
    late60: 0,
    late90: 0,
    monthsReviewed: Math.min(99, Math.floor(opened)),
  });
  const cards = (profile.cards ?? []).map(([creditorName, opened, limit, balance], index) => ({
    creditorName: asBureau(creditorName, bureau),
    accountMask: mask(creditorName, opened),
    accountType: "revolving",
    loanType: "credit_card",
    ...common(opened),
    creditLimit: dollars(limit * 100),
    unpaidBalance: dollars(balance * 100),
    monthlyPayment: dollars(balance * 2),
    ...(index === 0 ? latesOf(profile, ago) : {}),
  }));
  const loans = (profile.loans ?? []).map(([creditorName, loanType, opened, lent, balance]) => ({
    creditorName: asBureau(creditorName, bureau),
    accountMask: mask(creditorName, opened),
    accountType: loanType === "mortgage" ? "mortgage" : "installment",
    loanType,
    ...common(opened),
    highCredit: dollars(lent * 100),
    unpaidBalance: dollars(balance * 100),
  }));
  return [...cards, ...loans];
}

function latesOf({ lates30 }: CreditProfile, ago: (months: number) => string) {
  if (!lates30) return {};
  const months = Array.from({ length: lates30.count }, (_, index) => lates30.lastMonthsAgo + index * 3);
  return { late30: lates30.count, lates: months.map((month) => ({ days: 30, on: ago(month).slice(0, 7) })) };
}

/** Within five months, none on the day of the report. */
function inquiries(random: Random, count: number, ago: (months: number) => string) {
  return Array.from({ length: count }, (_, index) => ({
    date: ago(0.3 + (index * 4.5) / Math.max(1, count)),
    inquirerName: random.pick(ASKED_BY),
    kind: "hard",
  })).sort((a, b) => (a.date < b.date ? 1 : -1));
}

/** One bureau writes in capitals, as bureaus do. */
function asBureau(name: string, bureau: Bureau): string {
  return bureau === "transunion" ? name.toUpperCase() : name;
}

/** The last four signs of an account's number, always the same for one account. */
function mask(name: string, opened: number): string {
  const number = [...`${name}${opened}`].reduce(
    (sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 10_000,
    7,
  );
  return `XXXX${String(number).padStart(4, "0")}`;
}
