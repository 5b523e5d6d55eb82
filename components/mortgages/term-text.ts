/** Days of a mortgage's life as people read them. Days are `YYYY-MM-DD` and have no zone. */

/** Nearer than this a maturity is looked at. */
export const SOON_DAYS = 90;

const DAY_MS = 86_400_000;
const momentOf = (day: string) => Date.parse(`${day}T00:00:00Z`);
const dayOf = (moment: number) => new Date(moment).toISOString().slice(0, 10);

/** Negative when `to` is before `from`. */
export function daysBetween(from: string, to: string): number {
  return Math.round((momentOf(to) - momentOf(from)) / DAY_MS);
}

export function addDays(day: string, days: number): string {
  return dayOf(momentOf(day) + days * DAY_MS);
}

/** The same day of another month, or its last one: a month after January 31 is the end of February. */
export function addMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const first = Date.UTC(year, month - 1 + months, 1);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return dayOf(first + (Math.min(date, last) - 1) * DAY_MS);
}

/** Whole months from one day to a later one, and the days that are left; a term that ends on the eve of its day is whole. */
export function termBetween(from: string, to: string): { months: number; days: number } {
  const { months, days } = monthsAndDays(from, addDays(to, 1));
  return days === 0 && months > 0 ? { months, days } : monthsAndDays(from, to);
}

function monthsAndDays(from: string, to: string): { months: number; days: number } {
  let months = (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12;
  months += Number(to.slice(5, 7)) - Number(from.slice(5, 7));
  if (addMonths(from, months) > to) months -= 1;
  return { months, days: daysBetween(addMonths(from, months), to) };
}

/** "3 y", "2 y 6 mo", "5 mo 12 d", "18 d"; of years the days are left. */
export function termText(from: string, to: string): string {
  const { months, days } = termBetween(from, to);
  const years = Math.floor(months / 12);
  const parts = [
    years > 0 ? `${years} y` : "",
    months % 12 > 0 ? `${months % 12} mo` : "",
    years === 0 && days > 0 ? `${days} d` : "",
  ].filter(Boolean);
  return parts.join(" ") || "0 d";
}

export interface UntilMaturity {
  says: string;
  standing: "overdue" | "soon" | "later";
}

/** How long until a day: "in 2 y 4 mo", "in 12 d", "today", "31 d overdue". */
export function untilMaturity(today: string, maturityDate: string): UntilMaturity {
  const days = daysBetween(today, maturityDate);
  if (days < 0) return { says: `${(-days).toLocaleString("en-US")} d overdue`, standing: "overdue" };
  if (days === 0) return { says: "today", standing: "soon" };
  if (days <= SOON_DAYS) return { says: `in ${days} d`, standing: "soon" };
  const { months } = monthsAndDays(today, maturityDate);
  const years = Math.floor(months / 12);
  const says = [years > 0 ? `${years} y` : "", months % 12 > 0 ? `${months % 12} mo` : ""].filter(Boolean);
  return { says: `in ${says.join(" ")}`, standing: "later" };
}
