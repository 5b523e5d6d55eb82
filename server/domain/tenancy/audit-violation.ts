/** A rule that does not hold, and where. */
export interface AuditViolation {
  invariant: string;
  /** The rule that is broken, in a sentence. */
  rule: string;
  count: number;
  /** The first few rows that break it. */
  examples: Record<string, unknown>[];
}

export const MOST_EXAMPLES = 5;

/**
 * @param places where the rule is broken: all of them, or the first few
 * @param count how many there are
 * @returns none where it holds
 */
export function violationsOf(
  invariant: string,
  rule: string,
  places: object[],
  count = places.length,
): AuditViolation[] {
  const examples = places.slice(0, MOST_EXAMPLES).map((place) => ({ ...place }));
  return count > 0 ? [{ invariant, rule, count, examples }] : [];
}
