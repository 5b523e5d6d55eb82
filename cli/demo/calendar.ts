import { addDays, dayIn } from "../../server/domain/business-days.ts";

/** The weekday `count` weekdays after (or, below zero, before) a day. */
export function addWeekdays(day: string, count: number): string {
  let at = day;
  for (let left = Math.abs(count); left > 0; ) {
    at = addDays(at, Math.sign(count));
    if (isWeekday(at)) left -= 1;
  }
  return at;
}

/** That day, or the Friday before when it is on a weekend. */
export function lastWeekday(day: string): string {
  return isWeekday(day) ? day : lastWeekday(addDays(day, -1));
}

function isWeekday(day: string): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6;
}

/** The moment when the clocks of a time zone show this many minutes after midnight of a day. */
export function momentIn(timeZone: string, day: string, minutes: number): Date {
  const guess = Date.parse(`${day}T00:00:00Z`) + minutes * 60_000;
  const shown = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    dateStyle: "short",
    timeStyle: "medium",
    hourCycle: "h23",
  }).format(guess);
  const offset = Date.parse(`${shown.replace(", ", "T")}Z`) - guess;
  return new Date(guess - offset);
}

export function dayOf(timeZone: string, moment: Date): string {
  return dayIn(timeZone, moment);
}
