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

/** Whether a text is a decimal that the arithmetic here takes: digits, no exponent. */
export function isDecimal(text: string): boolean {
  return /^-?\d{1,24}(\.\d{1,8})?$/.test(text);
}

/** Negative, 0 or positive as `a` is less than, equal to or more than `b`. */
export function compareMoney(a: string, b: string): number {
  return new Exact(a).comparedTo(b);
}

/** `percent` per cent of an amount, rounded half up to the cent, once (F4.1). */
export function percentOf(percent: string, amount: string): string {
  return new Exact(amount).times(percent).dividedBy(100).toFixed(2, Decimal.ROUND_HALF_UP);
}

/** Whether shares in per cent add up to exactly 100. */
export function isWhole(shares: Iterable<string>): boolean {
  let total = new Exact(0);
  for (const share of shares) total = total.plus(share);
  return total.equals(100);
}

/** Whether `part` is more than `percent` per cent of `whole`, exactly. */
export function exceedsPercent(part: string, whole: string, percent: number): boolean {
  return new Exact(part).times(100).greaterThan(new Exact(whole).times(percent));
}

/** What has to go for `part` to be no more than `percent` per cent of `whole`, rounded up to the cent. */
export function amountAbovePercent(part: string, whole: string, percent: number): string {
  const above = new Exact(part).minus(new Exact(whole).times(percent).dividedBy(100));
  return (above.isNegative() ? new Exact(0) : above).toFixed(2, Decimal.ROUND_UP);
}

/** `part / whole` in per cent with one decimal, rounded half up; null when the whole is 0. */
export function percentage(part: string, whole: string): string | null {
  if (new Exact(whole).isZero()) return null;
  return new Exact(part).times(100).dividedBy(whole).toFixed(1, Decimal.ROUND_HALF_UP);
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

/** An amount that another system gives with more digits, half up to the cent. */
export function roundedToCent(amount: string): string {
  return new Exact(amount).toFixed(2, Decimal.ROUND_HALF_UP);
}

/** Cents, which may be fractions of some, as dollars. */
export function dollarsOfCents(cents: string): string {
  return roundedToCent(new Exact(cents).dividedBy(100).toString());
}

/** A percentage that another system gives with more digits, half up to three decimals. */
export function roundedPercentage(percent: string): string {
  return new Exact(percent).toFixed(3, Decimal.ROUND_HALF_UP);
}
