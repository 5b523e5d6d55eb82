import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { deploymentFrom } from "../../../db/deployment.ts";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import { JUDGED_AT } from "../funding/testing-files.ts";
import { newMortgage } from "../mortgages/testing-mortgages.ts";
import { refusalOf } from "../testing.ts";
import { APPEND_ONLY_LOGS } from "./append-only-logs.ts";
import { type AuditHead, readHead, sealHead } from "./audit-head.ts";
import { takeHead } from "./take-head.ts";
import { lifeInEveryLog } from "./testing-logs.ts";
import { TAMPERINGS, type Tampering, tamper, withoutGuards, withoutNumbers } from "./testing-tampering.ts";
import { verifyAudit } from "./verify-audit.ts";
import { compareWithHead, verifyHead } from "./verify-head.ts";

const LOGS = Object.keys(APPEND_ONLY_LOGS);
const deployment = deploymentFrom(process.env);

let tenant: TestTenant;
let head: AuditHead;
const headNow = (blockSize?: number) =>
  takeHead(deployment, { tenantId: tenant.id, ...tenant }, tenant.clock.now, { blockSize });

beforeAll(async () => {
  tenant = await testTenant({ now: JUDGED_AT });
  await lifeInEveryLog(tenant);
  // Numbers that were given out and rolled back, more than a block of them.
  await tenant.owner.query(
    "select nextval(pg_get_serial_sequence('mortgage_audit', 'entry_id')) from generate_series(1, 20)",
  );
  await newMortgage(tenant.as("admin"));
  head = await headNow(3);
});
afterAll(() => tenant.close());

describe("I18 A5 the head of a tenant's logs", () => {
  it("I18 names every log with its rows, the last number and the moment, and has several blocks of each", async () => {
    expect(head.logs.map(({ log }) => log)).toEqual(LOGS);
    for (const { log, count, last, blocks } of head.logs) {
      const { rows } = await tenant.owner.query(
        `select count(*)::int as count, max(${APPEND_ONLY_LOGS[log]})::int as last from ${log}`,
      );
      expect([log, { count, last }]).toEqual([log, rows[0]]);
      expect([log, count > 1, blocks.reduce((sum, { rows }) => sum + rows, 0)]).toEqual([log, true, count]);
    }
    expect(head.takenAt).toBe(JUDGED_AT);
    expect(head.schema).toMatch(/^[0-9a-f]{64}$/);
  });

  it("I18 is the same however the session writes dates and bytes, and whatever it spans", async () => {
    const pool = tenant.owner;
    await pool.query(`alter database "${tenant.databaseName}" set timezone = 'Asia/Tokyo'`);
    await pool.query(`alter database "${tenant.databaseName}" set datestyle = 'German'`);
    await pool.query(`alter database "${tenant.databaseName}" set bytea_output = 'escape'`);
    expect(await headNow(3)).toEqual(head);
    for (const name of ["timezone", "datestyle", "bytea_output"])
      await pool.query(`alter database "${tenant.databaseName}" reset ${name}`);
    const whole = await headNow();
    expect(whole.logs.map(({ blocks }) => blocks.length)).toEqual(LOGS.map(() => 1));
    expect(await verifyHead(tenant.pool, whole)).toEqual([]);
  });

  it("I18 holds for the app's role while life goes on in every log, and comes through its file", async () => {
    expect(await verifyHead(tenant.pool, head)).toEqual([]);
    await lifeInEveryLog(tenant, 2);
    const text = JSON.stringify(head, null, 2);
    expect(await verifyHead(tenant.pool, readHead(text, "head.json", tenant))).toEqual([]);
    expect((await verifyAudit(tenant.owner, { tenantId: tenant.id })).violations).toEqual([]);
    const later = await headNow(3);
    for (const [n, { count }] of later.logs.entries())
      expect(count).toBeGreaterThan(head.logs[n]?.count ?? 0);
  });

  it("I18 holds when a later release adds a column", async () => {
    await tenant.owner.query("alter table funding_run add column seen_by text default 'nobody'");
    expect(await verifyHead(tenant.pool, head)).toEqual([]);
    await tenant.owner.query("alter table funding_run drop column seen_by");
    expect(await verifyHead(tenant.pool, head)).toEqual([]);
  });
});

