import type { Applicant, CreditReport } from "@/server/domain/funding/input.ts";
import { rowsByAccount } from "@/server/domain/funding/model/accounts.ts";
import { creditFacts } from "@/server/domain/funding/model/credit-facts.ts";
import { BUREAUS, type Bureau, type Tradeline } from "@/server/domain/funding/model/credit-report.ts";
import { recentInquiries } from "@/server/domain/funding/model/inquiries.ts";
import type { Policy } from "@/server/domain/funding/model/policy.ts";
import { typedMoney } from "../../ui/money-text.ts";
import { BUREAU_NAMES } from "../file/decision-words.ts";

/** What can be moved in «what if», and the report and applicant that come of it (F8.2). Pure; nothing of it is stored. */

export interface Lever {
  id: string;
  label: string;
  kind: "count" | "money" | "day";
  /** As it is at present; "" where it is not known. */
  start: string;
  min: number;
  max: number;
  step: number;
}

export interface BalanceLever extends Lever {
  ending: string | null;
  limit: string;
  /** Which account it is, in the order of `rowsByAccount`. */
  account: number;
}

export interface Subject {
  report: CreditReport;
  applicant: Applicant;
  policy: Policy;
  /** The UTC day by which it is judged. */
  today: string;
}

export interface Levers {
  figures: Lever[];
  inquiries: Lever[];
  inquiryMonths: number;
  /** The most used first. */
  balances: BalanceLever[];
}

/** What was moved, by the lever's id, as it was typed. */
export type Moved = Record<string, string>;

const MOST_INQUIRIES = 20;

export function leversOf({ report, applicant, policy, today }: Subject): Levers {
  const { score } = creditFacts(report, today);
  const { statedIncome, monthlyRevenue, businessStartedOn } = applicant;
  const months = inquiryWindow(policy);
  const inquiries = recentInquiries(report, months, today);
  return {
    figures: [
      {
        id: "score",
        label: "Score",
        kind: "count",
        start: score === null ? "" : String(score),
        min: 300,
        max: 850,
        step: 1,
      },
      money("statedIncome", "Income a year", statedIncome, 150_000, 1_000),
      money("monthlyRevenue", "Monthly revenue", monthlyRevenue ?? "", 60_000, 500),
      {
        id: "businessStartedOn",
        label: "Business since",
        kind: "day",
        start: businessStartedOn ?? "",
        min: 0,
        max: 0,
        step: 1,
      },
    ],
    inquiries: BUREAUS.map((bureau) => {
      const start = inquiries.get(bureau)?.length ?? 0;
      const max = Math.max(MOST_INQUIRIES, start);
      return {
        id: `inquiries.${bureau}`,
        label: BUREAU_NAMES[bureau],
        kind: "count",
        start: String(start),
        min: 0,
        max,
        step: 1,
      };
    }),
    inquiryMonths: months,
    balances: balanceLevers(report, today),
  };
}

/** Whatever is asked of inquiries, within the longer of the policy's windows. */
function inquiryWindow({ cards, termLoan }: Policy): number {
  return Math.max(cards.inquiryMonths, termLoan.inquiryMonths);
}

function money(id: string, label: string, start: string, most: number, step: number): Lever {
  return { id, label, kind: "money", start, min: 0, max: Math.max(most, Math.ceil(Number(start)) * 2), step };
}

function balanceLevers(report: CreditReport, today: string): BalanceLever[] {
  const { accounts, utilization } = creditFacts(report, today);
  return utilization.cards
    .map(({ account, balance, limit }) => {
      const index = accounts.indexOf(account);
      const most = Math.max(Math.ceil(Number(limit)), Math.ceil(Number(balance)));
      return {
        ...money(`balance.${index}`, account.creditorName, balance, most, 50),
        max: most,
        ending: account.ending,
        limit,
        account: index,
      };
    })
    .sort((a, b) => Number(b.start) / Number(b.limit) - Number(a.start) / Number(a.limit));
}

/** What is wrong with what was typed, or null; until it is right, the value before it counts. */
export function problemOf({ kind, min, max }: Lever, text: string): string | null {
  const plain = kind === "money" ? typedMoney(text) : text.trim();
  if (kind === "day") return plain === "" || /^\d{4}-\d{2}-\d{2}$/.test(plain) ? null : "must be a date";
  if (kind === "money")
    return /^\d{1,14}\.\d{2}$/.test(plain) ? null : "must be in dollars and cents, such as 1250.00";
  const isWhole = /^\d{1,4}$/.test(plain);
  return isWhole && Number(plain) >= min && Number(plain) <= max ? null : `must be between ${min} and ${max}`;
}

