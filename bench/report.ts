import type { Result } from "./race.ts";

/** Something measured that is no race. */
export interface Finding {
  what: string;
  value: string;
  wanted?: string;
  ok?: boolean;
}

const HEAD = [
  "job",
  "loans",
  "by hand: median",
  "p95",
  "over HTTP: median",
  "p95",
  "ratio",
  "of work",
  "wanted",
  "",
];

export function table(results: Result[]): string {
  const rows = results.map(({ job, loans, byHand, overHttp, ratio, ratioOfWork, wanted, ok }) => [
    job,
    loans.toLocaleString("en-US"),
    ...[byHand.median, byHand.p95, overHttp.median, overHttp.p95].map((ms) => `${ms.toFixed(1)} ms`),
    `${ratio.toFixed(1)}×`,
    `${ratioOfWork.toFixed(1)}×`,
    `≤ ${wanted}×`,
    mark(ok),
  ]);
  const widths = HEAD.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: string[]) =>
    cells
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join("  ");
  return [line(HEAD), line(widths.map((width) => "─".repeat(width))), ...rows.map(line)].join("\n");
}

export function findings(list: Finding[]): string {
  return list
    .map(
      ({ what, value, wanted, ok }) =>
        `\n${what}: ${value}${wanted ? ` (wanted ${wanted}) ${mark(ok ?? false)}` : ""}`,
    )
    .join("");
}

const mark = (ok: boolean) => (ok ? "ok" : "misses");