describe("I18 the file of a head", () => {
  const read = (text: string, of: Parameters<typeof readHead>[2] = tenant) =>
    refusalOf((async () => readHead(text, "head.json", of))());

  it("I18 that was changed anywhere is told as such", async () => {
    const [first] = head.logs;
    if (!first) throw new Error("no log");
    const log = (changes: object) => ({ ...head, logs: [{ ...first, ...changes }, ...head.logs.slice(1)] });
    const changed: object[] = [
      { ...head, takenAt: "2026-01-01T00:00:00.000Z" },
      { ...head, blockSize: 4 },
      { ...head, logs: head.logs.slice(1) },
      { ...head, sha256: "0".repeat(64) },
      log({ count: first.count - 1 }),
      log({ last: first.last - 1 }),
      log({ columns: first.columns.slice(1) }),
      log({ blocks: first.blocks.slice(0, -1) }),
      log({ sha256: "0".repeat(64) }),
      // Also by somebody who knows how to make the outer hash.
      sealHead(
        (({ sha256: _, ...content }) => content)(log({ blocks: first.blocks.slice(0, -1) }) as AuditHead),
      ),
    ];
    for (const one of changed)
      expect((await read(JSON.stringify(one))).message).toContain("was changed after");
  });

  it("I18 that is none, or of another release, is refused in words", async () => {
    for (const text of [
      "",
      "{}",
      "null",
      JSON.stringify({ ...head, more: 1 }),
      JSON.stringify(head).slice(0, -9),
    ])
      expect((await read(text)).message).toBe(
        "head.json is not a head that `audit head` wrote, or is damaged.",
      );
    const { sha256: _, ...content } = head;
    const other = sealHead({ ...content, logs: content.logs.map((log) => ({ ...log, log: "pg_authid" })) });
    expect((await read(JSON.stringify(other))).message).toContain("there is no log pg_authid here");
  });

  it("I18 of another tenant is refused, and the sentence says what to do after a restore", async () => {
    const text = JSON.stringify(head);
    const other = { id: "00000000-0000-4000-8000-000000000000", slug: "other" };
    expect((await read(text, other)).message).toBe(
      `head.json is the head of the tenant '${tenant.slug}' (${tenant.id}), not of 'other'. If this tenant was restored from a backup of that one, say so: --restored-from ${tenant.slug}.`,
    );
    expect((await read(text, { restoredFrom: "third" })).message).toContain("not of 'third'");
    expect(readHead(text, "head.json", { restoredFrom: tenant.slug })).toEqual(head);
  });
});

