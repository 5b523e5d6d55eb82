import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Catalogue, migratedCatalogue, readCatalogue } from "../../../db/tenant/catalogue.ts";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import { changedParts } from "./verify-schema.ts";

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await testTenant();
});
afterAll(() => tenant.close());

const { migrated, restored } = migratedCatalogue();

interface Part {
  name: string;
  table: string;
  /** Of the part alone. */
  own: string;
  sql: string;
}

function partsOf(catalogue: Catalogue) {
  const of = (kind: "constraint" | "index" | "trigger"): Part[] =>
    Object.entries(catalogue).flatMap(([name, sql]) => {
      const [table = "", own] = name.split(`: ${kind} `);
      return own === undefined ? [] : [{ name, table, own, sql }];
    });
  const constraints = of("constraint");
  return {
    triggers: of("trigger"),
    checks: constraints.filter(({ sql }) => sql.startsWith("CHECK")),
    foreignKeys: constraints.filter(({ sql }) => sql.startsWith("FOREIGN")),
    keys: constraints.filter(({ sql }) => /^(PRIMARY|UNIQUE)/.test(sql)),
    /** Beside those of keys. */
    indexes: of("index").filter(({ table, own }) => !catalogue[`${table}: constraint ${own}`]),
  };
}

const { triggers, checks, foreignKeys, keys, indexes } = partsOf(migrated);
const functions = Object.keys(migrated).filter((name) => name.startsWith("function "));
const columns = Object.entries(migrated).filter(([name]) => /^\w+\.\w+$/.test(name));

const LET_PASS =
  "create function let_pass() returns trigger language plpgsql as $$ begin return coalesce(new, old); end $$;";
const triggerAgain = ({ table, own, sql }: Part) => `drop trigger ${own} on ${table}; ${sql};`;
const constraintAgain = ({ table, own, sql }: Part) =>
  `alter table ${table} drop constraint "${own}" cascade; alter table ${table} add constraint "${own}" ${sql};`;
const indexAgain = ({ own, sql }: Part) => `drop index "${own}"; ${sql};`;
/** A dump has each in the words of the catalogue. */
const fromADump = (catalogue: Catalogue) => {
  const parts = partsOf(catalogue);
  return [
    ...parts.checks.map(constraintAgain),
    ...parts.triggers.map(triggerAgain),
    ...parts.indexes.map(indexAgain),
  ].join("");
};
const another = (parts: { name: string }[]) => parts.map(({ name }) => `${name} is another`);

/** What is there and what is told while the damage is. */
async function damaged(sql: string): Promise<{ there: Catalogue; told: string[] }> {
  const client = await tenant.owner.connect();
  try {
    await client.query(`begin; ${sql}`);
    const told = (await changedParts(client)).map(({ problem }) => problem);
    return { there: await readCatalogue(client), told };
  } finally {
    await client.query("rollback");
    client.release();
  }
}

const toldAfter = async (sql: string) => (await damaged(sql)).told;

