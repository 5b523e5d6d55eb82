import { setTimeout as sleep } from "node:timers/promises";
import type { BenchTenant } from "./make-tenant.ts";
import { memoryOf } from "./process-memory.ts";
import type { Finding } from "./report.ts";

const PAUSE_MS = 1_500;
const EVERY_MS = 20;

/** How much the server grows during an export whose reader stops in the middle: nothing may pile up for it. */
export async function measureMemory({ http, size }: BenchTenant, server: number): Promise<Finding> {
  const what = `memory of the server during an export of ${size.toLocaleString("en-US")} loans to a reader that pauses`;
  const before = memoryOf(server, "VmRSS");
  if (before === null) return { what, value: "not measured on this system" };
  let [most, megabytes, hasPaused] = [before, 0, false];
  const watch = setInterval(() => {
    most = Math.max(most, memoryOf(server, "VmRSS") ?? 0);
  }, EVERY_MS);
  for await (const part of await http.stream("/api/pipeline/loans/export.csv")) {
    megabytes += (part as Buffer).length / 2 ** 20;
    if (!hasPaused) await sleep(PAUSE_MS);
    hasPaused = true;
  }
  clearInterval(watch);
  return {
    what,
    value: `from ${before.toFixed(0)} to ${most.toFixed(0)} MB at most, for ${megabytes.toFixed(0)} MB of CSV`,
  };
}
