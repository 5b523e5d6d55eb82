/** Rates of interest as people type and compare them: decimal text, per cent a year, four decimals. */

/** "6.125 %" → "6.1250"; what is no rate stays as typed, to be refused by the schema. */
export function typedRate(text: string): string {
  const rate = text.trim().replace(/\s*%$/, "");
  if (!/^\d+(\.\d{0,4})?$/.test(rate)) return rate;
  const [whole = "0", fraction = ""] = rate.split(".");
  return `${whole}.${fraction.padEnd(4, "0")}`;
}

/** "6.1250" → "6.125", as it stands in a field. */
export function shownRate(rate: string): string {
  return rate.includes(".") ? rate.replace(/\.?0+$/, "") : rate;
}

/** `a − b` in basis points: "−62.5 bp", "+25 bp"; null of what is no rate. */
export function rateDifference(a: string, b: string): string | null {
  const [to, from] = [tenThousandths(a), tenThousandths(b)];
  if (to === null || from === null) return null;
  const by = to - from;
  const size = by < 0n ? -by : by;
  const rest = String(size % 100n)
    .padStart(2, "0")
    .replace(/0+$/, "");
  return `${by === 0n ? "" : by < 0n ? "\u2212" : "+"}${size / 100n}${rest && `.${rest}`} bp`;
}

function tenThousandths(rate: string): bigint | null {
  return /^\d{1,3}\.\d{4}$/.test(rate) ? BigInt(rate.replace(".", "")) : null;
}
