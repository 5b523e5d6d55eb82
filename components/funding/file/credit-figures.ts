import type { CreditReport } from "@/server/domain/funding/input.ts";
import type { Account } from "@/server/domain/funding/model/accounts.ts";
import { fullMonthsSince } from "@/server/domain/funding/model/calendar.ts";
import { creditFacts } from "@/server/domain/funding/model/credit-facts.ts";
import { BUREAUS, type Bureau } from "@/server/domain/funding/model/credit-report.ts";
import { recentInquiries } from "@/server/domain/funding/model/inquiries.ts";
import { SEVERITIES, type Severity } from "@/server/domain/funding/model/lates.ts";
import { representativeScore } from "@/server/domain/funding/model/representative-score.ts";
import { share } from "../../ui/money-text.ts";

/** A card or line, and how much of it is used. */
export interface CardUse {
  name: string;
  ending: string | null;
  balance: string;
  limit: string;
  /** From 0 on; above 1 it is over its limit. For drawing and order only. */
  used: number;
}

export interface AccountAge {
  name: string;
  ending: string | null;
  openedOn: string;
  months: number;
  isOpen: boolean;
}

/** What the credit summary draws, each account once whatever number of bureaus report it (F8.1). */
export interface CreditFigures {
  score: number | null;
  perBureau: { bureau: Bureau; score: number | null; inquiries: number }[];
  inquiryMonths: number;
  /** The most used first. */
  cards: CardUse[];
  balance: string;
  limit: string;
  /** Per cent with one decimal, as it was judged. */
  percent: string | null;
  /** The oldest first. */
  ages: AccountAge[];
  /** Own accounts that give no opening date. */
  undated: number;
  lates: { days: Severity; count: number | null }[];
  derogatories: number;
  bankruptcies: number;
}

/** The months of the source's counters of inquiries. */
const INQUIRY_MONTHS = 6;

/** @param today the UTC day by which the report was judged, `YYYY-MM-DD` */
export function creditFigures(report: CreditReport, today: string): CreditFigures {
  const { score, own, accounts, utilization, unpaidDerogatories, bankruptcies } = creditFacts(report, today);
  const inquiries = recentInquiries(report, INQUIRY_MONTHS, today);
  const { cards, balance, limit, percent } = utilization;
  return {
    score,
    perBureau: BUREAUS.map((bureau) => ({
      bureau,
      score: representativeScore(report.scores.filter((one) => one.bureau === bureau)),
      inquiries: inquiries.get(bureau)?.length ?? 0,
    })),
    inquiryMonths: INQUIRY_MONTHS,
    cards: cards.map(cardUse).sort((a, b) => b.used - a.used || (a.name < b.name ? -1 : 1)),
    balance,
    limit,
    percent,
    ages: agesOf(own, today),
    undated: own.filter(({ openedOn }) => openedOn === null).length,
    lates: SEVERITIES.map((days) => ({ days, count: latesOf(accounts, days) })),
    derogatories: unpaidDerogatories,
    bankruptcies: bankruptcies.count,
  };
}

function cardUse({ account, balance, limit }: { account: Account; balance: string; limit: string }): CardUse {
  const { creditorName: name, ending } = account;
  return { name, ending, balance, limit, used: share(balance, limit) };
}

function agesOf(own: Account[], today: string): AccountAge[] {
  return own
    .flatMap(({ creditorName: name, ending, openedOn, isOpen }) =>
      openedOn === null ? [] : [{ name, ending, openedOn, isOpen, months: fullMonthsSince(openedOn, today) }],
    )
    .sort((a, b) => (a.openedOn < b.openedOn ? -1 : a.openedOn > b.openedOn ? 1 : 0));
}

/** null when no account says anything of it: unknown is not none. */
function latesOf(accounts: Account[], days: Severity): number | null {
  const known = accounts.flatMap(({ lates }) => lates.counts[days] ?? []);
  return known.length === 0 ? null : known.reduce((sum, count) => sum + count, 0);
}

/** "4 y 3 mo", "7 mo" */
export function ageText(months: number): string {
  const [years, rest] = [Math.floor(months / 12), months % 12];
  if (years === 0) return `${rest} mo`;
  return rest === 0 ? `${years} y` : `${years} y ${rest} mo`;
}

export function averageAge(ages: AccountAge[]): number | null {
  if (ages.length === 0) return null;
  return Math.floor(ages.reduce((sum, { months }) => sum + months, 0) / ages.length);
}

/** "62 %", rounded down as long as that is not nothing; for one card beside its bar. */
export function usedText(used: number): string {
  const percent = Math.floor(used * 100);
  return percent === 0 && used > 0 ? "< 1 %" : `${percent} %`;
}