describe("I20 what the migrations made", () => {
  it("I20 is what catalogue.json says; a new migration renews it: npx vitest run server/domain/tenancy/verify-schema.test.ts -u", async () => {
    const { there } = await damaged("");
    const again = Object.entries((await damaged(fromADump(there))).there);
    const otherwise = Object.fromEntries(again.filter(([name, words]) => words !== there[name]));
    await expect(
      `${JSON.stringify({ migrated: there, restored: otherwise }, null, 2)}\n`,
    ).toMatchFileSnapshot("../../../db/tenant/migrations/catalogue.json");
  });

  it("I20 is no other after a dump, with trigrams in another schema, or beside what somebody added", async () => {
    expect(Object.keys(restored).length).toBeGreaterThan(0);
    expect(await toldAfter(fromADump(migrated))).toEqual([]);
    expect(await toldAfter(fromADump({ ...migrated, ...restored }))).toEqual([]);
    expect(await toldAfter("create schema other; alter extension pg_trgm set schema other")).toEqual([]);
    expect(
      await toldAfter(
        "create table other (id int not null primary key); create index on funding_file (name); alter table funding_file add other text",
      ),
    ).toEqual([]);
  });

  it.each([
    ["constraint small", "add constraint small check (name <> 'Acme')", ["funding_file: constraint small"]],
    [
      "unique constraint",
      "add constraint once unique (name)",
      ["funding_file: constraint once", "funding_file: index once"],
    ],
    ["column that must be filled", "add other text not null default ''", ["funding_file.other"]],
    ["column that is reckoned", "add other text default clock_timestamp()::text", ["funding_file.other"]],
  ])("I20 P2.4 an added %s is seen", async (_what, change, names) => {
    expect(await toldAfter(`alter table funding_file ${change}`)).toEqual(
      names.map((name) => `${name} was added`),
    );
  });

  it("I20 P2.4 an added unique index is seen", async () => {
    expect(await toldAfter("create unique index once on funding_file (name)")).toEqual([
      "funding_file: index once was added",
    ]);
  });

  it.each([
    [
      "function",
      "convert_to",
      "create function convert_to(text, text) returns bytea language sql as $$ select ''::bytea $$",
    ],
    [
      "aggregate",
      "count",
      "create aggregate count(text) (sfunc = int8inc_any, stype = bigint, initcond = '0')",
    ],
    [
      "operator",
      "||",
      `create function joined(name, text) returns text language sql as $$ select $2 $$;
       create operator public.|| (leftarg = name, rightarg = text, function = joined)`,
    ],
    [
      "function",
      "lower",
      `create schema elsewhere; alter extension pg_trgm set schema elsewhere;
       create function elsewhere.lower(name) returns text language sql as $$ select 'a' $$`,
    ],
    [
      "function",
      "upper",
      `create function upper(name) returns text language sql as $$ select 'A' $$;
       alter extension pg_trgm add function upper(name)`,
    ],
  ])(
    "I20 an added %s that would be called instead of PostgreSQL's own is seen: %s",
    async (kind, name, sql) => {
      expect(await toldAfter(sql)).toContain(`${kind} ${name} was added`);
    },
  );

  it("I20 P2.4 everything that is gone is seen", async () => {
    const tables = new Set(triggers.concat(keys).map(({ table }) => table));
    const dropped = functions.map((name) => `drop ${name} cascade;`);
    expect(await toldAfter(`${dropped.join("")} drop table ${[...tables].join()} cascade`)).toEqual(
      Object.keys(migrated).map((name) => `${name} is gone`),
    );
  });

  it("I20 P2.4 every trigger made anew under its name, for no row or for another function, is seen", async () => {
    expect(triggers.length).toBeGreaterThan(60);
    const forNothing = triggers.map((part) => ({
      ...part,
      sql: part.sql.replace(/( WHEN .*)? EXECUTE/, " WHEN (false) EXECUTE"),
    }));
    expect(await toldAfter(forNothing.map(triggerAgain).join(""))).toEqual(another(triggers));
    const elsewhere = triggers.map((part) => ({
      ...part,
      sql: part.sql.replace(/EXECUTE FUNCTION \w+/, "EXECUTE FUNCTION let_pass"),
    }));
    expect(await toldAfter(LET_PASS + elsewhere.map(triggerAgain).join(""))).toEqual([
      ...another(triggers),
      "function let_pass was added",
    ]);
  });

  it.each([
    ["fewer events", "funding_run: trigger append_only", "UPDATE OR ", ""],
    ["other timing", "funding_run: trigger append_only", "BEFORE", "AFTER"],
    ["one column", "funding_effect: trigger final_state", "UPDATE ON", "UPDATE OF lease ON"],
    ["rows", "mortgage: trigger permanent", "TRUNCATE ON", "DELETE ON"],
    ["no transaction's end", "mortgage: trigger true_mortgages", "DEFERRABLE INITIALLY DEFERRED", ""],
    ["other words", "desk_saved_view: trigger tell_updated", "'views'", "'nobody'"],
    ["a longer condition", "stored_file: trigger whole", "IS NOT NULL", "< now()"],
  ])("I20 P2.4 a trigger made anew with %s is seen: %s", async (_what, name, words, others) => {
    const part = triggers.find((one) => one.name === name) ?? expect.fail(name);
    const sql = part.sql.replace(words, others);
    expect(sql).not.toBe(part.sql);
    expect(await toldAfter(triggerAgain({ ...part, sql }))).toEqual([`${name} is another`]);
  });

  it("I20 P2.4 a trigger for a function of the same name in a schema that comes first is seen", async () => {
    const part = triggers.find(({ own }) => own === "true_entries") ?? expect.fail();
    const elsewhere = `create schema owners; set local search_path = owners, public;
      ${LET_PASS.replace("let_pass", "refuse_untrue_entries")} ${triggerAgain(part)}`;
    expect(await toldAfter(elsewhere)).toEqual([`${part.name} is another`]);
  });

  it("I20 P2.4 every check made anew to let everything pass is seen", async () => {
    expect(checks.length).toBeGreaterThan(60);
    const weaker = checks.map((part) => constraintAgain({ ...part, sql: "CHECK (true)" }));
    expect(await toldAfter(weaker.join(""))).toEqual(another(checks));
  });

  it("I20 P2.4 every foreign key made anew to forget what it points to is seen", async () => {
    expect(foreignKeys.length).toBeGreaterThan(20);
    const weaker = foreignKeys.map((part) =>
      constraintAgain({ ...part, sql: `${part.sql.replace(/ ON DELETE.*/, "")} ON DELETE SET NULL` }),
    );
    expect(await toldAfter(weaker.join(""))).toEqual(another(foreignKeys));
  });

  it("I20 P2.4 every key made anew to be looked at later is seen", async () => {
    const weaker = keys.map((part) => constraintAgain({ ...part, sql: `${part.sql} DEFERRABLE` }));
    expect(await toldAfter(weaker.join(""))).toEqual(expect.arrayContaining(another(keys)));
  });

  it("I20 P2.4 every index made anew for no row is seen, and a unique one made anew for rows that repeat", async () => {
    expect(indexes.length).toBeGreaterThan(40);
    const empty = indexes.map((part) =>
      indexAgain({ ...part, sql: `${part.sql.replace(/ WHERE .*/, "")} WHERE false` }),
    );
    expect(await toldAfter(empty.join(""))).toEqual(another(indexes));
    const unique = indexes.filter(({ sql }) => sql.startsWith("CREATE UNIQUE"));
    expect(unique.length).toBeGreaterThan(3);
    const weaker = unique.map((part) => indexAgain({ ...part, sql: part.sql.replace("UNIQUE ", "") }));
    expect(await toldAfter(weaker.join(""))).toEqual(another(unique));
  });

  it("I15 I20 P2.4 every function with another body, or that looks elsewhere, is seen", async () => {
    expect(functions.length).toBeGreaterThan(20);
    const all = functions.map((name) => `${name} is another`);
    const each = (sql: (name: string) => string) =>
      functions.map((name) => sql(name.replace("function ", ""))).join("");
    const bodies = each(
      (name) => `update pg_proc set prosrc = prosrc || ' ' where oid = '${name}'::regproc;`,
    );
    expect(await toldAfter(bodies)).toEqual(all);
    expect(await toldAfter(each((name) => `alter function ${name} set search_path = elsewhere;`))).toEqual(
      all,
    );
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
    ["loan_entry_hash", "alter function loan_entry_hash strict"],
  ])(
    "I15 I20 P2.4 a function that was made to let everything pass or to find nothing is seen: %s",
    async (name, sql) => {
      expect(await toldAfter(sql)).toEqual([`function ${name} is another`]);
    },
  );

  it("I20 P2.4 every column that may be null since, is of another type or is no longer derived is seen", async () => {
    const required = columns.filter(([, words]) => words.includes("not null")).map(([name]) => name);
    expect(required.length).toBeGreaterThan(300);
    expect(
      await toldAfter(
        "update pg_attribute set attnotnull = false where attnum > 0 and attrelid in (select oid from pg_class where relnamespace = 'public'::regnamespace)",
      ),
    ).toEqual(required.map((name) => `${name} is another`));
    for (const [name, sql] of [
      ["funding_card.amount", "alter table funding_card alter amount type numeric"],
      ["pipeline_trade.status", "alter table pipeline_trade alter status drop expression"],
      ["funding_run.log_no", "alter table funding_run alter log_no drop identity"],
    ])
      expect(await toldAfter(sql ?? "")).toEqual([`${name} is another`]);
  });
});
