import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest";
import { type TestTenant, testTenant } from "../testing.ts";
import { closeTenants, openTenant } from "./client.ts";

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await testTenant();
});
afterEach(() => {
  vi.useRealTimers();
});
afterAll(async () => {
  await closeTenants();
  await tenant.close();
});

/** More tenants than keep a pool, none of which has a database. */
function othersOpened(): Promise<unknown> {
  return Promise.allSettled(Array.from({ length: 24 }, (_, n) => openTenant(randomUUID(), `absent_${n}`)));
}

it("F3.10 P6.1 work that is under way goes on in its tenant's pool, however many others are opened meanwhile", async () => {
  const { pool } = await openTenant(tenant.id, tenant.databaseName);
  vi.useFakeTimers({ toFake: ["setTimeout"] });
  const others = othersOpened();
  // A look that lasts, because a service takes its time.
  vi.advanceTimersByTime(120_000);
  vi.useRealTimers();
  await others;
  expect((await pool.query("select 7 as seven")).rows).toEqual([{ seven: 7 }]);
  const { pool: next } = await openTenant(tenant.id, tenant.databaseName);
  expect(next).not.toBe(pool);
});

it("A11 what is let go of holds no connection of the server, however many tenants are looked at in turns", async () => {
  const { pool } = await openTenant(tenant.id, tenant.databaseName);
  await Promise.all([1, 2, 3].map(() => pool.query("select pg_sleep(0.05)")));
  expect(pool.totalCount).toBeGreaterThan(0);
  await othersOpened();
  await expect.poll(() => pool.totalCount).toBe(0);
  // Who still holds it goes on, and leaves nothing behind.
  await pool.query("select 1");
  await expect.poll(() => pool.totalCount).toBe(0);
});

it("A11 a shutdown also ends what was let go of", async () => {
  const { pool } = await openTenant(tenant.id, tenant.databaseName);
  await othersOpened();
  await pool.query("select 1");
  await closeTenants();
  await expect(pool.query("select 1")).rejects.toThrow("after calling end");
});
