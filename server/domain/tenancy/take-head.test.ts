import type pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { deploymentFrom } from "../../../db/deployment.ts";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import { JUDGED_AT, judged } from "../funding/testing-files.ts";
import { fileOf, walked } from "../funding/testing-steps.ts";
import { newMortgage, renewed } from "../mortgages/testing-mortgages.ts";
import { move } from "../pipeline/testing-moves.ts";
import { buyLoans } from "../pipeline/testing-trades.ts";
import { refusalOf } from "../testing.ts";
import { APPEND_ONLY_LOGS } from "./append-only-logs.ts";
import type { AuditHead } from "./audit-head.ts";
import { takeHead } from "./take-head.ts";
import { lifeInEveryLog } from "./testing-logs.ts";
import { withoutGuards } from "./testing-tampering.ts";
import { verifyHead } from "./verify-head.ts";

/** A head is taken while others write: numbers are given out in order and committed in any. */

const LOGS = Object.entries(APPEND_ONLY_LOGS);
const deployment = deploymentFrom(process.env);

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await testTenant({ now: JUDGED_AT, maxConnections: 12 });
  await lifeInEveryLog(tenant);
});
afterAll(() => tenant.close());

const headOf = (one: TestTenant, patienceMs?: number) =>
  takeHead(deployment, { tenantId: one.id, ...one }, one.clock.now, { blockSize: 5, patienceMs });

/** Appends a row to each log as a verb would, in the transaction that the client has open or in one of its own. */
async function appendToAll(client: pg.ClientBase, logs = LOGS): Promise<void> {
  for (const [log, number] of logs) {
    const { rows } = await client.query<{ name: string; isIdentity: boolean }>(
      `select column_name as name, is_identity = 'YES' as "isIdentity" from information_schema.columns where table_name = $1`,
      [log],
    );
    const columns = rows.filter(({ isIdentity }) => !isIdentity).map(({ name }) => name);
    const values = columns.map((name) =>
      name === number ? `(select max(${number}) + 1 from ${log})` : name,
    );
    await client.query(`insert into ${log} (${columns}) select ${values} from ${log} limit 1`);
  }
}

/** Whether somebody who takes a head waits for others to end. */
async function isWaiting(): Promise<boolean> {
  const { rowCount } = await tenant.owner.query(
    `select from pg_stat_activity where datname = $1 and application_name = 'pssaas-admin' and query like '%pg_locks%'`,
    [tenant.databaseName],
  );
  return rowCount === 1;
}

const countOf = (head: AuditHead, log: string) => head.logs.find((one) => one.log === log)?.count ?? 0;

it("I18 a row whose number is below the head's last and that is committed later is in the head, and nobody is locked out", async () => {
  await withoutGuards(tenant);
  const numbered = LOGS.filter(([, number]) => number !== "version");
  const before = await headOf(tenant);
  const [first, second] = [await tenant.owner.connect(), await tenant.owner.connect()];
  await first.query("begin");
  await appendToAll(first);
  // The next numbers, committed at once.
  await appendToAll(second, numbered);
  second.release();
  const taken = { head: null as AuditHead | null };
  const taking = headOf(tenant).then((head) => {
    taken.head = head;
  });
  await expect.poll(async () => taken.head !== null || (await isWaiting())).toBe(true);
  const third = await tenant.owner.connect();
  await appendToAll(third, numbered);
  third.release();
  await first.query("commit");
  first.release();
  await taking;
  const head = taken.head ?? expect.fail("no head");
  expect(await verifyHead(tenant.pool, head)).toEqual([]);
  expect(await verifyHead(tenant.pool, before)).toEqual([]);
  for (const [log, number] of LOGS)
    expect([log, countOf(head, log) - countOf(before, log)]).toEqual([log, number === "version" ? 0 : 2]);
});

it("I18 a row that is rolled back leaves a gap, which is no alarm", async () => {
  const client = await tenant.owner.connect();
  await client.query("begin");
  await appendToAll(client);
  await client.query("rollback");
  const head = await headOf(tenant);
  await appendToAll(client, LOGS.slice(0, 3));
  client.release();
  expect(await verifyHead(tenant.pool, head)).toEqual([]);
});

it("I18 a report whose own number was taken before the head and that is written after it is no alarm", async () => {
  const client = await tenant.owner.connect();
  await client.query("begin");
  const { rows } = await client.query(
    "select nextval(pg_get_serial_sequence('funding_credit_report', 'report_id'))::int as id",
  );
  await judged(tenant.as("operator"));
  // Nothing is written yet, so there is nobody to wait for.
  const head = await headOf(tenant);
  const { rows: columns } = await client.query<{ name: string }>(
    `select column_name as name from information_schema.columns
     where table_name = 'funding_credit_report' and column_name not in ('report_id', 'log_no')`,
  );
  const names = columns.map(({ name }) => name);
  await client.query(
    `insert into funding_credit_report (report_id, ${names}) overriding system value
     select $1, ${names} from funding_credit_report limit 1`,
    [rows[0].id],
  );
  await client.query("commit");
  client.release();
  expect(await verifyHead(tenant.pool, head)).toEqual([]);
});

it("I18 who does not end is told after a while; who only reads holds nobody up", async () => {
  const client = await tenant.owner.connect();
  await client.query("begin");
  await client.query("select count(*) from mortgage_audit");
  expect((await headOf(tenant, 0)).logs).toHaveLength(LOGS.length);
  await appendToAll(client, LOGS.slice(-1));
  expect(await refusalOf(headOf(tenant, 0))).toMatchObject({ code: "UNAVAILABLE" });
  await client.query("rollback");
  client.release();
});

it("I18 A5 heads that are taken while a desk works all hold afterwards", async () => {
  const busy = await testTenant({ now: JUDGED_AT, maxConnections: 12 });
  const [exchange, operator, admin] = [busy.as("exchange"), busy.as("operator"), busy.as("admin")];
  const rounds = [1, 2, 3, 4, 5, 6];
  const desk = [
    async (n: number) =>
      move(operator, await buyLoans(exchange, `BUSY-A${n}`, 20), "in_transit", "delivered"),
    async (n: number) => move(admin, await buyLoans(exchange, `BUSY-B${n}`, 3), "in_transit"),
    async () => renewed(admin, await newMortgage(admin)),
    async () => walked(operator, await fileOf(operator, "cards"), "card_funding", "send_agreement"),
  ];
  const state = { isDone: false };
  const working = Promise.all(
    desk.map(async (work) => {
      for (const n of rounds) await work(n);
    }),
  ).finally(() => {
    state.isDone = true;
  });
  const heads = [];
  while (!state.isDone) heads.push(await headOf(busy));
  await working;
  expect(heads.length).toBeGreaterThan(2);
  expect(countOf(heads.at(-1) ?? expect.fail("none"), "pipeline_loan_history")).toBeGreaterThan(100);
  for (const head of heads) expect(await verifyHead(busy.pool, head)).toEqual([]);
  await busy.close();
});
