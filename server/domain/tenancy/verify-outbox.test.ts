import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { closeControlDatabase, controlDatabase } from "../../../db/control/client.ts";
import { outboxWatch } from "../../../db/control/schema.ts";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import { JUDGED_AT } from "../funding/testing-files.ts";
import { fileOf, walked } from "../funding/testing-steps.ts";
import { markOutbox } from "./outbox-watch.ts";
import { verifyAudit } from "./verify-audit.ts";
import { OUTBOX_RULES, verifyOutbox } from "./verify-outbox.ts";

const MINUTE = 60_000;
const LEASES = "No effect is on its way under a lease that ran out a quarter of an hour ago.";
const WATCHED = "A tenant whose effects wait is due to be looked at.";

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await testTenant({ now: JUDGED_AT });
  await walked(
    tenant.as("operator"),
    await fileOf(tenant.as("operator"), "cards"),
    "card_funding",
    "send_agreement",
  );
});
// A mark that was just made is not made again.
beforeEach(() => {
  tenant.clock.now = new Date(tenant.clock.now.getTime() + MINUTE);
  return markOutbox(tenant.id, tenant.clock.now);
});
afterAll(async () => {
  await tenant.close();
  await closeControlDatabase();
});

const told = async (minutes = 0) => {
  const now = new Date(tenant.clock.now.getTime() + minutes * MINUTE);
  return (await verifyOutbox(tenant.pool, tenant.id, now)).map(({ rule, count }) => [rule, count]);
};
const waiting = async () =>
  (await tenant.owner.query("select 1 from funding_effect where state = 'queued'")).rowCount;

it("I21 what waits in an outbox that is looked after is no fault, however long it waits", async () => {
  expect(await waiting()).toBeGreaterThan(1);
  expect(await told(600)).toEqual([]);
});

it("I21 effects that wait where nobody looks are seen", async () => {
  await controlDatabase().update(outboxWatch).set({ dueAt: null }).where(eq(outboxWatch.tenantId, tenant.id));
  expect(await told()).toEqual([[WATCHED, await waiting()]]);
  const other = await testTenant({ now: JUDGED_AT });
  await fileOf(other.as("operator"), "cards");
  // Nobody has ever marked it.
  expect(await verifyOutbox(other.pool, other.id, other.clock.now)).toMatchObject([
    { invariant: "I21", rule: WATCHED },
  ]);
  await other.close();
});

it("I21 a lease that ran out long ago is seen, one that ran out just now is not", async () => {
  await tenant.owner.query(
    `update funding_effect set state = 'sending', attempts = 1, lease = gen_random_uuid(), leased_until = $1, next_attempt_at = null
     where effect_id = (select min(effect_id) from funding_effect)`,
    [tenant.clock.now.toISOString()],
  );
  expect([await told(14), await told(16)]).toEqual([[], [[LEASES, 1]]]);
  const now = new Date(tenant.clock.now.getTime() + 16 * MINUTE);
  const { violations, checked } = await verifyAudit(tenant.pool, { tenantId: tenant.id, now });
  expect(violations.map(({ rule }) => rule)).toEqual([LEASES]);
  expect(checked - (await verifyAudit(tenant.pool, { tenantId: tenant.id })).checked).toBe(OUTBOX_RULES);
});
