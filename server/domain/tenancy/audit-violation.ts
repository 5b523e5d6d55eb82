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

/** Counts the places where a rule is broken, however many they are, and keeps the first few. */
export class Breaches {
  readonly #invariant: string;
  readonly #rule: string;
  readonly #examples: AuditViolation["examples"] = [];
  #count = 0;

  constructor(invariant: string, rule: string) {
    this.#invariant = invariant;
    this.#rule = rule;
  }

  add(place: object): void {
    this.#count += 1;
    if (this.#examples.length < MOST_EXAMPLES) this.#examples.push({ ...place });
  }

  /** None where it holds. */
  violations(): AuditViolation[] {
    const [invariant, rule, count] = [this.#invariant, this.#rule, this.#count];
    return count > 0 ? [{ invariant, rule, count, examples: this.#examples }] : [];
  }
}
