import { addMonths, earliestDay, isWithinMonths, latestDay } from "./calendar.ts";
import type { Tradeline } from "./credit-report.ts";

/** Late payments of an account (F1.1). */

export const SEVERITIES = [30, 60, 90] as const;
export type Severity = (typeof SEVERITIES)[number];

export interface DatedLate {
  days: Severity;
  /** The last day that it may have been. */
  on: string;
}

/** What one row says: how often it was late (null: it does not say), and when, as far as it tells. */
export interface LateHistory {
  counts: Record<Severity, number | null>;
  dated: DatedLate[];
  /** How many of each count have a date. */
  datedCounts: Record<Severity, number>;
  /** The last day on which a late without a date may have been. */
  reportedOn: string;
}

/** A digit of a payment pattern; 4 and more are still worse, and every other sign says nothing about lateness. */
const SEVERITY_OF: Record<string, Severity> = { "1": 30, "2": 60, "3": 90, "4": 90, "5": 90, "6": 90 };

/** Reads the counters, the dated lates and the payment pattern of a row, newest month first; the worst of them counts. */
export function lateHistory(row: Tradeline, today: string): LateHistory {
  const listed = row.lates.flatMap(({ days, on }) => (on ? [{ days, on: latestDay(on, today) }] : []));
  const inPattern = patternLates(row.paymentPattern, today);
  const count = (days: Severity, counter: number | null): number | null => {
    const seen = Math.max(
      row.lates.filter((late) => late.days === days).length,
      ofSeverity(inPattern, days).length,
    );
    return counter === null && seen === 0 ? null : Math.max(counter ?? 0, seen);
  };
  const dates = (days: Severity) =>
    Math.max(ofSeverity(listed, days).length, ofSeverity(inPattern, days).length);
  return {
    datedCounts: { 30: dates(30), 60: dates(60), 90: dates(90) },
    counts: { 30: count(30, row.late30), 60: count(60, row.late60), 90: count(90, row.late90) },
    dated: [...listed, ...inPattern],
    reportedOn: row.reportedOn ? latestDay(row.reportedOn, today) : today,
  };
}

function ofSeverity(lates: DatedLate[], days: Severity): DatedLate[] {
  return lates.filter((late) => late.days === days);
}

function patternLates(pattern: Tradeline["paymentPattern"], today: string): DatedLate[] {
  if (!pattern || !/[1-6]/.test(pattern.data)) return [];
  const newest = `${earliestDay(pattern.start).slice(0, 7)}-01`;
  return [...pattern.data].flatMap((sign, monthsBack): DatedLate[] => {
    const days = SEVERITY_OF[sign];
    if (days === undefined) return [];
    const month = addMonths(newest, -monthsBack).slice(0, 7);
    return [{ days, on: latestDay({ value: month, precision: "month" }, today) }];
  });
}

/** The rows of one account at several bureaus: each count once, the worst. */
export function worstHistory(rows: LateHistory[]): LateHistory {
  const worst = (days: Severity) => {
    const known = rows.flatMap(({ counts }) => counts[days] ?? []);
    return known.length === 0 ? null : Math.max(...known);
  };
  const dates = (days: Severity) => Math.max(...rows.map(({ datedCounts }) => datedCounts[days]));
  return {
    counts: { 30: worst(30), 60: worst(60), 90: worst(90) },
    datedCounts: { 30: dates(30), 60: dates(60), 90: dates(90) },
    dated: rows.flatMap(({ dated }) => dated),
    reportedOn: rows.reduce((latest, { reportedOn }) => (reportedOn > latest ? reportedOn : latest), ""),
  };
}

export function wasLateWithin(
  { dated }: LateHistory,
  days: Severity,
  months: number,
  today: string,
): boolean {
  return dated.some((late) => late.days === days && isWithinMonths(late.on, months, today));
}

/** Whether a late of that kind has no date and may have been that recent. */
export function mayHaveBeenLateWithin(
  { counts, datedCounts, reportedOn }: LateHistory,
  days: Severity,
  months: number,
  today: string,
): boolean {
  return (counts[days] ?? 0) > datedCounts[days] && isWithinMonths(reportedOn, months, today);
}
