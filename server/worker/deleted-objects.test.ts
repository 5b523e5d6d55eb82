import { Readable } from "node:stream";
import { afterAll, beforeAll, expect, it } from "vitest";
import { closeControlDatabase } from "../../db/control/client.ts";
import { objectStore } from "../../db/objects/object-store.ts";
import { type TestS3, testS3 } from "../../db/objects/testing-s3.ts";
import { closeTenants } from "../../db/tenant/client.ts";
import { type TestTenant, testTenant } from "../../db/testing.ts";
import { storeFile } from "../domain/files/store-file.ts";
import { removeDocument } from "../domain/mortgages/remove-document.ts";
import { newMortgage, PDF, withDocument } from "../domain/mortgages/testing-mortgages.ts";
import { markOutbox } from "../domain/tenancy/outbox-watch.ts";
import { startOutboxWorker } from "./outbox-worker.ts";
import { takeTurn } from "./testing-turn.ts";

/** Long before the present day and before the other tests of the worker, so that each takes its own tenants only. */
let clock = new Date("2026-04-20T12:00:00.000Z");

let s3: TestS3;
let tenant: TestTenant;
let endTurn = () => {};
beforeAll(async () => {
  endTurn = await takeTurn();
  s3 = await testS3();
  Object.assign(process.env, s3.settings);
  tenant = await testTenant();
}, 600_000);
afterAll(async () => {
  endTurn();
  await Promise.all([tenant.close(), s3.close(), closeTenants()]);
  await closeControlDatabase();
});

async function objects(): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of objectStore()?.list("") ?? []) keys.push(key);
  return keys;
}

it("M3 the running app deletes the objects of what was deleted, after the store has been away, with no screen open", async () => {
  const admin = tenant.as("admin");
  const { mortgageId } = await newMortgage(admin);
  const { documentId } = await withDocument(admin, mortgageId);
  const kept = await withDocument(admin, mortgageId);
  await removeDocument(admin, { mortgageId, documentId });
  await s3.vanish();
  await markOutbox(tenant.id, clock);
  const lines: string[] = [];
  const worker = startOutboxWorker({
    tickMs: 5,
    now: () => clock,
    sendersOf: () => ({}),
    log: (line) => lines.push(line),
  });
  await expect.poll(() => lines.join(), { timeout: 20_000 }).toContain("the store of files");
  await s3.back();
  const left = async () => {
    // The day goes on by a minute whenever somebody looks.
    clock = new Date(clock.getTime() + 60_000);
    return objects();
  };
  await expect.poll(left, { timeout: 20_000, interval: 50 }).toEqual([`${tenant.id}/${kept.storageId}/1`]);
  await worker.stop();
}, 60_000);

it("M3 the running app takes away what was left half, a day later and not before, with nobody sending anything", async () => {
  const before = await objects();
  tenant.clock.now = clock;
  const began = clock.getTime();
  const { storeKey } = await storeFile(tenant.as("admin"), Readable.from([PDF]), "half.pdf");
  expect((await objects()).sort()).toEqual([...before, `${tenant.id}/${storeKey}/1`].sort());
  await markOutbox(tenant.id, clock);
  const worker = startOutboxWorker({
    tickMs: 5,
    now: () => clock,
    sendersOf: () => ({}),
    log: () => undefined,
  });
  const left = async () => {
    clock = new Date(clock.getTime() + 30 * 60_000);
    return objects();
  };
  await expect.poll(left, { timeout: 30_000, interval: 50 }).toEqual(before);
  expect(clock.getTime() - began).toBeGreaterThan(86_400_000);
  const { rows } = await tenant.owner.query("select 1 from stored_file where completed_at is null");
  expect(rows).toEqual([]);
  await worker.stop();
}, 60_000);