/** The value that counts: what was typed where it can be read, else as it is. */
export function valueIn(lever: Lever, moved: Moved): string {
  const text = moved[lever.id];
  if (text === undefined || problemOf(lever, text) !== null) return lever.start;
  return lever.kind === "money" ? typedMoney(text) : text.trim();
}

export function isMoved(lever: Lever, moved: Moved): boolean {
  return valueIn(lever, moved) !== lever.start;
}

/** The report and the applicant as they would be. What was not moved stays as the bureaus say it. */
export function subjectWith(subject: Subject, levers: Levers, moved: Moved): Subject {
  const value = (id: string) => {
    const lever = levers.figures.find((one) => one.id === id);
    return lever && isMoved(lever, moved) ? valueIn(lever, moved) : undefined;
  };
  const { applicant, report } = subject;
  const score = value("score");
  return {
    ...subject,
    applicant: {
      statedIncome: value("statedIncome") ?? applicant.statedIncome,
      monthlyRevenue: value("monthlyRevenue") ?? applicant.monthlyRevenue,
      businessStartedOn: (value("businessStartedOn") ?? applicant.businessStartedOn) || null,
    },
    report: {
      ...report,
      scores: score === undefined ? report.scores : scoresOf(report, Number(score)),
      tradelines: withBalances(report, levers, moved),
      inquiries: withInquiries(subject, levers, moved),
    },
  };
}

/** Every bureau that gives a score gives this one. */
function scoresOf({ scores, issuedOn }: CreditReport, value: number): CreditReport["scores"] {
  const given = scores.filter((score) => score.value !== null);
  if (given.length > 0) return given.map((score) => ({ ...score, value }));
  const date = { value: issuedOn, precision: "day" } as const;
  return [{ bureau: BUREAUS[0], model: null, value, exclusionReason: null, date, extras: null }];
}

function withBalances({ tradelines }: CreditReport, { balances }: Levers, moved: Moved): Tradeline[] {
  const changed = balances.filter((lever) => isMoved(lever, moved));
  if (changed.length === 0) return tradelines;
  const rows = rowsByAccount(tradelines);
  const balanceOf = new Map<Tradeline, string>(
    changed.flatMap((lever) =>
      (rows[lever.account] ?? []).map((row) => [row, valueIn(lever, moved)] as const),
    ),
  );
  return tradelines.map((row) => {
    const unpaidBalance = balanceOf.get(row);
    return unpaidBalance === undefined ? row : { ...row, unpaidBalance };
  });
}

/** So many at a bureau: the newest of those that are there, and new ones of today where they are not enough. */
function withInquiries({ report, policy, today }: Subject, levers: Levers, moved: Moved) {
  const changed = levers.inquiries.filter((lever) => isMoved(lever, moved));
  if (changed.length === 0) return report.inquiries;
  const recent = recentInquiries(report, inquiryWindow(policy), today);
  const bureaus = new Set<Bureau>(changed.map(({ id }) => id.slice("inquiries.".length) as Bureau));
  return [
    ...report.inquiries.filter(({ bureau }) => !bureaus.has(bureau)),
    ...[...bureaus].flatMap((bureau) => {
      const lever = changed.find(({ id }) => id === `inquiries.${bureau}`);
      const count = lever ? Number(valueIn(lever, moved)) : 0;
      const kept = (recent.get(bureau) ?? []).toSorted((a, b) => (a.date > b.date ? -1 : 1)).slice(0, count);
      return [...kept, ...newInquiries(bureau, count - kept.length, today)].map(inquiryRow);
    }),
  ];
}

interface Dated {
  bureau: Bureau;
  date: string;
  inquirerName: string;
}

function newInquiries(bureau: Bureau, count: number, date: string): Dated[] {
  return Array.from({ length: Math.max(0, count) }, (_, index) => ({
    bureau,
    date,
    inquirerName: `What if ${index + 1}`,
  }));
}

function inquiryRow({ bureau, date, inquirerName }: Dated): CreditReport["inquiries"][number] {
  const unknown = { businessType: null, extras: null };
  return { bureau, date: { value: date, precision: "day" }, inquirerName, kind: "hard", ...unknown };
}
