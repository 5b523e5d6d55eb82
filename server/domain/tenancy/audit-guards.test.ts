import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { deploymentFrom } from "../../../db/deployment.ts";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import { APPEND_ONLY_LOGS } from "./append-only-logs.ts";
import { GUARD_CHECK } from "./audit-checks-guards.ts";

const LOGS = Object.keys(APPEND_ONLY_LOGS);
const { appRole } = deploymentFrom(process.env);

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await testTenant();
});
afterAll(() => tenant.close());

async function problems(): Promise<string[]> {
  const { rows } = await tenant.owner.query<{ problem: string }>(
    `with given(role, tenant) as (select $1::text, $2::text) ${GUARD_CHECK.query}`,
    [appRole, tenant.id],
  );
  return rows.map(({ problem }) => problem).sort();
}

/** What is found while the damage is there. */
async function damaged(sql: string): Promise<string[]> {
  const client = await tenant.owner.connect();
  try {
    await client.query("begin");
    await client.query(sql);
    const { rows } = await client.query<{ problem: string }>(
      `with given(role, tenant) as (select $1::text, $2::text) ${GUARD_CHECK.query}`,
      [appRole, tenant.id],
    );
    return rows.map(({ problem }) => problem).sort();
  } finally {
    await client.query("rollback");
    client.release();
  }
}

describe("I20 the guards", () => {
  it("I18 I20 every table whose guard refuses update, delete and truncate is in the list of logs, and no other", async () => {
    const { rows } = await tenant.owner.query<{ log: string }>(
      `select distinct tgrelid::regclass::text as log from pg_trigger t join pg_proc p on p.oid = t.tgfoid
       where p.proname = 'refuse_change' and tgtype & 56 = 56 order by 1`,
    );
    expect(LOGS.toSorted()).toEqual(rows.map(({ log }) => log));
  });

  it("I18 each log has the column that numbers its rows: an identity, or the version that its key begins with", async () => {
    for (const [log, number] of Object.entries(APPEND_ONLY_LOGS)) {
      const { rows } = await tenant.owner.query(
        `select is_identity = 'YES' as identity, is_nullable as nullable from information_schema.columns
         where table_name = $1 and column_name = $2`,
        [log, number],
      );
      expect([log, rows]).toEqual([log, [{ identity: number !== "version", nullable: "NO" }]]);
    }
  });

  it("I20 are all in force, and the app's role may change no log", async () => {
    expect(await problems()).toEqual([]);
  });

  it.each(LOGS)("I20 P2.4 the guard of %s switched off, or a right too many, is seen", async (log) => {
    for (const off of ["disable", "enable replica"])
      expect(await damaged(`alter table ${log} ${off} trigger append_only`)).toEqual([
        `${log}: trigger append_only is off`,
      ]);
    for (const right of ["UPDATE", "DELETE", "TRUNCATE"])
      expect(await damaged(`grant ${right} on ${log} to ${appRole}`)).toEqual([
        `${log}: the app may ${right}`,
      ]);
    const number = APPEND_ONLY_LOGS[log];
    expect(await damaged(`grant update (${number}) on ${log} to ${appRole}`)).toEqual([
      `${log}: the app may UPDATE`,
    ]);
  });

  it("I20 P2.4 an app that may act as the owner is seen, also where it has to say so first", async () => {
    const { rows } = await tenant.owner.query<{ owner: string }>("select quote_ident(current_user) as owner");
    const found = await damaged(`alter role ${appRole} noinherit; grant ${rows[0]?.owner} to ${appRole}`);
    expect(found).toEqual(
      expect.arrayContaining(
        ["schema public", "table pipeline_loan_history", "function refuse_change()"].map(
          (what) => `the app may act as the owner of ${what}`,
        ),
      ),
    );
    expect(found.filter((problem) => !problem.startsWith("the app may act as the owner of "))).toEqual([]);
  });

  it("I20 P2.4 a guard that is the app's own is seen", async () => {
    expect(await damaged(`alter function refuse_change() owner to ${appRole}`)).toEqual([
      "the app may act as the owner of function refuse_change()",
    ]);
  });

  it("I20 every trigger switched off is seen", async () => {
    const { rows } = await tenant.owner.query<{ table: string; name: string }>(
      `select tgrelid::regclass::text as "table", tgname as name from pg_trigger where not tgisinternal`,
    );
    expect(rows.length).toBeGreaterThan(60);
    const off = rows.map(({ table, name }) => `alter table ${table} disable trigger ${name};`);
    expect(await damaged(off.join(""))).toEqual(
      rows.map(({ table, name }) => `${table}: trigger ${name} is off`).sort(),
    );
  });

  it.each([
    [
      "an index out of force",
      "update pg_index set indisvalid = false where indexrelid = 'funding_step_paid'::regclass",
      ["funding_step_paid: invalid index"],
    ],
    [
      "a constraint that was never checked",
      "alter table funding_card drop constraint funding_card_status; alter table funding_card add constraint funding_card_status check (status <> '') not valid",
      ["funding_card_status: constraint not in force"],
    ],
  ])("I20 %s is seen", async (_what, sql, found) => {
    expect(await damaged(sql)).toEqual(found);
  });

  it("I20 keys between tables switched off are seen", async () => {
    const found = await damaged("alter table funding_card disable trigger all");
    expect(found.some((problem) => problem.includes("RI_ConstraintTrigger"))).toBe(true);
  });
});
