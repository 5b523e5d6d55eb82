export function daysText(days: number): string {
  return days === 1 ? "1 business day" : `${days} business days`;
}

/** Why an age is what it is: what counts, and from when it is too old. */
export function ageExplained(days: number, threshold: number | null, since: string): string {
  const limit =
    threshold === null
      ? "This status has no limit."
      : days > threshold
        ? `${days - threshold} over the limit of ${threshold}.`
        : `The limit is ${threshold}.`;
  return `${daysText(days)} in this status, since ${since}. ${limit} Weekends do not count.`;
}
