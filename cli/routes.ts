import { globSync } from "node:fs";
import path from "node:path";

/** Tells of an address which page or route answers it: `/pipeline/loans/{loanId}`; null for none of ours. */
export type RouteOf = (pathname: string) => string | null;

/**
 * The routes of the folders under `app/`, as Next reads them. The log and the metrics name these and never an address, in
 * which anybody may have typed anything.
 */
export function routesUnder(root: string): RouteOf {
  const files = globSync("**/{page.tsx,route.ts}", { cwd: path.join(root, "app") });
  const routes = files.map((file) => {
    const folders = path.dirname(file).split(path.sep);
    const parts = folders.filter((part) => part !== "." && !/^\(.*\)$/.test(part));
    const names = parts.map((part) => part.replace(/^\[(?:\.\.\.)?(.+)\]$/, "{$1}"));
    const pattern = parts.map((part) =>
      part.startsWith("[...") ? ".+" : part.startsWith("[") ? "[^/]+" : literal(part),
    );
    return { name: `/${names.join("/")}`, matches: new RegExp(`^/${pattern.join("/")}/?$`) };
  });
  // As Next chooses: literal folders before `[one]` before `[...all]`.
  const weight = ({ matches }: { matches: RegExp }) =>
    matches.source.replaceAll(".+", "\uffff").replaceAll("[^", "\ufffe");
  routes.sort((a, b) => (weight(a) < weight(b) ? -1 : 1));
  return (pathname) => routes.find(({ matches }) => matches.test(pathname))?.name ?? null;
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
