import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Context } from "../server/domain/context.ts";
import { JUDGED_AT } from "../server/domain/funding/testing-files.ts";
import { fileOf } from "../server/domain/funding/testing-steps.ts";
import { newMortgage } from "../server/domain/mortgages/testing-mortgages.ts";
import { changeStatuses } from "../server/domain/pipeline/change-statuses.ts";
import { buyLoans, psxLoan, psxTrade } from "../server/domain/pipeline/testing-trades.ts";
import { type Answer, NoAnswer } from "./calls.ts";
import { DatabaseProxy, POINTS, type Point } from "./database-proxy.ts";
import { type Desk, openDesk } from "./desk.ts";
import type { Run, Suite } from "./suite.ts";

const RECOVERY_MS = 5_000;
/** More than a tenant's pool has connections: one that was not given back is missed. */
const READERS = 24;
const MOST_TRIES = 4;

export const cuts: Suite = {
  name: "cuts",
  promise:
    "A10 a connection to the database that is lost at any point of a transaction leaves all of it or nothing, and the app recovers",
  async run(run) {
    let proxy: DatabaseProxy | undefined;
    const desk = await openDesk({
      reach: async (databaseUrl) => {
        const opened = await DatabaseProxy.before(databaseUrl);
        proxy = opened.proxy;
        return opened.url;
      },
    });
    try {
      await cutEverywhere(run, desk, proxy as DatabaseProxy);
      if (run.failures.length === 0) await slowAndGone(run, desk, proxy as DatabaseProxy);
      await desk.audit(run, "after all cuts");
    } finally {
      await desk.close();
      await proxy?.close();
    }
  },
};

/** A write over HTTP that can be made again, and how it is seen whether it has been made. */
interface Write {
  send(): Promise<Answer>;
  isThere(): Promise<boolean>;
  /** What the second one is answered, when the first was not made and when it was. */
  repeated: { fresh: number[]; made: number[] };
}

const WRITES: Record<string, (desk: Desk, n: number) => Promise<Write>> = {
  settle: settlement,
  intake,
  "funding step": fundingStep,
  "mortgage deletion": deletion,
};

async function cutEverywhere(run: Run, desk: Desk, proxy: DatabaseProxy): Promise<void> {
  const chance = run.dice();
  const rounds = run.size(2, 50);
  const met: Record<string, number> = {};
  let [number, slowest] = [0, 0];
  // An app that has lost its connections keeps every further one waiting for as long as it may.
  const isOver = () => run.failures.length > 0;
  for (const [what, make] of Object.entries(WRITES))
    for (const point of POINTS) {
      met[`${what}, ${point}`] = 0;
      for (let round = 0, tries = 0; round < rounds && tries < rounds * MOST_TRIES && !isOver(); tries += 1) {
        number += 1;
        const write = await make(desk, number);
        const where = `${what}, cut ${point} (number ${number})`;
        const trap = { database: desk.databaseName, point, statements: chance.below(5) };
        const wasMet = await cutOnce(run, where, write, { proxy, trap });
        slowest = Math.max(slowest, await recovered(run, desk, where));
        if (!wasMet) continue;
        round += 1;
        met[`${what}, ${point}`] = round;
      }
    }
  if (!isOver()) run.sometimes(met);
  run.figure(`${number} writes cut, in ${Object.keys(met).length} combinations of write and point`);
  run.figure(`answers again after at most ${slowest.toFixed(0)} ms`);
  await nothingLeaked(run, desk);
}

/** @returns whether it was this write that fell into the trap, and not what the app does in the background */
async function cutOnce(
  run: Run,
  where: string,
  write: Write,
  { proxy, trap }: { proxy: DatabaseProxy; trap: { database: string; point: Point; statements: number } },
): Promise<boolean> {
  const fired = proxy.set(trap);
  const answer = await write.send().catch((error) => {
    if (error instanceof NoAnswer) return null;
    throw error;
  });
  const hasFired = fired();
  proxy.unset();
  const isDone = answer !== null && answer.status < 300;
  const there = await write.isThere();
  const told = answer && `${answer.status} ${answer.json?.code ?? ""}`;
  run.check(answer !== null, `${where}: no answer`);
  run.check(isDone || answer?.json?.code === "UNAVAILABLE", `${where}: answered ${told}`);
  if (isDone) run.check(there, `${where}: answered ${told}, and nothing is there`);
  else if (trap.point === "after COMMIT" || trap.point === "before COMMIT is answered")
    run.check(there, `${where}: was committed, and is not there`);
  else run.check(!there, `${where}: was not committed, and is there`);

  const again = await write.send();
  const wanted = there ? write.repeated.made : write.repeated.fresh;
  run.check(
    wanted.includes(again.status) && (again.status < 300 || typeof again.json?.code === "string"),
    `${where}: the same again was answered ${again.status} ${JSON.stringify(again.json)}`,
  );
  run.check(await write.isThere(), `${where}: sent again, and still not there`);
  return hasFired && (!isDone || trap.point === "after COMMIT");
}

