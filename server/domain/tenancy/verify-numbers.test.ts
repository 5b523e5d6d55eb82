import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import { JUDGED_AT } from "../funding/testing-files.ts";
import { lifeInEveryLog } from "./testing-logs.ts";
import { ALLOWED, verifyNumbers, WORDS } from "./verify-numbers.ts";

const NUMBER = "078-05-1120";
const DIGITS = "078051120";

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await testTenant({ now: JUDGED_AT });
  await lifeInEveryLog(tenant);
});
afterAll(() => tenant.close());

/** What is found while the damage is there, as `table.column`; the report itself never tells the number. */
async function found(sql: string): Promise<string[]> {
  const client = await tenant.owner.connect();
  try {
    await client.query(`begin; set local session_replication_role = replica; ${sql}`);
    const violations = await verifyNumbers(client);
    expect(JSON.stringify(violations)).not.toMatch(/078.?05.?1120/);
    return violations.flatMap(({ examples }) => examples.map(({ table, column }) => `${table}.${column}`));
  } finally {
    await client.query("rollback");
    client.release();
  }
}

/** `table.column` and its type, of every text and JSON column. */
async function columns(): Promise<{ place: string; type: string; table: string; column: string }[]> {
  const { rows } = await tenant.owner.query(
    `select table_name || '.' || column_name as place, udt_name as type, table_name as table, column_name as column
     from information_schema.columns join pg_class on relname = table_name and relkind = 'r'
     where table_schema = 'public' and udt_name in ('text', 'jsonb', '_text') and is_generated = 'NEVER' order by 1`,
  );
  return rows;
}

describe("I29 social security numbers", () => {
  it("I29 none is found in what the verbs wrote", async () => {
    expect(await found("")).toEqual([]);
  });

  it("I29 C35 is found as it is written, in every text and JSON column but those that are named as exceptions", async () => {
    const missed: string[] = [];
    let looked = 0;
    for (const { place, type, table, column } of await columns()) {
      const value = { text: `'a ${NUMBER}.'`, jsonb: `'{"a": ["x ${NUMBER}"]}'`, _text: `'{${NUMBER}}'` }[
        type
      ];
      const constraints = `do $$ declare c text; begin for c in select conname from pg_constraint
        where conrelid = '${table}'::regclass and contype in ('c', 'f', 'u') loop
        execute format('alter table ${table} drop constraint if exists %I cascade', c); end loop; end $$`;
      const one = `update ${table} set ${column} = ${value} where ctid = (select ctid from ${table} limit 1)`;
      const { rowCount } = await tenant.owner.query(`select from ${table} limit 1`);
      if (rowCount === 0) continue;
      looked += 1;
      const isFound = (await found(`${constraints}; ${one}`)).includes(place);
      if (isFound === Object.hasOwn(ALLOWED, place)) missed.push(place);
    }
    expect(missed).toEqual([]);
    expect(looked).toBeGreaterThan(100);
  }, 120_000);

  it.each([
    [
      "a client's name",
      `update funding_file set name = 'Ann ${DIGITS}' where file_id = 1`,
      "funding_file.name",
    ],
    [
      "the notes of a call",
      `update funding_call set notes = '${DIGITS}' where call_no = 1`,
      "funding_call.notes",
    ],
    [
      "the notes of a step",
      `update funding_step_event set data = '{"notes": "is ${DIGITS}, he says"}' where seq = 1 and file_id = 1`,
      "funding_step_event.data",
    ],
    [
      "a remark of a bureau",
      `update funding_credit_report set normalised = jsonb_set(normalised, '{tradelines,0,remarks}', '[{"text": "SSN ${DIGITS}"}]')
       where report_id = 1`,
      "funding_credit_report.normalised",
    ],
  ])("I29 nine digits in a row are found in %s", async (_what, sql, place) => {
    expect(await found(sql)).toContain(place);
  });

  it.each([
    ["an amount", `update funding_step_event set data = '{"fundedAmount": "${DIGITS}.00"}' where seq = 1`],
    ["a reference", `update funding_step_event set data = '{"reference": "${DIGITS}"}' where seq = 1`],
    ["a wire", `update pipeline_loan_history set notes = 'ABA ${DIGITS}' where seq = 1`],
    ["a ZIP code", `update pipeline_loan set property_zip = '${DIGITS}'`],
    ["a loan's number", `update pipeline_loan set loan_id = '${NUMBER}'`],
    [
      "a loan's number in its history",
      `update pipeline_loan_history set changes = jsonb_set(changes, '{loanId}', '[null, "${NUMBER}"]') where seq = 1`,
    ],
    [
      "a longer number",
      `update pipeline_loan_history set notes = 'MIN 1${NUMBER}, ${NUMBER}9' where seq = 1`,
    ],
  ])("I29 no alarm for %s", async (_what, sql) => {
    expect(await found(sql)).toEqual([]);
  });

  it("I29 a column that comes later is looked at, and what stands in a key is not told", async () => {
    expect(await found(`alter table mortgage add column remark text default 'x ${NUMBER}'`)).toContain(
      "mortgage.remark",
    );
    expect(
      await found(`create table later (name text primary key); insert into later values ('${NUMBER}')`),
    ).toEqual(["later.name"]);
  });

  it("I29 every exception and every column of words is one of the database", async () => {
    const known = new Set((await columns()).map(({ place }) => place));
    expect([...Object.keys(ALLOWED), ...Object.keys(WORDS)].filter((place) => !known.has(place))).toEqual([]);
  });
});
