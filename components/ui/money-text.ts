/**
 * Figures as people read them. Amounts are decimal text from end to end ("250000.00"); where a ratio is needed it is
 * made of whole cents, so nothing here ever touches a float.
 */

const MINUS = "\u2212";

/** "-1250000.5" → "−1,250,000.50" */
export function moneyText(amount: string): string {
  const [whole = "0", cents = ""] = amount.replace(/^-/, "").split(".");
  return `${amount.startsWith("-") ? MINUS : ""}${grouped(whole)}.${cents.padEnd(2, "0")}`;
}

export function dollars(amount: string): string {
  const text = moneyText(amount);
  return text.startsWith(MINUS) ? `${MINUS}$${text.slice(1)}` : `$${text}`;
}

function grouped(whole: string): string {
  return whole.replace(/\B(?=(\d{3})+$)/g, ",");
}

/** "1,248" */
export function countText(count: number): string {
  return count.toLocaleString("en-US");
}

function cents(amount: string): bigint {
  const [whole = "0", fraction = ""] = amount.replace(/^-/, "").split(".");
  const value = BigInt(whole + fraction.padEnd(2, "0").slice(0, 2));
  return amount.startsWith("-") ? -value : value;
}

function amountOf(total: bigint): string {
  const digits = String(total < 0n ? -total : total).padStart(3, "0");
  return `${total < 0n ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** `a − b` to the cent. */
export function difference(a: string, b: string): string {
  return amountOf(cents(a) - cents(b));
}

/** The sum to the cent. */
export function sumOf(amounts: Iterable<string>): string {
  let total = 0n;
  for (const amount of amounts) total += cents(amount);
  return amountOf(total);
}

/** Whether what someone typed, cleaned by `typedAmount`, can be counted with. */
export function isAmount(text: string): boolean {
  return /^\d{1,16}(\.\d{0,2})?$/.test(text);
}

/** A price as the market quotes it, in percent of the loan amount: "101.250%"; null of no amount at all. */
export function percentOfPar(price: string, par: string): string | null {
  if (cents(par) === 0n) return null;
  const thousandths = String(divided(cents(price) * 100_000n, cents(par))).padStart(4, "0");
  return `${grouped(thousandths.slice(0, -3))}.${thousandths.slice(-3)}%`;
}

const GROUPED = /^\$?\s*(\d{1,3}(?:,\d{3})+(?:\.\d*)?|\d+(?:\.\d*)?)$/;

/**
 * What someone typed or pasted as an amount, without the signs that people add: "$1,250.5" → "1250.5". Anything else,
 * such as "250000,50", stays as it is and is refused by the schema: a comma must never turn into a hundredfold.
 */
export function typedAmount(text: string): string {
  const trimmed = text.trim();
  return GROUPED.exec(trimmed)?.[1]?.replaceAll(",", "") ?? trimmed;
}

/** So that 80000 and 80,000.00 are the same amount. What is no amount stays as typed, to be refused by the schema. */
export function typedMoney(text: string): string {
  const amount = typedAmount(text);
  if (!/^\d+(\.\d{0,2})?$/.test(amount)) return amount;
  const [whole = "0", cents = ""] = amount.split(".");
  return `${whole}.${cents.padEnd(2, "0")}`;
}

/** `numerator / denominator` rounded half away from zero. */
function divided(numerator: bigint, denominator: bigint): bigint {
  const half = denominator / 2n;
  return numerator < 0n ? -((-numerator + half) / denominator) : (numerator + half) / denominator;
}

const STEPS: [bigint, string][] = [
  [1_000_000_000_000n, "T"],
  [1_000_000_000n, "B"],
  [1_000_000n, "M"],
  [1_000n, "K"],
];

/** "12412345.67" → "$12.4M". For cards only; the exact amount is always at hand beside it. */
export function shortDollars(amount: string): string {
  const total = cents(amount);
  const size = total < 0n ? -total : total;
  for (const [unit, letter] of STEPS) {
    // What would be rounded up to 1,000.0K is already 1.0M; below 1K nothing is rounded.
    if (size < unit * 100n - (unit > 1_000n ? unit / 200n : 0n)) continue;
    const tenths = divided(total * 10n, unit * 100n);
    const sign = tenths < 0n ? MINUS : "";
    const magnitude = tenths < 0n ? -tenths : tenths;
    return `${sign}$${grouped(String(magnitude / 10n))}.${magnitude % 10n}${letter}`;
  }
  return dollars(amount);
}

/** "-175.0" → "−175.0", thousands grouped. */
export function signedText(figure: string): string {
  const [whole = "0", tenths = "0"] = figure.replace(/^-/, "").split(".");
  return `${figure.startsWith("-") ? MINUS : ""}${grouped(whole)}.${tenths}`;
}

/** Part of a whole from 0 to 1, for drawing only. */
export function share(part: string, whole: string): number {
  const total = cents(whole);
  return total === 0n ? 0 : Number((cents(part) * 10_000n) / total) / 10_000;
}

/** "6.8750" → "6.875%"; with no decimals wanted "60.0000" → "60%" */
export function rateText(rate: string, decimals = 3): string {
  const [whole = "0", fraction = ""] = rate.split(".");
  const kept = fraction.replace(/0+$/, "").padEnd(decimals, "0");
  return `${[whole, kept].filter(Boolean).join(".")}%`;
}
