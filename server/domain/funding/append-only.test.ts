import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sqlState } from "../../../db/connect.ts";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import { verifyAudit } from "../tenancy/verify-audit.ts";
import { logCall } from "./log-call.ts";
import { saveOperator } from "./save-operator.ts";
import { JUDGED_AT, judged, opened } from "./testing-files.ts";
import { fileOf, walked } from "./testing-steps.ts";

let tenant: TestTenant;
let fileId: number;
/** With a workflow under way. */
let under: number;
beforeAll(async () => {
  tenant = await testTenant({ now: JUDGED_AT });
  ({ fileId } = await judged(tenant.as("operator")));
  await opened(tenant.as("operator"));
  under = await fileOf(tenant.as("operator"), "cards");
  await walked(tenant.as("operator"), under, "card_funding", "wait_card_stacking_results");
  const thin = await fileOf(tenant.as("operator"), "thin");
  await logCall(tenant.as("operator"), { fileId: thin, version: 1, outcome: "no_answer" });
  const terms = { operator: "ann@desk.test", version: 0, feePercent: "9" };
  await saveOperator(tenant.as("admin"), terms);
});
afterAll(() => tenant.close());

const REFUSED = "42501";
const BROKEN = "23514";

const stateOf = (pool: "pool" | "owner", statement: string): Promise<string | null> =>
  tenant[pool].query(statement).then(
    () => null,
    (error: unknown) => sqlState(error),
  );

const TABLES: [table: string, key: string, column: string][] = [
  ["funding_policy", "version", "created_by"],
  ["funding_credit_report", "report_id", "received_by"],
  ["funding_run", "file_id, run_no", "created_by"],
  ["funding_step_event", "file_id, seq", "recorded_by"],
  ["funding_card", "file_id, plan_no, card_no, change_no", "recorded_by"],
  ["funding_operator", "operator, version", "created_by"],
  ["funding_call", "file_id, call_no", "recorded_by"],
  ["funding_market_event", "event_id, is_reversal", "event_type"],
];

const CHANGES = TABLES.flatMap(([table, key, column]) =>
  [
    ["UPDATE", `update ${table} set ${column} = 'x'`],
    ["UPDATE of no row", `update ${table} set ${column} = 'x' where false`],
    ["DELETE", `delete from ${table}`],
    ["TRUNCATE", `truncate ${table} cascade`],
    [
      "INSERT … ON CONFLICT DO UPDATE",
      `insert into ${table} overriding system value select * from ${table} on conflict (${key}) do update set ${column} = 'x'`,
    ],
    [
      "MERGE",
      `merge into ${table} t using (select 1) s on true when matched then update set ${column} = 'x'`,
    ],
  ].map(([what = "", statement = ""]) => ({ table, what, statement })),
);

