import type pg from "pg";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { isUnavailable, openPool } from "./connect.ts";
import { ConnectionBudget } from "./connection-budget.ts";
import { deploymentFrom } from "./deployment.ts";
import { type TestTenant, testTenant } from "./testing.ts";

const MOST = 3;

let tenants: TestTenant[];
let pools: pg.Pool[] = [];
beforeAll(async () => {
  tenants = await Promise.all([1, 2, 3, 4].map(() => testTenant()));
});
afterEach(async () => {
  await Promise.all(pools.map((pool) => pool.end()));
  pools = [];
});
afterAll(async () => {
  await Promise.all(tenants.map((tenant) => tenant.close()));
});

/** A pool of three for each tenant, out of one budget of three. */
function shared(options: { queueTimeout?: number } = {}): { budget: ConnectionBudget; pools: pg.Pool[] } {
  const budget = new ConnectionBudget(MOST);
  pools = tenants.map(({ databaseName }) =>
    openPool(deploymentFrom(process.env).appUrl(databaseName), {
      max: 3,
      idleTimeout: 60_000,
      budget,
      applicationName: "budgeted",
      ...options,
    }),
  );
  return { budget, pools };
}

/** How many connections the server has of these pools. */
async function openAtServer(): Promise<number> {
  const { rows } = await (tenants[0] as TestTenant).owner.query<{ open: number }>(
    "select count(*)::int as open from pg_stat_activity where application_name = 'budgeted'",
  );
  return rows[0]?.open ?? 0;
}

it("A11 however many tenants are at work at once, the server sees no more connections than there may be, and all get through", async () => {
  const { budget } = shared();
  const seen: number[] = [];
  const work = pools.flatMap((pool) =>
    Array.from({ length: 20 }, async (_, n) => {
      const { rows } = await pool.query("select pg_sleep(0.002), $1::int as n", [n]);
      seen.push(await openAtServer());
      return rows[0].n;
    }),
  );
  const done = await Promise.all(work);
  expect(done).toHaveLength(80);
  expect(Math.max(...seen)).toBeLessThanOrEqual(MOST);
  expect(budget.open).toBeLessThanOrEqual(MOST);
});

it("A11 what lies idle with one tenant is given to another at once, and not when its time is over", async () => {
  const { budget } = shared();
  const [first, second] = pools as [pg.Pool, pg.Pool];
  await Promise.all([1, 2, 3].map(() => first.query("select pg_sleep(0.05)")));
  expect([first.idleCount, budget.open]).toEqual([3, MOST]);
  const held = await Promise.all([second.connect(), second.connect(), second.connect()]);
  expect([first.totalCount, second.totalCount, budget.open]).toEqual([0, 3, MOST]);
  for (const client of held) client.release();
});

it("A11 a tenant who never rests gives way to one who waits", async () => {
  shared();
  const [busy, quiet] = pools as [pg.Pool, pg.Pool];
  let isOver = false;
  const restless = Array.from({ length: 6 }, async () => {
    while (!isOver) await busy.query("select pg_sleep(0.002)");
  });
  try {
    for (let turn = 0; turn < 5; turn += 1)
      expect((await quiet.query("select 7 as seven")).rows[0]).toEqual({ seven: 7 });
  } finally {
    isOver = true;
    await Promise.all(restless);
  }
  // Nobody waits any more, so what is given back is kept.
  await busy.query("select 1");
  expect(busy.idleCount).toBeGreaterThan(0);
});

it("A11 who waits too long is told to come back, and takes nobody's place", async () => {
  const { budget } = shared({ queueTimeout: 250 });
  const [first, second] = pools as [pg.Pool, pg.Pool];
  const held = await Promise.all([first.connect(), first.connect(), first.connect()]);
  const refused = await second.query("select 1").then(
    () => null,
    (error) => error,
  );
  expect(refused).toBeInstanceOf(Error);
  expect(isUnavailable(refused)).toBe(true);
  for (const client of held) client.release();
  expect((await second.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
  expect(budget.open).toBeLessThanOrEqual(MOST);
});

it("A11 a connection that cannot be made, or is cut, comes back into the budget", async () => {
  const { budget } = shared();
  const [first, second] = pools as [pg.Pool, pg.Pool];
  const absent = openPool(deploymentFrom(process.env).appUrl("pssaas_absent"), { max: 3, budget });
  pools.push(absent);
  for (let turn = 0; turn < 5; turn += 1) await expect(absent.query("select 1")).rejects.toThrow();
  expect(budget.open).toBe(0);

  const cut = first.query("select pg_terminate_backend(pg_backend_pid())");
  await expect(cut).rejects.toThrow();
  await expect.poll(() => budget.open).toBe(0);
  const held = await Promise.all([second.connect(), second.connect(), second.connect()]);
  for (const client of held) client.release();
});

it("A11 a server that is full for a moment is asked again, without the caller noticing", async () => {
  const tenant = tenants[0] as TestTenant;
  const limited = `"${tenant.databaseName}"`;
  await tenant.owner.query(`alter database ${limited} connection limit 0`);
  const { pools: opened } = shared();
  const asked = (opened[0] as pg.Pool).query("select 7 as seven");
  const early = await Promise.race([asked, tenant.owner.query("select pg_sleep(0.4)").then(() => "waits")]);
  expect(early).toBe("waits");
  await tenant.owner.query(`alter database ${limited} connection limit -1`);
  expect((await asked).rows).toEqual([{ seven: 7 }]);
});
