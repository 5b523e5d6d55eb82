/** The oldest versions that have every security fix known when this was written (reliability C1, C2). Raise, never lower. */

export interface Floor {
  /** Of several release lines that are kept, each has its own. */
  atLeast: string[];
  /** What a version below it is open to. */
  because: string;
  /** Not installed at present; the floor counts from the day it is. */
  isAbsent?: true;
}

export const PACKAGE_FLOORS: Record<string, Floor> = {
  next: { atLeast: ["16.4.5"], because: "GHSA-673q-mjm6-r5xr and before it CVE-2025-29927" },
  sharp: { atLeast: ["0.35.5"], because: "GHSA-2464-fhr4-w9xw" },
  "next-auth": { atLeast: ["4.24.15"], because: "GHSA-8fpg-xm3f-6cx3" },
  "drizzle-orm": { atLeast: ["0.45.2"], because: "GHSA-gpj5-g38j-94v9 (CVE-2026-39356)" },
  nodemailer: { atLeast: ["8.0.5"], because: "GHSA-vvjj-xcjg-gr5g and GHSA-5jpx-9hw9-2fx4" },
  undici: { atLeast: ["6.23.0", "7.18.2"], because: "GHSA-g9mf-h72j-4rw9", isAbsent: true },
};

/** The release lines of Node that get fixes, each with its first release that has them (CVE-2026-111497). */
export const NODE_FLOORS = ["22.23.4", "24.22.1", "26.12.1"];

/**
 * Whether a version lacks fixes: it is below the floor of its own release line, or of a line that has none any more.
 * A later line than all that are named has them.
 * @param floors one a line, `major.minor.patch`
 */
export function isBelow(version: string, floors: string[]): boolean {
  const [major = 0] = numbersOf(version);
  const ofLine = floors.find((floor) => numbersOf(floor)[0] === major);
  if (ofLine) return isOlder(version, ofLine);
  return floors.some((floor) => isOlder(version, floor));
}

/** What is to be said at boot of this version of Node; null when it has its fixes. */
export function oldNode(version: string): string | null {
  if (!isBelow(version, NODE_FLOORS)) return null;
  return `Node ${version} misses security fixes; in production use ${NODE_FLOORS.join(", ")} or newer.`;
}

const numbersOf = (version: string) => version.split(/[.+-]/).slice(0, 3).map(Number);

function isOlder(version: string, floor: string): boolean {
  const [ours, theirs] = [numbersOf(version), numbersOf(floor)];
  const at = theirs.findIndex((number, index) => number !== ours[index]);
  return at >= 0 && !((ours[at] ?? 0) > (theirs[at] ?? 0));
}
