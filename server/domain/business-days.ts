/**
 * Business days between calendar days (P3.5). Days are `YYYY-MM-DD` text in the tenant's time zone; inside, a day is
 * its number since 1970-01-01, so no clock time and no daylight saving can disturb the count.
 *
 * The age of a loan is the number of business days after the day it entered its status, up to and including today.
 */

export type HolidayCalendar = "us-federal" | null;

const MS_PER_DAY = 86_400_000;

/** `YYYY-MM-DD` → days since 1970-01-01. */
export function dayNumber(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / MS_PER_DAY;
}

/** Days since 1970-01-01 → `YYYY-MM-DD`. */
export function dayText(number: number): string {
  return new Date(number * MS_PER_DAY).toISOString().slice(0, 10);
}

export function addDays(day: string, days: number): string {
  return dayText(dayNumber(day) + days);
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** The calendar day of a moment in an IANA time zone. */
export function dayIn(timeZone: string, moment: Date): string {
  let formatter = formatters.get(timeZone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat("en-CA", {
      timeZone,
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
    });
    formatters.set(timeZone, formatter);
  }
  return formatter.format(moment);
}

/** Business days after `from`, up to and including `to`; 0 when `to` is not after `from`. */
export function businessDaysBetween(from: string, to: string, calendar: HolidayCalendar): number {
  const [start, end] = [dayNumber(from), dayNumber(to)];
  if (end <= start) return 0;
  const weekdays = weekdaysUpTo(end) - weekdaysUpTo(start);
  if (calendar === null) return weekdays;
  return weekdays - holidaysBetween(start, end);
}

/** The latest day whose loans are at least `age` business days old today; null when every day up to today is. */
export function latestDayOfAge(age: number, today: string, calendar: HolidayCalendar): string | null {
  if (age <= 0) return null;
  let day = dayNumber(today);
  // So many days back there are at most so many business days more: no day that is old enough is ever passed.
  for (let missing = age; missing > 0; missing = age - businessDaysBetween(dayText(day), today, calendar)) {
    day -= missing;
  }
  return dayText(day);
}

/** The first day that is so many business days after another one; with 0 the day itself. */
export function addBusinessDays(from: string, days: number, calendar: HolidayCalendar): string {
  let day = from;
  while (businessDaysBetween(from, day, calendar) < days) day = addDays(day, 1);
  return day;
}

/** Weekdays from Monday 1969-12-29 up to and including a day. */
function weekdaysUpTo(number: number): number {
  const sinceMonday = number + 3;
  const week = Math.floor(sinceMonday / 7);
  return 5 * week + Math.min(sinceMonday - 7 * week + 1, 5);
}

/** Observed federal holidays in (start, end]; they always fall on weekdays. */
function holidaysBetween(start: number, end: number): number {
  let count = 0;
  // New Year's Day of the next year can be observed on 31 December.
  const lastYear = new Date(end * MS_PER_DAY).getUTCFullYear() + 1;
  for (let year = new Date(start * MS_PER_DAY).getUTCFullYear(); year <= lastYear; year += 1) {
    for (const holiday of federalHolidays(year)) if (holiday > start && holiday <= end) count += 1;
  }
  return count;
}

const holidaysByYear = new Map<number, number[]>();

/**
 * The eleven US federal holidays of a year as observed (5 U.S.C. 6103): one on a Saturday is kept on the Friday before,
 * one on a Sunday on the Monday after. Returns day numbers.
 */
export function federalHolidays(year: number): number[] {
  const known = holidaysByYear.get(year);
  if (known) return known;
  const [SUNDAY, MONDAY, THURSDAY, SATURDAY] = [0, 1, 4, 6];
  const on = (month: number, day: number) => Date.UTC(year, month - 1, day) / MS_PER_DAY;
  const weekday = (number: number) => (((number + 4) % 7) + 7) % 7;
  const nth = (n: number, day: number, month: number) => {
    const first = on(month, 1);
    return first + ((day - weekday(first) + 7) % 7) + (n - 1) * 7;
  };
  const lastMondayOfMay = on(5, 31) - ((weekday(on(5, 31)) - MONDAY + 7) % 7);
  const holidays = [
    on(1, 1), // New Year's Day
    nth(3, MONDAY, 1), // Birthday of Martin Luther King, Jr.
    nth(3, MONDAY, 2), // Washington's Birthday
    lastMondayOfMay, // Memorial Day
    ...(year >= 2021 ? [on(6, 19)] : []), // Juneteenth
    on(7, 4), // Independence Day
    nth(1, MONDAY, 9), // Labor Day
    nth(2, MONDAY, 10), // Columbus Day
    on(11, 11), // Veterans Day
    nth(4, THURSDAY, 11), // Thanksgiving Day
    on(12, 25), // Christmas Day
  ].map((day) => day + (weekday(day) === SATURDAY ? -1 : weekday(day) === SUNDAY ? 1 : 0));
  holidaysByYear.set(year, holidays);
  return holidays;
}
