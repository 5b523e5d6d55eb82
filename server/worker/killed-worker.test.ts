import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { closeControlDatabase, controlPool } from "../../db/control/client.ts";
import { closeTenants } from "../../db/tenant/client.ts";
import { type TestTenant, testTenant } from "../../db/testing.ts";
import { JUDGED_AT } from "../domain/funding/testing-files.ts";
import { effectsOf, fileOf, walked } from "../domain/funding/testing-steps.ts";
import { saveIntegration } from "../domain/integrations/save-integration.ts";
import { markOutbox } from "../domain/tenancy/outbox-watch.ts";
import { type Behaviour, type MailServer, mailServer } from "../integrations/smtp/testing-server.ts";
import { takeTurn } from "./testing-turn.ts";

/** Real processes, killed with SIGKILL while a real mail server is in the middle of a letter. */

let tenant: TestTenant;
let clock: Date;
const open: MailServer[] = [];
const processes: ChildProcess[] = [];

let endTurn = () => {};
beforeAll(async () => {
  endTurn = await takeTurn();
  tenant = await testTenant({ now: JUDGED_AT });
}, 600_000);
beforeEach(async () => {
  clock = new Date(JUDGED_AT);
  (globalThis as { pssaasOutboxMarks?: Map<string, number> }).pssaasOutboxMarks?.clear();
  await controlPool().query("update outbox_watch set due_at = null where due_at <= $1", [clock]);
  await tenant.owner.query(
    "update funding_effect set state = 'withdrawn', next_attempt_at = null where state not in ('sent', 'withdrawn')",
  );
});
afterEach(async () => {
  for (const child of processes.splice(0)) await killed(child);
  for (const server of open.splice(0)) await server.close();
});
afterAll(async () => {
  endTurn();
  await Promise.all([tenant.close(), closeTenants()]);
  await closeControlDatabase();
});

async function workerProcess(port: number): Promise<ChildProcess> {
  const file = path.join(import.meta.dirname, "testing-worker-process.ts");
  const child = spawn(process.execPath, [file, clock.toISOString()], {
    env: { ...process.env, PSSAAS_PRIVATE_HOSTS: `127.0.0.1:${port}` },
    stdio: ["ignore", "pipe", "inherit"],
  });
  processes.push(child);
  await once(child.stdout as NonNullable<typeof child.stdout>, "data");
  return child;
}

async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGKILL");
  await once(child, "exit");
}

async function serving(behaviour: Behaviour): Promise<MailServer> {
  const server = await mailServer(behaviour);
  open.push(server);
  const ann = tenant.as("admin", "ann@desk.test");
  const { rows } = await tenant.owner.query(
    "select coalesce(max(version), 0)::int as version from integration_setting where system = 'smtp'",
  );
  await saveIntegration(ann, {
    system: "smtp",
    version: rows[0].version,
    mode: "live",
    config: { host: "127.0.0.1", port: server.port, tls: "none", fromAddress: "desk@lender.test" },
  });
  return server;
}

const agreed = async () => {
  const ann = tenant.as("operator", "ann@desk.test");
  await markOutbox(tenant.id, clock);
  const fileId = await fileOf(ann, "cards");
  await walked(ann, fileId, "card_funding", "send_agreement");
  return fileId;
};
const emailOf = async (fileId: number) =>
  (await effectsOf(tenant, fileId)).find(({ effect }) => effect === "email")?.state;
/** Later than any lease, and due. */
const later = async () => {
  clock = new Date(clock.getTime() + 180_000);
  (globalThis as { pssaasOutboxMarks?: Map<string, number> }).pssaasOutboxMarks?.clear();
  await markOutbox(tenant.id, clock);
};
const WAIT = { timeout: 30_000 };

describe("F3.10 kill -9 of the process that sends", () => {
  it.each<[string, Behaviour, number]>([
    ["before the letter", "goes silent", 0],
    ["after the letter, before the answer", "goes silent after the letter", 1],
  ])(
    "F3.10 %s leaves the letter to a person, and it is not sent again",
    { timeout: 120_000 },
    async (_, behaviour, letters) => {
      const stuck = await serving(behaviour);
      const fileId = await agreed();
      const first = await workerProcess(stuck.port);
      await expect.poll(() => emailOf(fileId), WAIT).toBe("sending");
      await expect.poll(() => (letters === 0 ? stuck.recipients : stuck.letters.length), WAIT).toBe(1);
      await killed(first);
      expect(await emailOf(fileId)).toBe("sending");
      const well = await serving("takes");
      await later();
      await workerProcess(well.port);
      await expect.poll(() => emailOf(fileId), WAIT).toBe("unclear");
      expect([stuck.letters.length, well.letters.length]).toEqual([letters, 0]);
    },
  );

  it("F3.10 after the step and before any sending loses nothing", { timeout: 120_000 }, async () => {
    const server = await serving("takes");
    const idle = await workerProcess(server.port);
    await killed(idle);
    const fileId = await agreed();
    await workerProcess(server.port);
    await expect.poll(() => emailOf(fileId), WAIT).toBe("sent");
    expect(server.letters).toHaveLength(1);
  });

  it("F3.10 at any moment, again and again: each letter is sent once or waits for a person", {
    timeout: 240_000,
  }, async () => {
    const server = await serving("takes");
    const files: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      files.push(await agreed(), await agreed(), await agreed());
      const two = await Promise.all([workerProcess(server.port), workerProcess(server.port)]);
      // Some way into it, another one each time.
      await expect.poll(() => server.letters.length + server.recipients, WAIT).toBeGreaterThan(round);
      await new Promise((resolve) => setTimeout(resolve, round * 7));
      await Promise.all(two.map(killed));
      await later();
    }
    await workerProcess(server.port);
    const states = () => Promise.all(files.map(emailOf));
    await expect
      .poll(async () => (await states()).filter((state) => state === "queued" || state === "sending"), WAIT)
      .toEqual([]);
    const ids = server.letters.map(({ text }) => /Message-ID: (\S+)/i.exec(text)?.[1]);
    expect(new Set(ids).size).toBe(ids.length);
    const sent = (await states()).filter((state) => state === "sent");
    expect((await states()).every((state) => state === "sent" || state === "unclear")).toBe(true);
    expect(ids.length).toBeGreaterThanOrEqual(sent.length);
    const { rows } = await tenant.owner.query(
      "select receipt from funding_effect where effect = 'email' and state = 'sent'",
    );
    for (const { receipt } of rows) expect(ids.filter((id) => id === receipt).length).toBeLessThanOrEqual(1);
  });
});
