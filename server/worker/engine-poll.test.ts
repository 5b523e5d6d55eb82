import { afterAll, beforeAll, expect, it } from "vitest";
import { closeControlDatabase } from "../../db/control/client.ts";
import { closeTenants } from "../../db/tenant/client.ts";
import { type TestTenant, testTenant } from "../../db/testing.ts";
import { askedFor, offersOf, readyForOffers } from "../domain/funding/testing-offers.ts";
import { markOutbox } from "../domain/tenancy/outbox-watch.ts";
import { engineOf } from "../integrations/engine/engine.ts";
import { startOutboxWorker } from "./outbox-worker.ts";
import { takeTurn } from "./testing-turn.ts";

/** Long before the present day and before the other tests of the worker, so that each takes its own tenants only. */
let clock = new Date("2026-04-26T12:00:00.000Z");

let tenant: TestTenant;
let endTurn = () => {};
beforeAll(async () => {
  endTurn = await takeTurn();
  tenant = await testTenant({ now: "2026-04-27T12:00:00.000Z" });
}, 600_000);
afterAll(async () => {
  endTurn();
  await Promise.all([tenant.close(), closeTenants()]);
  await closeControlDatabase();
});

it("F7.2 F7.4 the running app looks after offers that trickle in, with no screen open", async () => {
  const operator = tenant.as("operator");
  const fileId = await readyForOffers(operator);
  tenant.clock.now = clock;
  const market = await engineOf(operator);
  expect(await askedFor(operator, fileId, market)).toMatchObject({ state: "waiting" });
  await markOutbox(tenant.id, clock);
  const worker = startOutboxWorker({
    tickMs: 5,
    now: () => clock,
    sendersOf: () => ({}),
    log: () => undefined,
  });
  const seen = async () => {
    // The day goes on by a second whenever somebody looks.
    clock = new Date(clock.getTime() + 1_000);
    tenant.clock.now = clock;
    return offersOf(operator, fileId, market);
  };
  await expect.poll(async () => (await seen()).state, { timeout: 20_000, interval: 50 }).toBe("complete");
  expect((await seen()).offers).toHaveLength(4);
  await worker.stop();
});
