import { afterAll, beforeAll, expect, it } from "vitest";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import { paceOf } from "./pace.ts";

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await testTenant();
});
afterAll(() => tenant.close());

const ctx = () => tenant.as("admin");
const WAITED = new Error("waited");
/** Whether a call may be made at once: one that has to wait is broken off. */
async function goesAtOnce(): Promise<boolean> {
  const signal = AbortSignal.abort(WAITED);
  return paceOf(ctx().db, () => tenant.clock.now)
    .turn(signal)
    .then(
      () => true,
      () => false,
    );
}

it("F7.1 no window of ten seconds sees more than a hundred calls, however many processes make them", async () => {
  const times: number[] = [];
  for (let call = 0; call < 240; call += 1) {
    await goesAtOnce();
    const { rows } = await tenant.pool.query("select taken_until from integration_pace");
    times.push(Math.max(rows[0].taken_until.getTime(), tenant.clock.now.getTime()));
  }
  const within = (from: number) => times.filter((one) => one >= from && one < from + 10_000).length;
  const most = Math.max(...times.map(within));
  expect(most).toBeLessThanOrEqual(100);
  expect(most).toBeGreaterThan(90);
});

it("F7.1 after a rest nobody calls until it is over", async () => {
  tenant.clock.now = new Date(tenant.clock.now.getTime() + 600_000);
  expect(await goesAtOnce()).toBe(true);
  await paceOf(ctx().db, () => tenant.clock.now).rest(7_000);
  expect(await goesAtOnce()).toBe(false);
  tenant.clock.now = new Date(tenant.clock.now.getTime() + 600_000);
  expect(await goesAtOnce()).toBe(true);
});

it("F7.1 A9 a clock that was years ahead keeps nobody from calling once it is right", async () => {
  const right = tenant.clock.now;
  tenant.clock.now = new Date(right.getTime() + 36_500 * 86_400_000);
  expect(await goesAtOnce()).toBe(true);
  tenant.clock.now = right;
  expect(await goesAtOnce()).toBe(true);
});
