import { randomInt } from "node:crypto";
import { parseArgs } from "node:util";
import { build, isBuilt } from "../cli/build.ts";
import { clock } from "./clock.ts";
import { cuts } from "./cuts.ts";
import { deliveries } from "./deliveries.ts";
import { diskFull } from "./disk-full.ts";
import { killApp, killDatabase } from "./kills.ts";
import { migrations } from "./migrations.ts";
import { MUTATIONS, seeMutations } from "./mutations.ts";
import { operations } from "./operations.ts";
import { processes } from "./processes.ts";
import { restarts } from "./restarts.ts";
import { services } from "./services.ts";
import { Run, type Suite } from "./suite.ts";
import { tenants } from "./tenants.ts";

/**
 * `npm run test:faults`: the real app on a real database, with faults put in its way (docs/faults.md). `--only=<suite>` runs one,
 * `--seed=<n>` has the same chance again, `PSSAAS_FAULTS=full` runs the size that was promised; `--mutants` plants a fault for each
 * and wants to see it found.
 */
const SUITES: Suite[] = [
  deliveries,
  cuts,
  killApp,
  killDatabase,
  restarts,
  tenants,
  processes,
  services,
  migrations,
  diskFull,
  clock,
  operations,
];

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { only: { type: "string" }, seed: { type: "string" }, mutants: { type: "boolean" } },
  });
  const isChosen = (suite: string) => values.only === undefined || values.only === suite;
  const chosen = SUITES.filter(({ name }) => isChosen(name));
  if (chosen.length === 0)
    throw new Error(`--only must be one of ${SUITES.map(({ name }) => name).join(", ")}`);
  if (!values.mutants && chosen.some((suite) => !suite.isVerbsOnly) && !isBuilt()) await build(console.log);
  if (values.mutants) {
    const mutations = MUTATIONS.filter(({ suite }) => isChosen(suite));
    const seen = await seeMutations(mutations, console.log);
    console.log(`\n${seen} planted faults seen, ${mutations.length - seen} not`);
    process.exitCode = seen === mutations.length ? 0 : 1;
    return;
  }
  let failed = 0;
  for (const suite of chosen) {
    const seed = values.seed === undefined ? randomInt(2 ** 31) : Number(values.seed);
    if (!(await holds(suite, new Run(seed, process.env.PSSAAS_FAULTS === "full")))) failed += 1;
  }
  console.log(`\n${chosen.length - failed} suites held, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}

async function holds({ name, promise, run: begin }: Suite, run: Run): Promise<boolean> {
  console.log(`\n${name}: ${promise}`);
  const began = performance.now();
  const fellOver = (error: unknown) =>
    run.check(false, error instanceof Error ? (error.stack ?? error.message) : String(error));
  // Also what nobody waits for at the moment: ended by it, we would leave the app and its database behind.
  process.on("unhandledRejection", fellOver);
  try {
    await begin(run);
  } catch (error) {
    fellOver(error);
  }
  process.off("unhandledRejection", fellOver);
  const took = `${((performance.now() - began) / 1000).toFixed(0)} s`;
  for (const figure of run.figures) console.log(`  ${figure}`);
  if (run.failures.length === 0) {
    console.log(`  held, seed ${run.seed}, ${took}`);
    return true;
  }
  for (const failure of run.failures) console.error(`  FAILED ${failure}`);
  const size = run.isFull ? "PSSAAS_FAULTS=full " : "";
  console.error(
    `  failed after ${took}; again: ${size}npm run test:faults -- --only=${name} --seed=${run.seed}`,
  );
  return false;
}

await main();
// An address of the app that was cut may still be waited for.
process.exit();
