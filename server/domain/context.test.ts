import { sql } from "drizzle-orm";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rowsOf, sqlState } from "../../db/connect.ts";
import { type TestTenant, testTenant } from "../../db/testing.ts";
import { inTransaction, may, type Permission, type Role, today } from "./context.ts";

/** What the driver knows of its backend, and its types do not say. */
interface Backend {
  processID: number;
}

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await testTenant({ maxConnections: 2, timeZone: "Pacific/Honolulu" });
  await tenant.owner.query("create table counter (n int); insert into counter values (0), (0)");
  await tenant.owner.query("grant select, update on counter to public");
});
afterAll(() => tenant.close());

const admin = () => tenant.as("admin");
const count = async () =>
  (await tenant.owner.query<{ n: number }>("select sum(n)::int as n from counter")).rows[0]?.n;

describe("permissions", () => {
  it.each<[Permission, Role | null, boolean]>([
    ["pipeline:read", "operator", true],
    ["pipeline:read", "admin", true],
    ["pipeline:read", null, false],
    ["pipeline:operate", "operator", true],
    ["pipeline:operate", null, false],
    ["pipeline:settle", "operator", false],
    ["pipeline:settle", "admin", true],
    ["pipeline:configure", "operator", false],
    ["pipeline:configure", "admin", true],
    ["pipeline:configure", null, false],
  ])("P6.3 %s for %s: %s", (permission, role, allowed) => {
    expect(may(role, permission)).toBe(allowed);
  });
});

describe("a transaction", () => {
  it("commits what was done, or nothing of it, and gives the connection back", async () => {
    await inTransaction(admin(), (tx) => tx.execute(sql`update counter set n = n + 1`));
    expect(await count()).toBe(2);
    const failing = inTransaction(admin(), async (tx) => {
      await tx.execute(sql`update counter set n = n + 1`);
      throw new Error("on second thoughts");
    });
    await expect(failing).rejects.toThrow("on second thoughts");
    expect(await count()).toBe(2);
    expect(tenant.pool.idleCount).toBe(tenant.pool.totalCount);
  });

  it("that fell to a deadlock is run again", async () => {
    const before = (await count()) ?? 0;
    let runs = 0;
    const gate = Promise.withResolvers<void>();
    const arrived = [0, 0];
    // The one that is run again waits for the other's commit, so that the two meet exactly once.
    const survivor = Promise.withResolvers<void>();
    const worker = (own: number) =>
      inTransaction(admin(), async (tx) => {
        runs += 1;
        if (runs > 2) await survivor.promise;
        const lock = (id: number) => tx.execute(sql`update rows set n = n + 1 where id = ${id}`);
        await lock(own);
        arrived[own] = 1;
        if (arrived[0] && arrived[1]) gate.resolve();
        await gate.promise;
        await lock(1 - own);
      }).then(() => survivor.resolve());
    await tenant.owner.query(
      "create table rows (id int primary key, n int); insert into rows values (0, 0), (1, 0)",
    );
    await tenant.owner.query("grant select, update on rows to public");
    await Promise.all([worker(0), worker(1)]);
    const { rows } = await tenant.owner.query("select n from rows");
    expect(rows).toEqual([{ n: 2 }, { n: 2 }]);
    expect(runs).toBe(3);
    expect(await count()).toBe(before);
  });

  it("C14 that cannot even begin gives its connection back", async () => {
    const { pool, owner } = tenant;
    // The connection is lost between the pool and BEGIN.
    const connect = async () => {
      const client = await pool.connect();
      const { promise: gone, resolve } = Promise.withResolvers<void>();
      client.on("error", () => undefined).once("end", resolve);
      await owner.query("select pg_terminate_backend($1)", [(client as unknown as Backend).processID]);
      await gone;
      return client;
    };
    for (let i = 0; i < 3; i += 1) {
      let hasBegun = false;
      const lost = inTransaction({ pool: { connect } as pg.Pool }, async () => {
        hasBegun = true;
      });
      await expect(lost).rejects.toThrow("not queryable");
      expect([hasBegun, pool.totalCount - pool.idleCount]).toEqual([false, 0]);
    }
    await inTransaction(admin(), (tx) => tx.execute(sql`select 1`));
  });

  it("whose database cannot be reached holds no connection", async () => {
    const { databaseName } = tenant;
    const { owner } = tenant;
    for (let i = 0; i < 3; i += 1) {
      const lost = inTransaction(admin(), async (tx) => {
        const [row] = await rowsOf<{ pid: number }>(tx, sql`select pg_backend_pid() as pid`);
        await owner.query("select pg_terminate_backend($1) from pg_database where datname = $2", [
          row?.pid,
          databaseName,
        ]);
        await tx.execute(sql`select 1`);
      });
      await expect(lost).rejects.toThrow();
    }
    await inTransaction(admin(), (tx) => tx.execute(sql`select 1`));
    expect(tenant.pool.idleCount).toBe(tenant.pool.totalCount);
    expect(tenant.pool.totalCount).toBeLessThanOrEqual(2);
  });

  it("knows the state of a fault that came wrapped", async () => {
    const fault = await admin()
      .db.execute(sql`select 1/0`)
      .catch((error: unknown) => error);
    expect(sqlState(fault)).toBe("22012");
  });
});

it("P3.5 today is the tenant's", () => {
  tenant.clock.now = new Date("2026-03-05T09:59:00Z");
  expect(today(admin())).toBe("2026-03-04");
});
