import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { migratedSchema } from "../../../db/tenant/migrated-schema.ts";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import { missingRules } from "./verify-schema.ts";

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await testTenant();
});
afterAll(() => tenant.close());

const { rules, required, functions } = migratedSchema();

/** What is found while the damage is there. */
async function damaged(sql: string): Promise<string[]> {
  const client = await tenant.owner.connect();
  try {
    await client.query(`begin; ${sql}`);
    return await missingRules(client);
  } finally {
    await client.query("rollback");
    client.release();
  }
}

describe("I20 what the migrations made", () => {
  it("I20 is there, and nothing is in the database that is in no list but the triggers of the guards", async () => {
    expect(await damaged("")).toEqual([]);
    const { rows } = await tenant.owner.query<{ rule: string }>(
      `select conrelid::regclass || ' ' || conname as rule from pg_constraint
       where connamespace = 'public'::regnamespace and conrelid <> 0 and contype not in ('t', 'n')
       union select indrelid::regclass || ' ' || relname from pg_index join pg_class on oid = indexrelid
       where relnamespace = 'public'::regnamespace order by 1`,
    );
    const listed = new Set(rules.map(({ table, name }) => `${table} ${name}`));
    expect(rows.map(({ rule }) => rule).filter((rule) => !listed.has(rule))).toEqual([]);
  });

  it("I20 P2.4 each constraint and each index that is gone is seen", async () => {
    expect(rules.length).toBeGreaterThan(200);
    for (const { table, name } of rules) {
      const { rowCount } = await tenant.owner.query(
        "select from pg_constraint where conrelid = to_regclass($1) and conname = $2",
        [table, name],
      );
      const drop = rowCount
        ? `alter table ${table} drop constraint "${name}" cascade`
        : `drop index "${name}"`;
      expect(await damaged(drop), drop).toContain(`${table}: ${name} is gone`);
    }
  });

  it("I20 every function is in the list, as the database has it", async () => {
    const { rows } = await tenant.owner.query<{ name: string; body: string }>(
      `select proname as name, prosrc as body from pg_proc where pronamespace = 'public'::regnamespace
       and not exists (select from pg_depend where objid = pg_proc.oid and deptype = 'e') order by 1`,
    );
    expect(functions.toSorted((a, b) => (a.name < b.name ? -1 : 1))).toEqual(rows);
  });

  it("I15 I20 P2.4 each function that is gone or is another is seen", async () => {
    for (const { name } of functions)
      for (const sql of [
        `drop function ${name} cascade`,
        `update pg_proc set prosrc = prosrc || ' ' where oid = '${name}'::regproc`,
      ])
        expect(await damaged(sql), sql).toContain(`function ${name} is another than the migrations made`);
  });

  it.each([
    [
      "refuse_change",
      `create or replace function refuse_change() returns trigger language plpgsql
       as $$ begin if false then raise exception 'never'; end if; return null; end $$`,
    ],
    [
      "refuse_untrue_entries",
      `create or replace function refuse_untrue_entries() returns trigger language plpgsql as $$ begin return null; end $$`,
    ],
    ["hold_loans_still", `create function hold_loans_still(bigint) returns void language sql as ''`],
  ])("I20 P2.4 a guard that was made to let everything pass is seen: %s", async (name, sql) => {
    expect(await damaged(sql)).toEqual([`function ${name} is another than the migrations made`]);
  });

  it("I20 P2.4 each column that may be null since is seen", async () => {
    for (const { table, column } of required) {
      const found = await damaged(
        `update pg_attribute set attnotnull = false where attrelid = '${table}'::regclass and attname = '${column}'`,
      );
      expect(found).toEqual([`${table}.${column} may be null`]);
    }
  });
});
