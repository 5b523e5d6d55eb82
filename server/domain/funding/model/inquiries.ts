import type { CreditReport } from "../input.ts";
import { isWithinMonths, latestDay } from "./calendar.ts";
import { BUREAUS, type Bureau } from "./credit-report.ts";

export interface EligibleInquiry {
  bureau: Bureau;
  date: string;
  inquirerName: string;
}

/**
 * The hard inquiries of the last months, by bureau. A report lists hard ones unless it says otherwise, so an unknown kind
 * counts; the same creditor on the same day at one bureau counts once.
 */
export function recentInquiries(
  report: CreditReport,
  months: number,
  today: string,
): Map<Bureau, EligibleInquiry[]> {
  const byBureau = new Map<Bureau, Map<string, EligibleInquiry>>(
    BUREAUS.map((bureau) => [bureau, new Map()]),
  );
  for (const { bureau, date, inquirerName, kind } of report.inquiries) {
    const day = latestDay(date, today);
    if (kind === "soft" || !isWithinMonths(day, months, today)) continue;
    const key = `${day} ${inquirerName.toLowerCase()}`;
    const known = byBureau.get(bureau)?.get(key);
    if (known && known.inquirerName <= inquirerName) continue;
    byBureau.get(bureau)?.set(key, { bureau, date: day, inquirerName });
  }
  return new Map([...byBureau].map(([bureau, inquiries]) => [bureau, [...inquiries.values()]]));
}

/** The bureau that saw the most of them, and how many. */
export function worstBureau(byBureau: Map<Bureau, EligibleInquiry[]>): { bureau: Bureau; count: number } {
  let worst: { bureau: Bureau; count: number } = { bureau: BUREAUS[0], count: 0 };
  for (const bureau of BUREAUS) {
    const count = byBureau.get(bureau)?.length ?? 0;
    if (count > worst.count) worst = { bureau, count };
  }
  return worst;
}

/** What is disputed: the recent hard inquiries of the bureaus that saw more than the limit, the newest first (F1.6). */
export function eligibleInquiries(byBureau: Map<Bureau, EligibleInquiry[]>, most: number): EligibleInquiry[] {
  return [...byBureau.values()]
    .filter((inquiries) => inquiries.length > most)
    .flat()
    .sort(
      (a, b) =>
        compare(b.date, a.date) || compare(a.bureau, b.bureau) || compare(a.inquirerName, b.inquirerName),
    );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
