import type { Outputs } from "../trpc/client.ts";
import { sumOf } from "../ui/money-text.ts";

export interface Matching {
  loans: number;
  volume: string;
  /** How many there would be of each status beside the other filters, whichever statuses are chosen. */
  byStatus: ReadonlyMap<string, number>;
}

/** @param summary of the filters but that of the status @param chosen the statuses of that filter; none: all */
export function matchingOf(summary: Outputs["pipeline"]["summary"], chosen: string[]): Matching {
  const { statusBreakdown, totalLoans, totalVolume } = summary;
  const byStatus = new Map(statusBreakdown.map(({ status, loanCount }) => [status, loanCount]));
  if (chosen.length === 0) return { loans: totalLoans, volume: totalVolume, byStatus };
  const counted = statusBreakdown.filter(({ status }) => chosen.includes(status));
  return {
    loans: counted.reduce((sum, { loanCount }) => sum + loanCount, 0),
    volume: sumOf(counted.map((one) => one.totalVolume)),
    byStatus,
  };
}
