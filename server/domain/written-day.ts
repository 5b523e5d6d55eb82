import type { RefusalDetail } from "./errors.ts";

const DATE =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?[0-5]\d)?)?$/;

/** The calendar day that a date or date-time says, or null when there is no such day. */
export function writtenDay(value: string): string | null {
  const match = DATE.exec(value.trim());
  if (!match) return null;
  const day = `${match[1]}-${match[2]}-${match[3]}`;
  const parsed = Date.parse(`${day}T00:00:00Z`);
  // Date.parse rolls 2026-02-30 over into March.
  return !Number.isNaN(parsed) && new Date(parsed).toISOString().startsWith(day) && Number(match[1]) >= 1900
    ? day
    : null;
}

/**
 * What happened cannot be still to come. Of an input as it was sent: what is no day is for its schema to refuse.
 * @param today `YYYY-MM-DD`
 */
export function futureDay(field: string, given: unknown, today: string): RefusalDetail[] {
  const day = typeof given === "string" ? writtenDay(given) : null;
  return day === null || day <= today ? [] : [{ field, message: inFuture(today) }];
}

export const inFuture = (today: string): string => `must not be in the future (today is ${today})`;
