import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { parseArgs, stripVTControlCharacters } from "node:util";
import { build, isBuilt, ROOT } from "../cli/build.ts";
import { findBrowser } from "./browser.ts";
import { checkJavaScript } from "./javascript-budget.ts";

/**
 * `npm test`: everything there is, in the order of how fast it tells; the first stage that fails ends the run.
 * `--fast` leaves out the build and the browser, `--only=<stage>` runs one.
 */
interface Counts {
  passed: number;
  failed: number;
  /** Of those that passed, how many did so at their second try. */
  flaky?: number;
}

/** A browser on a busy machine may miss a moment once. More than this is a fault of ours. */
const MOST_FLAKY = 3;

interface Stage {
  name: string;
  title: string;
  isSlow?: true;
  /** @returns what the runner counted; null for a stage that counts nothing */
  run(): Promise<Counts | null>;
}

class StageFailed extends Error {
  readonly counts: Counts;
  constructor(counts: Counts | null) {
    super("stage failed");
    this.counts = counts && counts.failed > 0 ? counts : { passed: counts?.passed ?? 0, failed: 1 };
  }
}

const STAGES: Stage[] = [
  { name: "types", title: "Types", run: checkTypes },
  { name: "lint", title: "Format and lint", run: () => runTool("biome", ["check", "."], uncounted) },
  {
    name: "vitest",
    title: "Unit, database and API tests",
    run: () => runTool("vitest", ["run"], vitestCounts),
  },
  {
    name: "neon",
    title: "API over Neon's driver",
    isSlow: true,
    run: () => runTool("vitest", ["run", "--config", "vitest.neon.config.ts"], vitestCounts),
  },
  {
    name: "pgbouncer",
    title: "API behind PgBouncer",
    isSlow: true,
    run: () => runTool("vitest", ["run", "--config", "vitest.pgbouncer.config.ts"], vitestCounts),
  },
  { name: "stories", title: "Stories", isSlow: true, run: testStories },
  { name: "build", title: "Build", isSlow: true, run: buildApp },
  { name: "weight", title: "JavaScript budgets", isSlow: true, run: weighJavaScript },
  { name: "faults", title: "Faults", isSlow: true, run: testFaults },
  { name: "browser", title: "Browser tests", isSlow: true, run: testInBrowser },
];

async function checkTypes(): Promise<null> {
  await runTool("next", ["typegen"], uncounted);
  await runTool("tsc", ["--noEmit"], uncounted);
  return null;
}

/** Each story in a real browser: it renders, its steps hold, it writes no error, and axe finds nothing. */
async function testStories(): Promise<Counts | null> {
  process.env.PLAYWRIGHT_CHROMIUM_PATH = await findBrowser(console.log);
  return runTool("vitest", ["run", "--config", "stories/vitest.config.ts"], vitestCounts);
}

async function buildApp(): Promise<null> {
  if (isBuilt()) console.log("The build is up to date.");
  else await build(console.log);
  return null;
}

async function weighJavaScript(): Promise<Counts> {
  if (!isBuilt()) await build(console.log);
  const counts = checkJavaScript();
  if (counts.failed > 0) throw new StageFailed(counts);
  return counts;
}

/** The app with faults in its way, each suite at its short size; a suite counts as a test. */
async function testFaults(): Promise<Counts | null> {
  if (!isBuilt()) await build(console.log);
  return runNode("faults", ["faults/main.ts"], faultCounts);
}

async function testInBrowser(): Promise<Counts | null> {
  if (!existsSync(`${ROOT}/playwright.config.ts`))
    throw new Error("There is no playwright.config.ts, so no browser test would run.");
  if (!isBuilt()) await build(console.log);
  process.env.PLAYWRIGHT_CHROMIUM_PATH = await findBrowser(console.log);
  const counts = await runTool("playwright", ["test"], playwrightCounts);
  const flaky = counts?.flaky ?? 0;
  if (flaky > MOST_FLAKY) {
    console.error(`${flaky} tests passed only at their second try; at most ${MOST_FLAKY} may.`);
    throw new StageFailed({ passed: (counts?.passed ?? 0) - flaky, failed: flaky });
  }
  return counts;
}

