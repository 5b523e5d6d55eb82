import { neonConfig } from "@neondatabase/serverless";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { deploymentFrom } from "../../../db/deployment.ts";
import { closeEars, listen } from "../../../db/tenant/listen.ts";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import { startWebSocketProxy } from "../../../db/testing-websocket-proxy.ts";
import { editFile } from "../funding/edit-file.ts";
import { reviseUnderwriting } from "../funding/revise-underwriting.ts";
import { sendDueEffects } from "../funding/send-effects.ts";
import { JUDGED_AT, OLD_REPORT, opened, received } from "../funding/testing-files.ts";
import { done, fileOf, walked } from "../funding/testing-steps.ts";
import { changeStatuses } from "../pipeline/change-statuses.ts";
import { editLoan } from "../pipeline/edit-loan.ts";
import { DEFAULT_STATUSES } from "../pipeline/model/status-workflow.ts";
import { saveStatusWorkflow } from "../pipeline/save-status-workflow.ts";
import { settleTrade } from "../pipeline/settle-trade.ts";
import { buyLoans, deliver, psxLoan, psxTrade } from "../pipeline/testing-trades.ts";
import { LIVE_TOPICS } from "./model/live-events.ts";

/** What the database tells of each verb: one notification a statement, however many loans, and nothing of a person. */
let tenant: TestTenant;
let heard: { topic: string; ids: number[] | null }[] = [];
let payloads: string[] = [];
let ends = 0;

const ears = { onLost: () => undefined, onNotice: (payload: string) => void payloads.push(payload) };

beforeAll(async () => {
  tenant = await testTenant();
  await new Promise<void>((onListening) => listen(tenant.id, tenant.databaseName, { ...ears, onListening }));
});
beforeEach(() => {
  payloads = [];
});
afterAll(async () => {
  await closeEars();
  await tenant.close();
});

/** Notifications of one database come in the order of its commits, so nothing of before comes after this. */
async function allIsTold(): Promise<void> {
  const end = `the end ${++ends}`;
  await tenant.owner.query("select pg_notify('pssaas_live', $1)", [end]);
  await expect.poll(() => payloads.at(-1), { interval: 5 }).toBe(end);
}

/** The topics told of `work`. */
async function toldOf(work: () => Promise<unknown>): Promise<string[]> {
  await allIsTold();
  payloads = [];
  await work();
  await allIsTold();
  const told = payloads.slice(0, -1);
  heard = told.map((payload) => JSON.parse(payload));
  return heard.map(({ topic }) => topic).sort();
}

const admin = () => tenant.as("admin");
let trades = 0;
const intake = (count: number) =>
  deliver(
    tenant.as("exchange"),
    psxTrade(
      `T-${++trades}`,
      Array.from({ length: count }, (_, i) => psxLoan(i, { borrowerName: "Zebra Canary" })),
    ),
  );

