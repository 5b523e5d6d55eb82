import { setTimeout as sleep } from "node:timers/promises";
import { bytesOf, client } from "../server/domain/funding/testing-files.ts";
import type { App } from "./app.ts";
import { type Desk, openDesk } from "./desk.ts";
import { LiveStream } from "./stream.ts";
import type { Run, Suite } from "./suite.ts";
import { TwoProcesses } from "./two-processes.ts";
import { Writers } from "./writers.ts";

const WRITERS = 6;
const HEARD_MS = 15_000;
const EFFECTS_MS = 60_000;

export const processes: Suite = {
  name: "processes",
  promise:
    "A2 A11 two processes behind one address and PgBouncer share sessions, live updates and jobs; one is killed at any moment, and what was acknowledged is there",
  async run(run) {
    const place = new TwoProcesses();
    const desk = await openDesk({ front: () => place.open() });
    try {
      await sessionsAreShared(run, desk, place.apps);
      const writers = await Writers.at(run, desk, WRITERS);
      const chance = run.dice();
      const count = run.size(3, 50);
      for (let round = 1; round <= count && run.failures.length === 0; round += 1) {
        writers.begin(round);
        await writers.untilAcknowledged(WRITERS);
        await changesAreHeard(run, desk, place.apps, round);
        await aStepSendsSomething(run, desk, round);
        await sleep(chance.below(300));
        const victim = place.apps[chance.below(2)] as App;
        await victim.kill();
        // The other one serves alone for a while.
        await writers.untilAcknowledged(WRITERS);
        await victim.start();
        await writers.end();
        await writers.compare(`round ${round}`);
        await desk.audit(run, `round ${round}`);
      }
      const { acknowledged, unknown } = writers;
      run.sometimes({ ...acknowledged, "a write of which nobody knows": unknown });
      run.figure(`${count} kills, ${writers.told} writes acknowledged, ${unknown} of which nobody knows`);
      await effectsGoOutOnce(run, desk);
    } finally {
      await place.close();
      await desk.close();
    }
  },
};

/** Who signed in at one process is signed in at the other, and signed out of both at once (A13, C22). */
async function sessionsAreShared(run: Run, desk: Desk, [one, other]: App[]): Promise<void> {
  if (!one || !other) throw new Error("There are no two processes.");
  const cookies = new Map<string, string>();
  const ask = async (app: App, path: string, form?: Record<string, string>) => {
    const response = await fetch(app.url + path, {
      redirect: "manual",
      headers: { Cookie: [...cookies].map((pair) => pair.join("=")).join("; "), Origin: app.url },
      ...(form ? { method: "POST", body: new URLSearchParams(form) } : {}),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      cookies.set(name, value);
    }
    return response;
  };
  const token = async (app: App) => (await (await ask(app, "/api/auth/csrf")).json()).csrfToken as string;
  const { adminEmail: email, adminPassword: password } = desk;
  await ask(one, "/api/auth/callback/credentials", {
    csrfToken: await token(one),
    email,
    password,
    json: "true",
  });
  const asked = async (app: App) => (await ask(app, "/api/pipeline/loans?pageSize=1")).status;
  const before = [await asked(one), await asked(other)];
  const copy = new Map(cookies);
  await ask(other, "/api/auth/signout", { csrfToken: await token(other), json: "true" });
  for (const [name, value] of copy) cookies.set(name, value);
  const after = [await asked(one), await asked(other)];
  run.check(
    before.join() === "200,200",
    `signed in at one process, the two answered ${before.join(" and ")}`,
  );
  run.check(after.join() === "401,401", `signed out at one process, the two answered ${after.join(" and ")}`);
}

/** What one process writes is heard at the other, both ways. */
async function changesAreHeard(run: Run, desk: Desk, apps: App[], round: number): Promise<void> {
  for (const [at, from] of [apps, apps.toReversed()] as [App, App][]) {
    const stream = await LiveStream.open(at.url, desk.bearer("operator"));
    try {
      const isThere = await stream.hears("event: resync", HEARD_MS);
      const name = `Heard ${round} ${from.url}`;
      const headers = { ...desk.bearer("admin"), "Content-Type": "application/json" };
      const body = JSON.stringify({ name, email: null, phone: null });
      const made = await fetch(`${from.url}/api/mortgages/borrowers`, { method: "POST", headers, body });
      run.check(made.ok, `round ${round}: a borrower was answered ${made.status} ${await made.text()}`);
      const isHeard = await stream.hears('"mortgages"', HEARD_MS);
      run.check(isThere && isHeard, `round ${round}: a change at one process was not heard at the other`);
    } finally {
      stream.close();
    }
  }
}

/** A file that is underwritten has its stage sent to the CRM; what answered nothing is asked for once more, later. */
async function aStepSendsSomething(run: Run, desk: Desk, round: number): Promise<void> {
  const body = client({ email: `step-${round}@mail.test`, operator: desk.adminEmail });
  const opened = await desk.api("operator", "POST", "/api/funding/files", body);
  const at = `/api/funding/files/${opened.json.fileId}/credit-reports`;
  const judged = await desk.api("operator", "POST", at, JSON.parse(bytesOf().toString("utf8")));
  run.check(judged.status === 200, `a report was answered ${judged.status} ${JSON.stringify(judged.json)}`);
}

/** Two outbox workers, one of them killed now and then: each effect is sent, or waits for a person; none for ever. */
async function effectsGoOutOnce(run: Run, desk: Desk): Promise<void> {
  const deadline = performance.now() + EFFECTS_MS;
  const states = async () => {
    const { rows } = await desk.owner.query<{ state: string; effects: number }>(
      "select state, count(*)::int as effects from funding_effect group by 1 order by 1",
    );
    return rows;
  };
  let rows = await states();
  const isOver = () => rows.every(({ state }) => state === "sent" || state === "unclear");
  while (!isOver() && performance.now() < deadline) {
    await sleep(250);
    rows = await states();
  }
  const told = rows.map(({ state, effects }) => `${effects} ${state}`).join(", ");
  run.check(isOver(), `a minute after the last write the outbox holds ${told}`);
  run.sometimes({ "an effect was sent": rows.find(({ state }) => state === "sent")?.effects ?? 0 });
  run.figure(`effects of the files: ${told}`);
}
