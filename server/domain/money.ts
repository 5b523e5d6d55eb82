import { Decimal } from "decimal.js";

/**
 * Money is decimal text with exactly two decimals ("0.10"); arithmetic goes through decimal.js and comes back as text.
 * Enough digits that sums of `numeric(24,2)` stay exact (P1.3, P3.6).
 */
const Exact = Decimal.clone({ precision: 60, toExpNeg: -60, toExpPos: 60 });

/** The exact sum, to the cent. */
export function sumMoney(amounts: Iterable<string>): string {
  let total = new Exact(0);
  for (const amount of amounts) total = total.plus(amount);
  return total.toFixed(2);
}

/** `a − b` to the cent; null when either is unknown. */
export function differenceMoney(a: string | null, b: string | null): string | null {
  return a === null || b === null ? null : new Exact(a).minus(b).toFixed(2);
}

export function isPositive(amount: string): boolean {
  return new Exact(amount).greaterThan(0);
}

/** `part / whole` in basis points with one decimal, rounded half up; null when either is unknown or the whole is 0. */
export function basisPoints(part: string | null, whole: string | null): string | null {
  if (part === null || whole === null || new Exact(whole).isZero()) return null;
  const points = new Exact(part).dividedBy(whole).times(10_000).toDecimalPlaces(1, Decimal.ROUND_HALF_UP);
  // A loss too small to show is no "-0.0".
  return points.plus(0).toFixed(1);
}

/** A quotient of whole numbers with one decimal, rounded half up: averages of days (P3.4). */
export function averageToTenth(sum: number, count: number): string {
  return count === 0 ? "0.0" : new Exact(sum).dividedBy(count).toFixed(1, Decimal.ROUND_HALF_UP);
}
