export function daysText(days: number): string {
  return days === 1 ? "1 business day" : `${days} business days`;
}

interface Age {
  /** Business days in the status. */
  days: number;
  threshold: number | null;
  /** The moment it entered the status, as people read it. */
  since: string;
  /** The tenant's days on which it entered, and today: `YYYY-MM-DD`. */
  from: string;
  today: string;
}

/** Why an age is what it is: what counts, what does not, and from when it is too old. */
export function ageExplained({ days, threshold, since, from, today }: Age): string {
  const limit =
    threshold === null
      ? "This status has no limit."
      : days > threshold
        ? `${days - threshold} over the limit of ${threshold}.`
        : `The limit is ${threshold}.`;
  return `${daysText(days)}; ${notCounted(days, from, today)}. In this status since ${since}. ${limit}`;
}

const DAY_MS = 86_400_000;

/** The days since then that are no business days: weekends by the calendar, holidays are what is left. */
function notCounted(days: number, from: string, today: string): string {
  const start = Date.parse(`${from}T00:00:00Z`);
  const passed = Math.max(0, Math.round((Date.parse(`${today}T00:00:00Z`) - start) / DAY_MS));
  let weekend = 0;
  for (let day = 1; day <= passed; day += 1) {
    if ([0, 6].includes(new Date(start + day * DAY_MS).getUTCDay())) weekend += 1;
  }
  const holidays = passed - days - weekend;
  const parts = [
    ...(weekend > 0 ? [weekend === 1 ? "1 weekend day" : `${weekend} weekend days`] : []),
    ...(holidays > 0 ? [holidays === 1 ? "1 holiday" : `${holidays} holidays`] : []),
  ];
  return parts.length === 0 ? "every day counted" : `${parts.join(" and ")} not counted`;
}