describe("I18 A5 what the owner of the database does to a log is seen", () => {
  /** In a transaction that is rolled back. @returns the logs that are told not to begin as the head says */
  async function seen(how: Tampering): Promise<{ isOther: boolean; told: string[] }> {
    const client = await tenant.owner.connect();
    try {
      await client.query("begin");
      const last = head.logs.find(({ log }) => log === how.log)?.last ?? 0;
      const isOther = await tamper(client, how, last);
      const told = (await compareWithHead(client, head)).map(({ rule }) => rule.split(" ")[2] ?? "");
      return { isOther, told };
    } finally {
      await client.query("rollback");
      client.release();
    }
  }

  beforeAll(async () => {
    await withoutGuards(tenant);
    await withoutNumbers(tenant);
    expect(await verifyHead(tenant.owner, head)).toEqual([]);
  });

  it.each(LOGS)("A5 each kind of tampering with %s", async (log) => {
    for (const kind of TAMPERINGS) {
      const { isOther, told } = await seen({ log, kind, row: 0, other: -1, column: 3 });
      expect([kind, told]).toEqual([kind, isOther ? [log] : []]);
      if (kind !== "swap the cells of two rows") expect([kind, isOther]).toEqual([kind, true]);
    }
  });

  const runs = Number(process.env.PSSAAS_TEST_TAMPERINGS ?? 60);
  it(`A5 ${runs} random ones`, { timeout: 60_000 + runs * 1_000 }, async () => {
    const some = fc.nat({ max: 1_000_000 });
    const tamperings = fc.record({
      log: fc.constantFrom(...LOGS),
      kind: fc.constantFrom(...TAMPERINGS),
      row: some,
      other: some,
      column: some,
    });
    const seed = process.env.PSSAAS_TEST_SEED;
    const tally = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(fc.noBias(tamperings), async (how) => {
        const { isOther, told } = await seen(how);
        fc.pre(isOther);
        tally.set(how.kind, (tally.get(how.kind) ?? 0) + 1);
        expect(told).toEqual([how.log]);
      }),
      { numRuns: runs, endOnFailure: true, ...(seed && { seed: Number(seed) }) },
    );
    // None that changes nothing is counted, and of many no kind is left out.
    expect([...tally.values()].reduce((sum, n) => sum + n, 0)).toBe(runs);
    if (runs >= 500) expect([...tally.keys()].sort()).toEqual([...TAMPERINGS].sort());
  });

  it.each([
    [
      "a function that is called instead of PostgreSQL's own",
      `create function public.convert_to(text, text) returns bytea language sql
       as $$ select pg_catalog.convert_to(replace($1, 'rewritten', ''), 'UTF8') $$`,
    ],
    ["a copy that is read instead", "set local search_path = clean, public"],
  ])("A5 a cell that was rewritten, behind %s", async (_what, sql) => {
    const client = await tenant.owner.connect();
    try {
      await client.query(
        `begin; create schema clean; create table clean.mortgage_audit as table mortgage_audit;
         update mortgage_audit set actor = actor || 'rewritten' where entry_id = 1; ${sql}`,
      );
      const told = await compareWithHead(client, head);
      expect(told.map(({ rule }) => rule.split(" ")[2])).toEqual(["mortgage_audit"]);
    } finally {
      await client.query("rollback");
      client.release();
    }
  });

  it("A5 a head that is taken behind an owner's own aggregate is of every column", async () => {
    const before = await headNow(3);
    await tenant.owner.query(
      `create function public.but_actor(text[], text) returns text[] language sql
         as $$ select case when $2 = 'actor' then $1 else pg_catalog.array_append($1, $2) end $$;
       create aggregate public.array_agg(text) (sfunc = but_actor, stype = text[])`,
    );
    try {
      expect((await headNow(3)).logs).toEqual(before.logs);
    } finally {
      await tenant.owner.query("drop aggregate public.array_agg(text); drop function public.but_actor");
    }
  });

  it("A5 a row put where there was none, within a gap and before the first", async () => {
    for (const number of [-7, 0, 15]) {
      const client = await tenant.owner.connect();
      await client.query("begin");
      await client.query(
        `insert into mortgage_audit (entry_id, at, actor, action, changes, details)
         select $1, at, actor, action, changes, details from mortgage_audit limit 1`,
        [number],
      );
      const [told] = await compareWithHead(client, head);
      await client.query("rollback");
      client.release();
      expect([number, told?.examples[0]?.problem]).toEqual([number, "added"]);
    }
  });

  it("A5 a log that is gone, or a column of it", async () => {
    await tenant.owner.query("drop table funding_call");
    await tenant.owner.query("alter table mortgage_audit drop column actor");
    expect(
      (await verifyHead(tenant.owner, head)).map(({ rule, examples }) => [rule, examples[0]?.problem]),
    ).toEqual([
      ["The log funding_call begins as the head says.", "gone"],
      ["The log mortgage_audit begins as the head says.", "gone"],
    ]);
  });
});
