import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { ROOT } from "../cli/build.ts";

/**
 * How much JavaScript a route may send beyond a page that shows nothing but the stack, from what the build itself says
 * it made. Kilobytes of 1,024 bytes, gzip.
 */
const BARE_ROUTE = "/_not-found";
const BUDGETS: { route: string; kilobytes: number; onDemand?: true }[] = [
  { route: "/pipeline", kilobytes: 80 },
  { route: "/pipeline/loans", kilobytes: 105 },
  { route: "/pipeline/grid", kilobytes: 300, onDemand: true },
  { route: "/funding", kilobytes: 90 },
  { route: "/funding/[fileId]", kilobytes: 120 },
  { route: "/funding/new", kilobytes: 95 },
  { route: "/mortgages", kilobytes: 100 },
  { route: "/mortgages/[mortgageId]", kilobytes: 95 },
  { route: "/mortgages/new", kilobytes: 95 },
  { route: "/mortgages/[mortgageId]/edit", kilobytes: 100 },
];

interface RouteStats {
  route: string;
  firstLoadChunkPaths: string[];
}

export interface RouteWeight {
  route: string;
  /** Beyond the bare page. */
  kilobytes: number;
  most: number;
}

/** Weighs the routes that have a budget. @throws Error when the build says nothing of one of them */
export function weighRoutes(): { bare: number; routes: RouteWeight[] } {
  const stats: RouteStats[] = JSON.parse(
    readFileSync(path.join(ROOT, ".next/diagnostics/route-bundle-stats.json"), "utf8"),
  );
  const firstLoad = (route: string): string[] => {
    const found = stats.find((one) => one.route === route)?.firstLoadChunkPaths ?? [];
    if (found.length === 0) throw new Error(`The build does not say what ${route} loads.`);
    return found;
  };
  const bare = gzipped(firstLoad(BARE_ROUTE));
  const routes = BUDGETS.map(({ route, kilobytes: most, onDemand }) => {
    const chunks = [...firstLoad(route), ...(onDemand ? chunksOnDemand(route) : [])];
    return { route, kilobytes: gzipped(chunks) - bare, most };
  });
  return { bare, routes };
}

/** The chunks that `next/dynamic` on this route fetches. */
function chunksOnDemand(route: string): string[] {
  const manifest = path.join(ROOT, `.next/server/app/(desk)${route}/page/react-loadable-manifest.json`);
  if (!existsSync(manifest)) throw new Error(`The build does not say what ${route} loads on demand.`);
  const entries: Record<string, { files: string[] }> = JSON.parse(readFileSync(manifest, "utf8"));
  const files = Object.values(entries).flatMap((entry) => entry.files);
  return files.filter((file) => file.endsWith(".js")).map((file) => `.next/${file}`);
}

function gzipped(chunks: string[]): number {
  const bytes = [...new Set(chunks)].map((file) => gzipSync(readFileSync(path.join(ROOT, file))).length);
  return bytes.reduce((sum, length) => sum + length, 0) / 1_024;
}

/** Prints the weights beside their budgets. @returns how many keep to them */
export function checkJavaScript(): { passed: number; failed: number } {
  const { bare, routes } = weighRoutes();
  console.log(`A bare page loads ${bare.toFixed(1)} KB of JavaScript (gzip); beyond it:\n`);
  for (const { route, kilobytes, most } of routes) {
    const verdict = kilobytes <= most ? "" : "  over its budget";
    console.log(`  ${route.padEnd(20)}${`${kilobytes.toFixed(1)} KB`.padStart(10)} of ${most} KB${verdict}`);
  }
  const failed = routes.filter(({ kilobytes, most }) => kilobytes > most).length;
  return { passed: routes.length - failed, failed };
}
