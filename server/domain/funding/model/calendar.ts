import { addDays, dayText } from "../../business-days.ts";

/**
 * Calendar months in UTC (F2.9). A month later is the same day of the next month, or its last day where that one is
 * shorter: 31 August and six months is 28 or 29 February.
 */

const MS_PER_DAY = 86_400_000;

/** A date as a bureau gives it: some know the month only, or the year. */
export interface PartialDate {
  /** `YYYY-MM-DD`, `YYYY-MM` or `YYYY`, as the precision says. */
  value: string;
  precision: "day" | "month" | "year";
}

/** Adds calendar months to a moment, keeping the time of the day. Unix milliseconds in and out. */
export function addMonthsToMoment(moment: number, months: number): number {
  const date = new Date(moment);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth() + months, date.getUTCDate()];
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(day, lastDay)) + (((moment % MS_PER_DAY) + MS_PER_DAY) % MS_PER_DAY);
}

export function addDaysToMoment(moment: number, days: number): number {
  return moment + days * MS_PER_DAY;
}

/** Midnight UTC of a `YYYY-MM-DD`, in unix milliseconds. */
export function midnightOf(day: string): number {
  return Date.parse(`${day}T00:00:00Z`);
}

/** The UTC day of a moment, `YYYY-MM-DD`. */
export function dayOf(moment: number): string {
  return dayText(Math.floor(moment / MS_PER_DAY));
}

export function addMonths(day: string, months: number): string {
  return dayOf(addMonthsToMoment(midnightOf(day), months));
}

/** Whether fewer than `months` calendar months have passed since a day: on the very day they are full, it is over. */
export function isWithinMonths(day: string, months: number, today: string): boolean {
  return addMonths(day, months) > today;
}

/** Full calendar months from a day up to today; 0 when it is still to come. */
export function fullMonthsSince(day: string, today: string): number {
  const whole = (text: string) => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7));
  const months = whole(today) - whole(day);
  return Math.max(0, addMonths(day, months) > today ? months - 1 : months);
}

/** The first day that a date may mean. */
export function earliestDay({ value, precision }: PartialDate): string {
  return precision === "day" ? value : precision === "month" ? `${value}-01` : `${value}-01-01`;
}

/**
 * The last day that a date may mean, today at the latest. Where only the month or the year is known, what happened counts
 * as that recent: nobody is led to a lender by the kinder reading of a date that nobody knows.
 */
export function latestDay(date: PartialDate, today: string): string {
  const first = earliestDay(date);
  const last =
    date.precision === "day" ? first : addDays(addMonths(first, date.precision === "month" ? 1 : 12), -1);
  // What is wholly in the future stays there, for whoever has to refuse it.
  return last > today && first <= today ? today : last;
}
