import { randomInt } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { build, isBuilt } from "../cli/build.ts";
import { MUTATIONS, seeMutations } from "./mutations.ts";
import { Run, type Suite } from "./suite.ts";
import { SUITES } from "./suites.ts";

/**
 * `npm run test:faults`: the real app on a real database, with faults put in its way (docs/faults.md). `--only=<suite>` runs one,
 * `--seed=<n>` has the same chance again, `PSSAAS_FAULTS=full` runs the size that was promised; `--mutants` plants a fault for each
 * and wants to see it found.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { only: { type: "string" }, seed: { type: "string" }, mutants: { type: "boolean" } },
  });
  const isChosen = (suite: string) => values.only === undefined || values.only === suite;
  const chosen = SUITES.filter(({ name }) => isChosen(name));
  if (chosen.length === 0)
    throw new Error(`--only must be one of ${SUITES.map(({ name }) => name).join(", ")}`);
  if (!/^\d{1,10}$/.test(values.seed ?? "0"))
    throw new Error("--seed must be the number that a failure told");
  if (!values.mutants && chosen.some((suite) => !suite.isVerbsOnly) && !isBuilt()) await build(console.log);
  if (values.mutants) {
    const mutations = MUTATIONS.filter(({ suite }) => isChosen(suite));
    const seen = await seeMutations(mutations, console.log);
    console.log(`\n${seen} planted faults seen, ${mutations.length - seen} not`);
    process.exitCode = seen === mutations.length ? 0 : 1;
    return;
  }
  const ended = { held: 0, skipped: 0, failed: 0, endless: 0 };
  for (const suite of chosen) {
    const seed = values.seed === undefined ? randomInt(2 ** 31) : Number(values.seed);
    ended[await endOf(suite, new Run(seed, process.env.PSSAAS_FAULTS === "full"))] += 1;
    // It still works on the one deployment that this process has.
    if (ended.endless > 0) break;
  }
  const failed = ended.failed + ended.endless;
  const skipped = ended.skipped > 0 ? `, ${ended.skipped} skipped` : "";
  console.log(`\n${ended.held} suites held, ${failed} failed${skipped}`);
  process.exitCode = failed > 0 ? 1 : 0;
}

type Ending = "held" | "skipped" | "failed" | "endless";

/** How a suite ended; one that hangs is given up, so that nobody waits for it for ever. */
async function endOf({ name, promise, run: begin }: Suite, run: Run): Promise<Ending> {
  console.log(`\n${name}: ${promise}`);
  const began = performance.now();
  const fellOver = (error: unknown) =>
    run.check(false, error instanceof Error ? (error.stack ?? error.message) : String(error));
  // Also what nobody waits for at the moment: ended by it, we would leave the app and its database behind.
  process.on("unhandledRejection", fellOver);
  const minutes = run.size(15, 120);
  const isOver = await Promise.race([
    begin(run)
      .catch(fellOver)
      .then(() => true),
    sleep(minutes * 60_000, false, { ref: false }),
  ]);
  process.off("unhandledRejection", fellOver);
  const took = `${((performance.now() - began) / 1000).toFixed(0)} s`;
  for (const figure of run.figures) console.log(`  ${figure}`);
  if (isOver && run.failures.length === 0 && run.skipped !== null) {
    console.log(`  skipped: ${run.skipped}`);
    return "skipped";
  }
  if (isOver && run.failures.length === 0) {
    console.log(`  held, seed ${run.seed}, ${took}`);
    return "held";
  }
  for (const failure of run.failures) console.error(`  FAILED ${failure}`);
  if (!isOver) console.error(`  it is not over after ${minutes} minutes, so it was given up`);
  const size = run.isFull ? "PSSAAS_FAULTS=full " : "";
  console.error(
    `  failed after ${took}; again: ${size}npm run test:faults -- --only=${name} --seed=${run.seed}`,
  );
  return isOver ? "failed" : "endless";
}

await main();
// An address of the app that was cut may still be waited for.
process.exit();
