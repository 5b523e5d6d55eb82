import { setTimeout as sleep } from "node:timers/promises";
import { clusterProcesses } from "../db/embedded/process.ts";
import { type Desk, openDesk } from "./desk.ts";
import type { Run, Suite } from "./suite.ts";
import { Writers } from "./writers.ts";

const WRITERS = 6;
const RECOVERY_MS = 5_000;
/** The app looks twice a second, and recovery reads the log on a busy machine. */
const PATIENCE_MS = 60_000;

export const killApp: Suite = {
  name: "kill-app",
  promise: "A2 what was acknowledged is there after the app was killed at any moment, and nothing is torn",
  run: (run) =>
    rounds(run, async (desk, chance) => {
      // Now and then it is hit while it starts.
      if (chance % 4 === 0) {
        await desk.app.kill();
        desk.app.launch();
        await sleep(chance % 1_500);
      }
      await desk.app.kill();
      await desk.app.start();
    }),
};

export const killDatabase: Suite = {
  name: "kill-database",
  promise:
    "A2 what was acknowledged is there after the database was killed at any moment, and the app starts it again and answers",
  run: (run) =>
    rounds(run, async (desk) => {
      await killCluster(desk);
      await untilBack(desk);
      const took = await desk.app.ready();
      run.check(took < RECOVERY_MS, `the app answered ${took.toFixed(0)} ms after the database was back`);
    }),
};

async function rounds(run: Run, strike: (desk: Desk, chance: number) => Promise<void>): Promise<void> {
  const desk = await openDesk();
  try {
    const writers = await Writers.at(run, desk, WRITERS);
    const chance = run.dice();
    const count = run.size(5, 200);
    for (let round = 1; round <= count && run.failures.length === 0; round += 1) {
      writers.begin(round);
      await writers.untilAcknowledged(WRITERS);
      await sleep(chance.below(500));
      await strike(desk, chance.below(10_000));
      await writers.end();
      await writers.compare(`round ${round}`);
      await desk.audit(run, `round ${round}`);
    }
    const { acknowledged, unknown } = writers;
    run.sometimes({ ...acknowledged, "a write of which nobody knows": unknown });
    run.figure(`${count} kills, ${writers.told} writes acknowledged, ${unknown} of which nobody knows`);
  } finally {
    await desk.close();
  }
}

/** Nobody but the app starts it. @throws what it says to whoever asks for too long */
async function untilBack({ owner }: Desk): Promise<void> {
  const began = performance.now();
  const isBack = () =>
    owner.query("select 1").then(
      () => true,
      (error) => {
        if (performance.now() - began > PATIENCE_MS) throw error;
        return false;
      },
    );
  while (!(await isBack())) await sleep(20);
}

/** `kill -9` to the postmaster first, so that it tells nobody, and then to all the others. */
async function killCluster({ owner }: Desk): Promise<void> {
  const { rows } = await owner.query<{ name: string }>("select current_setting('cluster_name') as name");
  for (const pid of clusterProcesses(rows[0]?.name ?? "nobody")) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It ended with the others.
    }
  }
}
