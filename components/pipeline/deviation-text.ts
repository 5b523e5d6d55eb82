import type { unusualAmount } from "@/server/domain/pipeline/model/settlement.ts";

export type Unusual = NonNullable<ReturnType<typeof unusualAmount>>;

/** "10 times the purchase amount", "25% more than the sale price", "90% less than …" */
export function deviationText({ permille, comparedWith }: Omit<Unusual, "expected">): string {
  if (permille >= 2_000n) {
    const tenths = (permille + 50n) / 100n;
    const times = tenths % 10n === 0n ? `${tenths / 10n}` : `${tenths / 10n}.${tenths % 10n}`;
    return `${times} times the ${comparedWith}`;
  }
  const off = permille > 1_000n ? permille - 1_000n : 1_000n - permille;
  const percent = (off + 5n) / 10n;
  return `${percent}% ${permille > 1_000n ? "more" : "less"} than the ${comparedWith}`;
}