const PROGRAMS: Record<string, string> = {
  biome: "@biomejs/biome/bin/biome",
  vitest: "vitest/vitest.mjs",
  next: "next/dist/bin/next",
  tsc: "typescript/bin/tsc",
  playwright: "@playwright/test/cli.js",
};

/** Runs a tool of ours under this Node, shows what it says, and counts from that. @throws StageFailed */
async function runTool(
  name: string,
  args: string[],
  count: (output: string) => Counts | null,
): Promise<Counts | null> {
  return runNode(name, [`node_modules/${PROGRAMS[name]}`, ...args], count);
}

/** The same with a program of our own, by its path from the root. @throws StageFailed */
async function runNode(
  name: string,
  args: string[],
  count: (output: string) => Counts | null,
): Promise<Counts | null> {
  const color = process.stdout.isTTY ? { FORCE_COLOR: "1" } : {};
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { ...process.env, ...color, NEXT_TELEMETRY_DISABLED: "1", STORYBOOK_DISABLE_TELEMETRY: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const [from, to] of [
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ] as const) {
    from.on("data", (chunk: Buffer) => {
      output += chunk.toString("utf8");
      to.write(chunk);
    });
  }
  const code = await new Promise((resolve) => child.once("close", resolve));
  const counts = count(stripVTControlCharacters(output));
  if (code !== 0) throw new StageFailed(counts);
  if (counts?.passed === 0) throw new Error(`${name} ran no test, or not one that could be counted.`);
  return counts;
}

function uncounted(): null {
  return null;
}

/** `Tests  2 failed | 310 passed | 1 skipped (313)` */
function vitestCounts(output: string): Counts {
  const line = /^\s*Tests\s+(.*)$/m.exec(output)?.[1] ?? "";
  return { passed: numberBefore("passed", line), failed: numberBefore("failed", line) };
}

/** `  3 failed`, `  1 flaky`, `  41 passed (1.2m)`: one per line at the end. What was flaky has passed in the end. */
function playwrightCounts(output: string): Counts {
  const end = output.slice(-20_000);
  const flaky = numberBefore("flaky", end);
  return { passed: numberBefore("passed", end) + flaky, failed: numberBefore("failed", end), flaky };
}

/** `5 suites held, 1 failed` */
function faultCounts(output: string): Counts {
  const end = output.slice(-2_000);
  return { passed: numberBefore("suites held", end), failed: numberBefore("failed", end) };
}

function numberBefore(word: string, text: string): number {
  return Number([...text.matchAll(new RegExp(`(\\d+) ${word}\\b`, "g"))].at(-1)?.[1] ?? 0);
}

function chosenStages(): Stage[] {
  const { values } = parseArgs({ options: { fast: { type: "boolean" }, only: { type: "string" } } });
  if (values.only === undefined) return STAGES.filter((stage) => !(values.fast && stage.isSlow));
  const chosen = STAGES.filter((stage) => stage.name === values.only);
  if (chosen.length === 0)
    throw new Error(`--only must be one of ${STAGES.map((stage) => stage.name).join(", ")}`);
  return chosen;
}

async function main(): Promise<void> {
  const lines: string[] = [];
  const total: Counts = { passed: 0, failed: 0 };
  const add = (title: string, counts: Counts | null, began: number) => {
    total.passed += counts?.passed ?? 0;
    total.failed += counts?.failed ?? 0;
    const flaky = counts?.flaky ? `, ${counts.flaky} at the second try` : "";
    const said = counts ? `${counts.passed} passed, ${counts.failed} failed${flaky}` : "ok";
    lines.push(`  ${title.padEnd(32)}${said.padEnd(46)}${Math.round((performance.now() - began) / 1000)} s`);
  };
  for (const { title, run } of chosenStages()) {
    console.log(`\n── ${title} ${"─".repeat(Math.max(2, 70 - title.length))}\n`);
    const began = performance.now();
    try {
      add(title, await run(), began);
    } catch (error) {
      if (!(error instanceof StageFailed)) console.error(error instanceof Error ? error.message : error);
      add(title, error instanceof StageFailed ? error.counts : { passed: 0, failed: 1 }, began);
      process.exitCode = 1;
      break;
    }
  }
  console.log(`\n${lines.join("\n")}\n\n${total.passed} passed, ${total.failed} failed`);
}

await main();