describe("P7.8 the database tells", () => {
  it.each([1, 200, 201, 10_000])("of the intake of %d loans in two notifications", async (count) => {
    expect(await toldOf(() => intake(count))).toEqual(["deliveries", "loans"]);
    const loans = heard.find(({ topic }) => topic === "loans");
    if (count > 200) expect(loans?.ids).toBeNull();
    else expect(loans?.ids).toHaveLength(count);
    for (const payload of payloads) {
      expect(payload.length).toBeLessThan(4_000);
      expect(payload).toMatch(/^the end \d+$|^\{"topic" : "\w+", "ids" : (null|\[[\d,]*\])\}$/);
    }
  });

  it.each([2, 500])("of a bulk move of %d loans in one", async (count) => {
    const ids = await buyLoans(tenant.as("exchange"), `T-${++trades}`, count);
    const move = () => changeStatuses(admin(), { loanIds: ids, newStatus: "in_transit", notes: "x" });
    expect(await toldOf(move)).toEqual(["loans"]);
    expect(heard[0]?.ids).toEqual(count > 200 ? null : ids);
  });

  it("of an edit, of a settled trade and of a workflow, each by its ids", async () => {
    const ids = await buyLoans(tenant.as("exchange"), `T-${++trades}`, 2);
    const [loanId = 0] = ids;
    await toldOf(() => editLoan(admin(), { loanId, salePrice: "1.00" }));
    expect(heard).toEqual([{ topic: "loans", ids: [loanId] }]);
    for (const newStatus of ["in_transit", "delivered"])
      await changeStatuses(admin(), { loanIds: ids, newStatus, notes: "x" });
    const { rows } = await tenant.pool.query(
      "select pipeline_trade_id as id from pipeline_loan where pipeline_loan_id = $1",
      [loanId],
    );
    const settlement = { settlementDate: "2026-03-04", settlementReference: "W" };
    await toldOf(() => settleTrade(admin(), { tradeId: rows[0].id, ...settlement }));
    expect(heard).toEqual([{ topic: "loans", ids }]);
    expect(await toldOf(() => saveStatusWorkflow(admin(), { statuses: DEFAULT_STATUSES }))).toEqual([
      "workflow",
    ]);
  });

  it("F3.10 of a step of a file's workflow once, and once of what became of what it sends", async () => {
    const operator = tenant.as("operator");
    const { now } = tenant.clock;
    tenant.clock.now = new Date(JUDGED_AT);
    const fileId = await fileOf(operator, "cards");
    await walked(operator, fileId, "card_funding", "approve_underwriting");
    expect(await toldOf(() => done(operator, fileId, "card_funding", "send_agreement"))).toEqual(["funding"]);
    expect(heard[0]?.ids).toEqual([fileId]);
    const refused = () => done(operator, fileId, "card_funding", "send_agreement").catch(() => undefined);
    expect(await toldOf(refused)).toEqual([]);
    const send = async () => ({ how: "sent" as const, receipt: null });
    const work = () => sendDueEffects(operator, { email: { send } });
    // That it is on its way, and that it was sent.
    expect(await toldOf(work)).toEqual(["funding", "funding"]);
    expect(heard.map(({ ids }) => ids)).toEqual([[fileId], [fileId]]);
    tenant.clock.now = now;
  });

  it("of a file that is opened, edited and underwritten, once each", async () => {
    const operator = tenant.as("operator");
    const told = async (work: () => Promise<unknown>) => [await toldOf(work), heard[0]?.ids];
    let fileId = 0;
    const open = async () => ({ fileId } = await opened(operator));
    expect(await told(open)).toEqual([["funding"], [expect.any(Number)]]);
    const files = [["funding"], [fileId]];
    expect(await told(() => editFile(operator, { fileId, version: 1, phone: null }))).toEqual(files);
    expect(await told(() => received(operator, fileId, OLD_REPORT))).toEqual(files);
    const revision = { fileId, version: 3, reason: "Zebra Canary" };
    expect(await told(() => reviseUnderwriting(operator, revision))).toEqual(files);
    expect(await toldOf(() => received(operator, fileId, OLD_REPORT))).toEqual([]);
  });

  it.each<[what: string, topic: string, sql: string]>([
    ["a file", "funding", "update funding_file set phone = null where file_id = $1"],
    [
      "a report",
      "funding",
      `insert into funding_credit_report (file_id, source_format, issued_on, normalised, sealed_bytes, key_id, sealed_for,
         fingerprint, received_at, received_by)
       select file_id, source_format, issued_on, normalised, sealed_bytes, key_id, sealed_for, 'another', received_at, received_by
       from funding_credit_report where file_id = $1`,
    ],
    [
      "a run",
      "funding",
      `insert into funding_run (file_id, run_no, kind, report_id, policy_version, applicant, overrides, underwriting, workflow, trace, created_at, created_by)
       select file_id, 2, kind, report_id, policy_version, applicant, overrides, underwriting, workflow, trace, created_at, created_by
       from funding_run where file_id = $1`,
    ],
    [
      "a step",
      "funding",
      `insert into funding_step_event (file_id, seq, kind, run_no, path, step, data, recorded_at, recorded_by)
       select file_id, max(seq) + n, 'waited', 1, 'card_funding', 'x', '{}', now(), 'ann'
       from funding_step_event, generate_series(1, 3) n where file_id = $1 group by file_id, n order by n`,
    ],
    [
      "a card",
      "funding",
      `insert into funding_card (file_id, plan_no, card_no, change_no, issuer, amount, status, recorded_at, recorded_by)
       select file_id, plan_no, card_no, 2, issuer, amount, status, recorded_at, recorded_by from funding_card where file_id = $1`,
    ],
    [
      "an effect",
      "funding",
      `insert into funding_effect (file_id, event_seq, path, step, occurrence, effect, payload, state, attempts, next_attempt_at, created_at)
       select file_id, event_seq, path, step, 2, effect, payload, state, attempts, next_attempt_at, created_at
       from funding_effect where file_id = $1 and step is not null`,
    ],
    [
      "an effect's way",
      "funding",
      "update funding_effect set state = 'withdrawn', next_attempt_at = null where file_id = $1",
    ],
    [
      "a policy",
      "funding-policy",
      "insert into funding_policy select version + $1, document, now(), 'ann' from funding_policy",
    ],
    [
      "an operator's terms",
      "funding-policy",
      "insert into funding_operator (operator, version, fee_percent, created_at, created_by) values ('a', $1, 9, now(), 'ann')",
    ],
    [
      "how a system outside is set up",
      "integrations",
      "insert into integration_setting (system, version, mode, config, changed, created_at, created_by) values ('smtp', $1, 'sandbox', '{}', '[]', now(), 'ann')",
    ],
  ])("F8.3 of what is written of %s alone, once and by its id", async (_what, topic, sql) => {
    const operator = tenant.as("operator");
    const { now } = tenant.clock;
    tenant.clock.now = new Date(JUDGED_AT);
    const fileId = await fileOf(operator, "cards");
    await walked(operator, fileId, "card_funding", "wait_card_stacking_results");
    tenant.clock.now = now;
    expect(await toldOf(() => tenant.pool.query(sql, [fileId]))).toEqual([topic]);
    if (topic === "funding") expect(heard[0]?.ids).toEqual([fileId]);
    else expect(heard[0]?.ids).toHaveLength(1);
  });

  it.each([200, 201])("F8.3 of %d files changed at once in one", async (count) => {
    const { fileId } = await opened(tenant.as("operator"));
    await tenant.pool.query(
      `insert into funding_file (name, email, stated_income, operator, version, run_count, created_at, created_by, updated_at, updated_by)
       select 'Many', 'many@mail.test', 1, 'many-' || $1::int, 1, 0, now(), 'ann', now(), 'ann' from generate_series(1, $1::int)`,
      [count],
    );
    const change = () =>
      tenant.pool.query("update funding_file set version = 2 where operator = $1", [`many-${count}`]);
    expect(await toldOf(change)).toEqual(["funding"]);
    const ids = Array.from({ length: count }, (_, index) => fileId + 1 + index);
    expect(heard[0]?.ids).toEqual(count > 200 ? null : ids);
  });

  it("nothing of a refused move and of one that is rolled back", async () => {
    const ids = await buyLoans(tenant.as("exchange"), `T-${++trades}`, 1);
    const refused = () => changeStatuses(admin(), { loanIds: ids, newStatus: "settled", notes: "x" });
    expect(await toldOf(refused)).toEqual([]);
    const client = await tenant.pool.connect();
    const view =
      "insert into desk_saved_view (owner, name, is_shared, definition, created_at, updated_at) values ('a', 'b', true, '{}', now(), now())";
    expect(
      await toldOf(async () => {
        await client.query("begin");
        await client.query(view);
        await client.query("rollback");
      }),
    ).toEqual([]);
    client.release();
    expect(await toldOf(() => tenant.pool.query(view))).toEqual(["views"]);
    expect(await toldOf(() => tenant.pool.query("update desk_saved_view set is_shared = false"))).toEqual([
      "views",
    ]);
    expect(await toldOf(() => tenant.pool.query("delete from desk_saved_view"))).toEqual(["views"]);
    expect(await toldOf(() => tenant.pool.query("delete from desk_saved_view"))).toEqual([]);
  });
});

