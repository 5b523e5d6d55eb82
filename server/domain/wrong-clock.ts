/**
 * What a clock that was far ahead has written (I21). A moment to come that is further away than twice the longest that such a thing
 * can last was written by a clock that was wrong, and counts as if it had come: what waits for it is due, what lasts until then has
 * ended. Twice, so that machines whose clocks differ a little, and a clock that is set back a little, end nothing early.
 * In statements the rule is `toCome`, of `wrong-clock-rows.ts`.
 */
export const MOST_TIMES_THE_LONGEST = 2;

/**
 * Whether a moment is still to come, by the rule above.
 * @param moment ISO 8601, or unix milliseconds; null never comes
 * @param now unix milliseconds
 * @param longestMs how long such a thing lasts at most
 */
export function isToCome(moment: string | number | null, now: number, longestMs: number): boolean {
  if (moment === null) return false;
  const left = (typeof moment === "string" ? Date.parse(moment) : moment) - now;
  return left > 0 && left <= MOST_TIMES_THE_LONGEST * longestMs;
}