/** Until the app reads again. @returns milliseconds */
async function recovered(run: Run, desk: Desk, where: string): Promise<number> {
  const began = performance.now();
  while (performance.now() - began < RECOVERY_MS) {
    const answer = await desk.api("operator", "GET", "/api/pipeline/loans?pageSize=1");
    if (answer.status === 200) return performance.now() - began;
    await sleep(20);
  }
  run.check(false, `${where}: the app does not answer after ${RECOVERY_MS / 1000} seconds`);
  return RECOVERY_MS;
}

/** More readers at once than the pool has connections, and no transaction that somebody has left open. */
async function nothingLeaked(run: Run, desk: Desk): Promise<void> {
  const began = performance.now();
  const answers = await Promise.all(
    Array.from({ length: READERS }, () => desk.api("operator", "GET", "/api/pipeline/loans?pageSize=1")),
  );
  const took = performance.now() - began;
  const refused = answers.filter(({ status }) => status !== 200);
  run.check(refused.length === 0, `${refused.length} of ${READERS} readers at once were refused`);
  run.check(
    took < RECOVERY_MS,
    `${READERS} readers at once took ${took.toFixed(0)} ms: connections are missing`,
  );
  run.check(await nobodyIsIn(desk), "a transaction was left open");
}

/** What the app does in the background has transactions too, but none that lasts. */
async function nobodyIsIn({ owner }: Desk): Promise<boolean> {
  const began = performance.now();
  while (performance.now() - began < RECOVERY_MS) {
    const { rows } = await owner.query(
      `select 1 from pg_stat_activity
       where datname = current_database() and state like 'idle in transaction%'`,
    );
    if (rows.length === 0) return true;
    await sleep(50);
  }
  return false;
}

/** A slow network, and one that is gone altogether and comes back. */
async function slowAndGone(run: Run, desk: Desk, proxy: DatabaseProxy): Promise<void> {
  proxy.delay(40);
  const slow = await intake(desk, 900_001);
  run.check((await slow.send()).status === 201, "a slow network: the trade was refused");
  proxy.delay(0);
  const write = await intake(desk, 900_002);
  proxy.cutAll();
  const answer = await write.send();
  run.check(
    [201, 503].includes(answer.status),
    `every connection cut: the trade was answered ${answer.status} ${answer.json?.code}`,
  );
  await recovered(run, desk, "every connection cut");
  run.check([201, 409].includes((await write.send()).status), "every connection cut: the trade was refused");
  await nothingLeaked(run, desk);
}

async function settlement(desk: Desk, n: number): Promise<Write> {
  const ctx = await desk.as("admin");
  const [loanId] = await buyLoans(await desk.as("exchange"), `SETTLE-${n}`, 1);
  for (const newStatus of ["in_transit", "delivered"])
    await changeStatuses(ctx, { loanIds: [loanId], newStatus, notes: "on its way" });
  const body = { settlementAmount: 251_000, settlementDate: "2026-03-05", settlementReference: `WIRE-${n}` };
  return {
    send: () => desk.api("admin", "POST", `/api/pipeline/loans/${loanId}/settle`, body),
    isThere: () =>
      exists(desk, "pipeline_loan where pipeline_loan_id = $1 and current_status = 'settled'", loanId),
    repeated: { fresh: [200], made: [422] },
  };
}

async function intake(desk: Desk, n: number): Promise<Write> {
  const id = `INTAKE-${n}`;
  const trade = psxTrade(id, [psxLoan(1), psxLoan(2), psxLoan(3)]);
  return {
    send: () => desk.postTrade(trade),
    isThere: () => exists(desk, "pipeline_trade where exchange_trade_id = $1", id),
    repeated: { fresh: [201], made: [409] },
  };
}

async function fundingStep(desk: Desk, n: number): Promise<Write> {
  const past: Context = { ...(await desk.as("operator")), now: () => new Date(JUDGED_AT) };
  const fileId = await fileOf(past, "cards", { email: `cut-${n}@mail.test` });
  const { json } = await desk.api("operator", "GET", `/api/funding/files/${fileId}/progress`);
  const [path, step] = ["card_funding", "approve_underwriting"];
  const body = { version: json.version, requestId: randomUUID(), path, step, data: { notes: "Seen" } };
  return {
    send: () => desk.api("operator", "POST", `/api/funding/files/${fileId}/steps`, body),
    isThere: () => exists(desk, `funding_step_event where file_id = $1 and step = '${step}'`, fileId),
    repeated: { fresh: [200], made: [200] },
  };
}

async function deletion(desk: Desk): Promise<Write> {
  const { mortgageId } = await newMortgage(await desk.as("admin"));
  const { json } = await desk.api("admin", "GET", `/api/mortgages/${mortgageId}/deletion-plan`);
  const address = `/api/mortgages/${mortgageId}?planToken=${json.planToken}`;
  return {
    send: () => desk.api("admin", "DELETE", address),
    isThere: async () => !(await exists(desk, "mortgage where mortgage_id = $1", mortgageId)),
    repeated: { fresh: [200], made: [404] },
  };
}

async function exists({ owner }: Desk, what: string, key: unknown): Promise<boolean> {
  const { rows } = await owner.query(`select 1 from ${what}`, [key]);
  return rows.length > 0;
}
