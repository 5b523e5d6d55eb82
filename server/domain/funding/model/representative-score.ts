import type { CreditReport } from "../input.ts";
import { BUREAUS } from "./credit-report.ts";

/**
 * The score that stands for the client: the middle of three, the lower of two, else the one; null when no bureau gives
 * any. Where a bureau gives several models, its lowest counts.
 */
export function representativeScore(scores: CreditReport["scores"]): number | null {
  const perBureau = BUREAUS.flatMap((bureau) => {
    const values = scores.flatMap((score) =>
      score.bureau === bureau && score.value !== null ? [score.value] : [],
    );
    return values.length === 0 ? [] : [Math.min(...values)];
  }).sort((a, b) => a - b);
  return (perBureau.length === 3 ? perBureau[1] : perBureau[0]) ?? null;
}