it("P7.8 Neon's driver listens as pg does, and another tenant's database is not listened to", async () => {
  const url = new URL(deploymentFrom(process.env).appUrl(tenant.databaseName));
  const proxy = await startWebSocketProxy(url.hostname);
  neonConfig.wsProxy = (host, port) => `127.0.0.1:${proxy.port}/v2?address=${host}:${port}`;
  neonConfig.useSecureWebSocket = false;
  neonConfig.pipelineTLS = false;
  neonConfig.pipelineConnect = false;
  await closeEars();
  process.env.PSSAAS_DATABASE_DRIVER = "neon";
  try {
    const foreign: string[] = [];
    listen("00000000-0000-4000-8000-000000000000", tenant.databaseName, {
      ...ears,
      onListening: () => void foreign.push("listening"),
    });
    await new Promise<void>((onListening) =>
      listen(tenant.id, tenant.databaseName, { ...ears, onListening }),
    );
    expect(await toldOf(() => intake(3))).toEqual(["deliveries", "loans"]);
    expect(foreign).toEqual([]);
    await tenant.owner.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'pssaas-live' and datname = current_database()",
    );
    await expect
      .poll(async () => {
        await tenant.owner.query("select pg_notify('pssaas_live', 'back')");
        return payloads.at(-1);
      })
      .toBe("back");
  } finally {
    await closeEars();
    delete process.env.PSSAAS_DATABASE_DRIVER;
    proxy.stop();
  }
});

it("P7.8 F8.3 every table tells a topic that somebody listens for", async () => {
  const { rows } = await tenant.owner.query<{ table: string; args: string }>(
    `select tgrelid::regclass::text as table, encode(tgargs, 'escape') as args
     from pg_trigger where tgfoid = 'tell_viewers'::regproc`,
  );
  const topics = rows.map(({ table, args }) => [table, args.split("\\000")[0]]);
  expect(topics.length).toBeGreaterThan(20);
  expect(topics.filter(([, topic]) => !LIVE_TOPICS.some((known) => known === topic))).toEqual([]);
});
