import type { BenchTenant } from "./make-tenant.ts";
import { timesOf } from "./race.ts";
import type { Finding } from "./report.ts";

const WANTED = 2;

/** The unfiltered summary of the largest tenant against that of the smallest, in turns. */
export async function summaryGrowth(
  small: BenchTenant,
  large: BenchTenant,
  rounds: number,
): Promise<Finding> {
  const taken = new Map<BenchTenant, number[]>([
    [small, []],
    [large, []],
  ]);
  for (let round = 0; round < rounds + 3; round += 1) {
    for (const [tenant, times] of taken) {
      const began = performance.now();
      await tenant.http.get("/api/pipeline/loans/summary");
      if (round >= 3) times.push(performance.now() - began);
    }
  }
  const [few, many] = [...taken.values()].map((times) => timesOf(times).median);
  const ratio = (many ?? Number.NaN) / (few ?? Number.NaN);
  return {
    what: `unfiltered summary over HTTP, ${large.size.toLocaleString("en-US")} loans against ${small.size.toLocaleString("en-US")}`,
    value: `${many?.toFixed(1)} ms against ${few?.toFixed(1)} ms, ${ratio.toFixed(2)}×`,
    wanted: `≤ ${WANTED}×`,
    ok: ratio <= WANTED,
  };
}