describe("F1.5 F2.11 what is recorded of a file", () => {
  it.each(CHANGES)("F2.11 the app's role is refused $what on $table", async ({ statement }) => {
    expect(await stateOf("pool", statement)).toBe(REFUSED);
  });

  it.each(CHANGES)("F2.11 the owner, too, is refused $what on $table", async ({ statement }) => {
    expect(await stateOf("owner", statement)).toBe(REFUSED);
  });

  it("F1.1 nobody deletes a file, and the app's role changes neither who opened it nor its id", async () => {
    for (const pool of ["pool", "owner"] as const) {
      expect(await stateOf(pool, "delete from funding_file")).toBe(REFUSED);
      expect(await stateOf(pool, "truncate funding_file cascade")).toBe(REFUSED);
    }
    for (const change of ["created_by = 'x'", "created_at = now()", "file_id = default"])
      expect(await stateOf("pool", `update funding_file set ${change}`)).toBe(REFUSED);
  });

  const run = (changes: Record<string, string>) => {
    const columns = {
      file_id: String(fileId),
      run_no: "9",
      kind: "'report'",
      report_id: "report_id",
      policy_version: "1",
      applicant: "applicant",
      overrides: "overrides",
      reason: "null",
      underwriting: "underwriting",
      workflow: "workflow",
      trace: "trace",
      created_at: "created_at",
      created_by: "created_by",
      ...changes,
    };
    return `insert into funding_run (${Object.keys(columns)}) select ${Object.values(columns)} from funding_run
      where file_id = ${fileId} and run_no = 1`;
  };
  const workflow = (document: object) => ({ workflow: `'${JSON.stringify(document)}'::jsonb` });

  const decided = (name: string, decision: string) => ({
    underwriting: `jsonb_set(underwriting, '{decisions,${name}}', '"${decision}"')`,
  });

  it.each<[string, string, () => string]>([
    ["a run without a number", BROKEN, () => run({ run_no: "0" })],
    ["a number twice", "23505", () => run({ run_no: "1" })],
    ["a revision without a reason", BROKEN, () => run({ kind: "'revision'" })],
    ["a revision with a blank one", BROKEN, () => run({ kind: "'revision'", reason: "' '" })],
    ["a run of a kind that there is not", BROKEN, () => run({ kind: "'guess'", reason: "'x'" })],
    ["a run by a policy that there is not", "23503", () => run({ policy_version: "2" })],
    ["a run of another file's report", "23503", () => run({ file_id: String(fileId + 1) })],
    ["no path at all", BROKEN, () => run(workflow({ primaryPaths: [] }))],
    [
      "a decline beside a product",
      BROKEN,
      () => run(workflow({ primaryPaths: ["decline", "term_loan"], declineReason: "no_fit" })),
    ],
    ["a decline without a reason", BROKEN, () => run(workflow({ primaryPaths: ["decline"] }))],
    [
      "other without notes",
      BROKEN,
      () => run(workflow({ primaryPaths: ["decline"], declineReason: "other" })),
    ],
    [
      "parked without a date",
      BROKEN,
      () => run(workflow({ primaryPaths: ["parked"], parkedReason: "thin_file" })),
    ],
    ["a workflow without paths", BROKEN, () => run(workflow({}))],
    [
      "a route past a review",
      BROKEN,
      () => run(decided("reportStatus", "Manual Review - Incomplete Report")),
    ],
    [
      "a route for a client whom no bureau found",
      BROKEN,
      () => run(decided("reportStatus", "Credit Not Found")),
    ],
    ["a route past a review of the loan", BROKEN, () => run(decided("tlDecision", "Manual Review - X"))],
    ["a negative income", BROKEN, () => "update funding_file set stated_income = -1"],
    ["more runs than versions", BROKEN, () => "update funding_file set run_count = 99"],
    ["an address in capitals", BROKEN, () => "update funding_file set email = 'A@B.C'"],
    ["a name of blanks", BROKEN, () => "update funding_file set name = ' '"],
  ])("F2.1 F2.6 F2.8 I23 I25 the database itself refuses %s", async (_what, state, statement) => {
    expect(await stateOf("pool", statement())).toBe(state);
  });

  it("F3.10 the app's role changes how far an effect has come, and neither what is to be sent nor that it is", async () => {
    for (const change of ["payload = '{}'", "effect = 'email'", "occurrence = 2", "file_id = 1"])
      expect(await stateOf("pool", `update funding_effect set ${change}`)).toBe(REFUSED);
    for (const pool of ["pool", "owner"] as const) {
      expect(await stateOf(pool, "delete from funding_effect")).toBe(REFUSED);
      expect(await stateOf(pool, "truncate funding_effect cascade")).toBe(REFUSED);
    }
  });

  const event = (changes: Record<string, string>) => {
    const columns = {
      file_id: String(under),
      seq: "5",
      kind: "'completed'",
      run_no: "1",
      path: "'card_funding'",
      step: "'deliver_funding_plan'",
      occurrence: "1",
      data: "'{}'",
      recorded_at: "now()",
      recorded_by: "'x'",
      ...changes,
    };
    return `insert into funding_step_event (${Object.keys(columns)}) values (${Object.values(columns)})`;
  };
  const ended = (kind: string, more = {}) =>
    event({ kind: `'${kind}'`, step: "null", occurrence: "null", reason: "'x'", ...more });

  it.each<[string, string, () => string]>([
    ["a gap in the story", BROKEN, () => event({ seq: "6" })],
    ["a number twice", BROKEN, () => event({ seq: "4" })],
    ["a step done twice", BROKEN, () => event({ step: "'send_agreement'", occurrence: "2" })],
    ["a first time that is the second", BROKEN, () => event({ occurrence: "2" })],
    ["reopening what is not done", BROKEN, () => event({ kind: "'reopened'", reason: "'x'" })],
    ["reopening without a reason", BROKEN, () => event({ kind: "'reopened'", step: "'send_agreement'" })],
    ["an end without words", BROKEN, () => ended("not_funded", { reason: "' '" })],
    ["a path that comes back and never went", BROKEN, () => ended("resumed")],
    ["a completion of no step", BROKEN, () => event({ step: "null" })],
    ["an event of a kind that there is not", BROKEN, () => event({ kind: "'guessed'" })],
    ["an event of a run that there is not", "23503", () => event({ run_no: "7" })],
    ["a request without what it asked", BROKEN, () => event({ request_id: "'r'" })],
    [
      "an effect twice",
      "23505",
      () =>
        `insert into funding_effect (file_id, event_seq, path, step, occurrence, effect, payload, state, attempts, next_attempt_at, created_at)
         select file_id, event_seq, path, step, occurrence, effect, payload, state, attempts, next_attempt_at, created_at from funding_effect where step is not null`,
    ],
    [
      "a stage shown twice for one change",
      "23505",
      () =>
        `insert into funding_effect (file_id, file_version, effect, payload, state, attempts, next_attempt_at, created_at)
         select file_id, file_version, effect, payload, state, attempts, next_attempt_at, created_at from funding_effect where step is null`,
    ],
    [
      "a letter of no step",
      BROKEN,
      () =>
        `insert into funding_effect (file_id, file_version, effect, payload, state, attempts, next_attempt_at, created_at)
         select file_id, file_version + 1, 'email', payload, 'queued', 0, now(), created_at from funding_effect where step is null`,
    ],
    [
      "a file that waits for nothing since a moment",
      BROKEN,
      () => "update funding_file set next_steps = '{}'",
    ],
    [
      "a sent effect without its moment",
      BROKEN,
      () => "update funding_effect set state = 'sent', attempts = 1",
    ],
    [
      "a failure without its reason",
      BROKEN,
      () => "update funding_effect set state = 'failed', attempts = 1",
    ],
    ["a state that there is not", BROKEN, () => "update funding_effect set state = 'lost'"],
    ["an approved card of nothing", BROKEN, () => card("'approved'", "0")],
    ["a card's status that there is not", BROKEN, () => card("'maybe'", "1")],
    [
      "a fee above everything",
      BROKEN,
      () =>
        "insert into funding_operator (operator, version, fee_percent, created_at, created_by) values ('x@y.z', 1, 100.5, now(), 'x')",
    ],
  ])("F3.9 F3.10 F3.7 the database itself refuses %s", async (_what, state, statement) => {
    expect(await stateOf("pool", statement())).toBe(state);
  });

  const card = (status: string, amount: string) =>
    `insert into funding_card (file_id, plan_no, card_no, change_no, issuer, amount, status, recorded_at, recorded_by)
     values (${under}, 1, 1, 2, 'X', ${amount}, ${status}, now(), 'x')`;

  it("F3.10 an effect that was sent stays sent, also for the owner", async () => {
    const sent =
      "update funding_effect set state = 'sent', sent_at = now(), next_attempt_at = null, attempts = 1";
    expect(await stateOf("pool", `${sent} where effect = 'email'`)).toBeNull();
    for (const pool of ["pool", "owner"] as const)
      expect(
        await stateOf(
          pool,
          "update funding_effect set state = 'queued', sent_at = null, next_attempt_at = now()",
        ),
      ).toBe(BROKEN);
  });

  it("F2.11 nothing of all this left a trace, and the audit finds the guards in place", async () => {
    const { rows } = await tenant.owner.query(
      "select (select count(*)::int from funding_run) as runs, (select count(*)::int from funding_credit_report) as reports, (select max(version) from funding_policy) as policy",
    );
    expect(rows).toEqual([{ runs: 3, reports: 3, policy: 1 }]);
    const appRole = new URL((tenant.pool.options as { connectionString: string }).connectionString).username;
    expect((await verifyAudit(tenant.owner, { tenantId: tenant.id, appRole })).violations).toEqual([]);
    for (const [table, trigger] of [
      ["funding_run", "append_only"],
      ["funding_step_event", "true_steps"],
      ["funding_effect", "final_state"],
    ]) {
      await tenant.owner.query(`alter table ${table} disable trigger ${trigger}`);
      const { violations } = await verifyAudit(tenant.owner, { tenantId: tenant.id, appRole });
      await tenant.owner.query(`alter table ${table} enable trigger ${trigger}`);
      expect(violations.map(({ invariant }) => invariant)).toEqual(["I20"]);
    }
  });
});
