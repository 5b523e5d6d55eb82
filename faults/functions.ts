import { setTimeout as sleep } from "node:timers/promises";
import { lookBy } from "../server/domain/tenancy/outbox-watch.ts";
import type { App } from "./app.ts";
import { type Desk, openDesk } from "./desk.ts";
import { furnishForFiles, KINDS, walkFile } from "./funding-files.ts";
import type { Run, Suite } from "./suite.ts";
import { TwoProcesses } from "./two-processes.ts";

const SECRET = "of the scheduler alone";
const MOST_CALLS = 40;

export const functions: Suite = {
  name: "functions",
  promise:
    "F3.10 A2 without a process that lives, as on a serverless platform, a scheduler's calls send the outboxes; whichever of them is killed, each effect goes out or waits for a person",
  async run(run) {
    const place = new TwoProcesses({ CRON_SECRET: SECRET, PSSAAS_CONNECTIONS: "8" }, "nextAlone");
    const desk = await openDesk({ front: () => place.open() });
    try {
      await othersAreRefused(run, desk);
      await furnishForFiles(desk);
      const chance = run.dice();
      const rounds = run.size(2, 40);
      let cut = 0;
      for (let round = 0; round < rounds && run.failures.length === 0; round += 1) {
        const { sent: before = 0 } = await states(desk);
        for (let n = 0; n < KINDS.length; n += 1) await walkFile(desk, round * KINDS.length + n, "sandbox");
        await nobodySendsByHimself(run, desk, before);
        const victim = place.apps[chance.below(place.apps.length)] as App;
        const called = callScheduled(victim.url).catch(() => null);
        await sleep(chance.below(400));
        await victim.kill();
        if ((await called) !== 200) cut += 1;
        await victim.start();
        await callsSendTheRest(run, desk, round);
        await desk.audit(run, `round ${round}`, new Date());
      }
      run.sometimes({ "a call was cut": cut });
      await figures(run, desk, rounds, cut);
      for (const app of place.apps)
        for (const line of app.takeFaults()) run.check(false, `the log has ${line}`);
    } finally {
      await place.close();
      await desk.close();
    }
  },
};

/** As a platform's scheduler calls. @returns the status */
async function callScheduled(url: string, secret = SECRET): Promise<number> {
  const answer = await fetch(`${url}/api/cron/outbox`, { headers: { Authorization: `Bearer ${secret}` } });
  await answer.text();
  return answer.status;
}

async function othersAreRefused(run: Run, desk: Desk): Promise<void> {
  const { Authorization = "" } = desk.bearer("admin");
  for (const secret of ["", `${SECRET} `.repeat(2), Authorization.replace("Bearer ", "")]) {
    const status = await callScheduled(desk.calls.url, secret);
    run.check(status === 401, `somebody who is no scheduler was answered ${status}`);
  }
}

/** How many effects are in which state. */
async function states(desk: Desk): Promise<Record<string, number>> {
  const { rows } = await desk.owner.query<{ state: string; effects: number }>(
    "select state, count(*)::int as effects from funding_effect group by 1 order by 1",
  );
  return Object.fromEntries(rows.map(({ state, effects }) => [state, effects]));
}

async function nobodySendsByHimself(run: Run, desk: Desk, before: number): Promise<void> {
  const { queued = 0, sent = 0 } = await states(desk);
  run.check(queued >= KINDS.length && sent === before, `${sent - before} effects went out before any call`);
}

/** The calls of a scheduler, each at whichever process: after a few of them nothing waits. */
async function callsSendTheRest(run: Run, desk: Desk, round: number): Promise<void> {
  for (let call = 0; call < MOST_CALLS; call += 1) {
    await leasesRunOut(desk);
    const status = await callScheduled(desk.calls.url).catch(String);
    run.check(status === 200, `round ${round}: the scheduler was answered ${status}`);
    const { queued = 0, sending = 0 } = await states(desk);
    if (queued + sending === 0) return;
    await sleep(250);
  }
  run.check(
    false,
    `round ${round}: after ${MOST_CALLS} calls there is ${JSON.stringify(await states(desk))}`,
  );
}

/** Two minutes pass for what the process that was killed had begun, and for the tenant that it had for itself. */
async function leasesRunOut(desk: Desk): Promise<void> {
  await desk.owner.query("update funding_effect set leased_until = now() where state = 'sending'");
  await lookBy(desk.tenantId, new Date());
}

async function figures(run: Run, desk: Desk, rounds: number, cut: number): Promise<void> {
  const { sent = 0, unclear = 0, withdrawn = 0 } = await states(desk);
  run.sometimes({ "an effect was sent": sent });
  run.figure(
    `${rounds * KINDS.length} files, ${rounds} kills, ${cut} calls cut: ${sent} effects sent, ${unclear} for a person, ${withdrawn} withdrawn`,
  );
}
