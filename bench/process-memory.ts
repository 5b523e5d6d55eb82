import { readFileSync } from "node:fs";

/**
 * How much memory a process has by now (MB), as Linux tells: all that is resident, or what of that is its own and shared with nobody.
 * @returns null on another system, and of a process that has ended
 */
export function memoryOf(pid: number, what: "VmRSS" | "RssAnon"): number | null {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    const kilobytes = new RegExp(`^${what}:\\s+(\\d+)`, "m").exec(status)?.[1];
    return kilobytes === undefined ? null : Number(kilobytes) / 1_024;
  } catch {
    return null;
  }
}
