import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sqlState } from "../../../db/connect.ts";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import { verifyAudit } from "../tenancy/verify-audit.ts";
import { JUDGED_AT, judged, opened } from "./testing-files.ts";

let tenant: TestTenant;
let fileId: number;
beforeAll(async () => {
  tenant = await testTenant({ now: JUDGED_AT });
  ({ fileId } = await judged(tenant.as("operator")));
  await opened(tenant.as("operator"));
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

  it("F2.11 nothing of all this left a trace, and the audit finds the guards in place", async () => {
    const { rows } = await tenant.owner.query(
      "select (select count(*)::int from funding_run) as runs, (select count(*)::int from funding_credit_report) as reports, (select max(version) from funding_policy) as policy",
    );
    expect(rows).toEqual([{ runs: 1, reports: 1, policy: 1 }]);
    const appRole = new URL((tenant.pool.options as { connectionString: string }).connectionString).username;
    expect((await verifyAudit(tenant.owner, { tenantId: tenant.id, appRole })).violations).toEqual([]);
    await tenant.owner.query("alter table funding_run disable trigger append_only");
    const { violations } = await verifyAudit(tenant.owner, { tenantId: tenant.id, appRole });
    await tenant.owner.query("alter table funding_run enable trigger append_only");
    expect(violations.map(({ invariant }) => invariant)).toEqual(["I20"]);
  });
});
