import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import { refusalOf, refusedFields } from "../testing.ts";
import { getFile } from "./get-file.ts";
import { getPolicy } from "./get-policy.ts";
import { listPolicies } from "./list-policies.ts";
import { DEFAULT_POLICY, type Policy } from "./model/policy.ts";
import { inquiries, rawReport, scores, threeCards } from "./model/testing-reports.ts";
import { previewPolicy } from "./preview-policy.ts";
import { reviseUnderwriting } from "./revise-underwriting.ts";
import { saveOperator } from "./save-operator.ts";
import { savePolicy } from "./save-policy.ts";
import { JUDGED_AT, judged, opened, received } from "./testing-files.ts";
import { fileOf, walked } from "./testing-steps.ts";
import { underwriteReport } from "./underwrite.ts";

const tenants: TestTenant[] = [];
let tenant: TestTenant;
beforeEach(async () => {
  tenant = await testTenant({ now: JUDGED_AT, maxConnections: 8 });
  tenants.push(tenant);
});
afterAll(() => Promise.all(tenants.map((one) => one.close())));

const admin = () => tenant.as("admin");
const operator = () => tenant.as("operator");

type Change = { [part in keyof Omit<Policy, "version">]?: Partial<Policy[part]> };

function policy(version: number, changes: Change = {}): Policy {
  const { cards, termLoan, established, parking } = DEFAULT_POLICY;
  return {
    version,
    cards: { ...cards, ...changes.cards },
    termLoan: { ...termLoan, ...changes.termLoan },
    established: { ...established, ...changes.established },
    parking: { ...parking, ...changes.parking },
  };
}

const STRICT: Change = { termLoan: { minimumScore: 730 } };

const versions = async () =>
  (await tenant.owner.query("select version, created_by as by from funding_policy order by 1")).rows;

describe("F1.3 saving a policy", () => {
  it("F1.3 puts the next version in force at once, for files and for the stateless door; old runs keep theirs", async () => {
    const { fileId } = await judged(operator());
    tenant.clock.now = new Date("2026-04-28T09:00:00Z");
    const saved = await savePolicy(admin(), policy(1, STRICT));
    expect(saved).toEqual({
      policy: policy(2, STRICT),
      createdAt: "2026-04-28T09:00:00.000Z",
      createdBy: "admin@desk.test",
    });
    expect(await getPolicy(operator())).toEqual(saved);
    const again = await reviseUnderwriting(operator(), { fileId, version: 2, reason: "A new policy" });
    expect(again.runs.map((run) => [run.policyVersion, run.decisions.tlDecision])).toEqual([
      [2, "TL Declined - Credit Score"],
      [1, "TL Qualified"],
    ]);
    const stateless = await underwriteReport(operator(), {
      report: rawReport(),
      applicant: { statedIncome: "80000" },
    });
    expect([stateless.policyVersion, stateless.termLoan.tlDecision]).toEqual([
      2,
      "TL Declined - Credit Score",
    ]);
  });

  it("F1.3 one that changes nothing writes nothing, however its amounts are written", async () => {
    const same = policy(1, { cards: { minimumIncome: "25000" } });
    expect((await savePolicy(admin(), same)).policy).toEqual(DEFAULT_POLICY);
    expect(await versions()).toEqual([{ version: 1, by: "system/provisioning" }]);
  });

  it("F1.3 of a version that is gone is a conflict that carries both", async () => {
    await savePolicy(admin(), policy(1, STRICT));
    const refusal = await refusalOf(savePolicy(admin(), policy(1, { termLoan: { minimumScore: 700 } })));
    expect(refusal).toMatchObject({ code: "CONFLICT", facts: { yourVersion: 1, currentVersion: 2 } });
    expect(await versions()).toHaveLength(2);
  });

  it("F1.3 of five at once, one wins", async () => {
    const drafts = [1, 2, 3, 4, 5].map((extra) => policy(1, { termLoan: { minimumScore: 640 + extra } }));
    const done = await Promise.allSettled(drafts.map((draft) => savePolicy(admin(), draft)));
    expect(done.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const lost = done.flatMap((one) => (one.status === "rejected" ? [one.reason.refusal.code] : []));
    expect(lost).toEqual(["CONFLICT", "CONFLICT", "CONFLICT", "CONFLICT"]);
    expect(await versions()).toHaveLength(2);
  });

  it.each<[string, string[], string, () => unknown]>([
    [
      "a score that there is not",
      ["cards.minimumScore"],
      "PAYLOAD_VALIDATION",
      () => policy(1, { cards: { minimumScore: 900 } }),
    ],
    ["a missing part", ["parking"], "PAYLOAD_VALIDATION", () => ({ ...policy(1), parking: undefined })],
    [
      "a figure that there is not",
      ["cards.luck"],
      "PAYLOAD_VALIDATION",
      () => policy(1, { cards: { luck: 7 } as object }),
    ],
    [
      "figures that do not agree",
      ["cards.clearScore", "termLoan.inquiriesToDecline"],
      "INVALID_POLICY",
      () => policy(1, { cards: { clearScore: 500 }, termLoan: { inquiriesToDecline: 1 } }),
    ],
  ])(
    "F1.3 %s is refused by save and preview, naming it, and nothing changes",
    async (_what, fields, code, draft) => {
      for (const verb of [savePolicy, previewPolicy]) {
        expect(await refusedFields(verb(admin(), draft()))).toEqual(fields);
        expect((await refusalOf(verb(admin(), draft()))).code).toBe(code);
      }
      expect(await versions()).toHaveLength(1);
    },
  );

  it("F1.3 is an administrator's; operators read it", async () => {
    for (const verb of [savePolicy, previewPolicy])
      expect((await refusalOf(verb(operator(), policy(1, STRICT)))).code).toBe("FORBIDDEN");
    expect((await getPolicy(operator())).policy).toEqual(DEFAULT_POLICY);
    expect((await refusalOf(getPolicy(tenant.as("exchange")))).code).toBe("FORBIDDEN");
  });
});

describe("F1.3 the versions of the policy", () => {
  it("F1.3 are listed newest first, with who and when and what each changed, a page at a time", async () => {
    await savePolicy(admin(), policy(1, STRICT));
    const mca = { minimumScore: 560, minimumMonthlyRevenue: "15000.00", minimumMonthsInBusiness: 6 };
    await savePolicy(admin(), policy(2, { ...STRICT, established: { mca } }));
    const { versions: listed, older } = await listPolicies(operator(), {});
    expect(listed.map(({ version, changes }) => [version, changes])).toEqual([
      [3, [{ field: "established.mca.minimumScore", from: 550, to: 560 }]],
      [2, [{ field: "termLoan.minimumScore", from: 640, to: 730 }]],
      [1, []],
    ]);
    expect([older, listed[0]?.createdBy, listed[2]?.createdBy]).toEqual([
      null,
      "admin@desk.test",
      "system/provisioning",
    ]);
    await tenant.owner.query(
      "insert into funding_policy select n, document, created_at, created_by from funding_policy, generate_series(4, 30) n where version = 1",
    );
    const first = await listPolicies(operator(), {});
    expect([first.versions.length, first.older]).toEqual([25, 6]);
    const rest = await listPolicies(operator(), { before: first.older });
    expect([rest.versions.map(({ version }) => version), rest.older]).toEqual([[5, 4, 3, 2, 1], null]);
    expect((await refusalOf(listPolicies(tenant.as("exchange"), {}))).code).toBe("FORBIDDEN");
  });
});

describe("F1.3 a dry run", () => {
  const everything = async () =>
    (
      await tenant.owner.query(
        "select (select json_agg(f) from funding_file f) as files, (select json_agg(r) from funding_run r) as runs, (select max(version) from funding_policy) as policy",
      )
    ).rows;

  it("F1.3 says which files would be judged otherwise, and how, and writes nothing", async () => {
    const none = { monthlyRevenue: null };
    const moved = await judged(operator(), {}, { ...none, name: "Moved" });
    await judged(operator(), { scores: scores(800, 800, 800) }, { ...none, name: "Stays" });
    const declined = await judged(operator(), { scores: scores(500, 500, 500) }, none);
    await opened(operator(), { name: "No report" });
    const before = await everything();
    const draft: Change = { termLoan: { minimumScore: 730 }, parking: { thinFileMonths: 9 } };
    expect(await previewPolicy(admin(), policy(1, draft))).toEqual({
      judged: 3,
      changed: 1,
      moves: [{ from: "term_loan, card_funding", to: "card_funding", files: 1 }],
      examples: [
        {
          fileId: moved.fileId,
          name: "Moved",
          operator: "operator@desk.test",
          changes: [
            { field: "tlDecision", from: "TL Qualified", to: "TL Declined - Credit Score" },
            { field: "paths", from: "term_loan, card_funding", to: "card_funding" },
          ],
        },
      ],
    });
    expect(await everything()).toEqual(before);
    const mild: Change = { cards: { minimumScore: 400, clearScore: 450 }, termLoan: { minimumScore: 450 } };
    const lifted = await previewPolicy(admin(), policy(1, mild));
    expect(lifted.examples.map(({ fileId }) => fileId)).toEqual([declined.fileId]);
    expect((await previewPolicy(admin(), policy(1))).changed).toBe(0);
  });

  it("F1.3 counts what is under way or parked, and not what is through", async () => {
    const funded = await fileOf(operator(), "cards");
    await walked(operator(), funded, "card_funding");
    const closed = await fileOf(operator(), "referral");
    const terms = {
      version: 0,
      displayName: null,
      feePercent: "9",
      affiliateLink: "https://portal.asap.test/x",
    };
    await saveOperator(admin(), { operator: operator().actor.name, ...terms });
    await walked(operator(), closed, "decline");
    const parked = await fileOf(operator(), "thin");
    await walked(operator(), parked, "parked");
    const mild: Change = { cards: { minimumScore: 400, clearScore: 450, minimumTradelines: 1 } };
    const { judged: all, examples } = await previewPolicy(admin(), policy(1, mild));
    expect([all, examples.map(({ fileId }) => fileId)]).toEqual([1, [parked]]);
  });

  it("F1.3 judges as of the newest run, with its corrections and its decisions of a person", async () => {
    const { fileId } = await judged(operator(), { inquiries: inquiries(5) }, { monthlyRevenue: null });
    const overrides = { tlDecision: "TL Qualified" };
    await reviseUnderwriting(operator(), { fileId, version: 2, reason: "x", overrides });
    // A year later the report would be too old and its inquiries gone, by either policy.
    tenant.clock.now = new Date("2027-04-27T12:00:00Z");
    expect(await previewPolicy(admin(), policy(1, STRICT))).toMatchObject({ judged: 1, changed: 0 });
    const { changed, examples } = await previewPolicy(
      admin(),
      policy(1, { cards: { inquiriesToRemove: 6 } }),
    );
    expect(changed).toBe(1);
    expect(examples[0]?.changes).toContainEqual({
      field: "reportStatus",
      from: "Qualified w/ Inq Removal",
      to: "Qualified",
    });
  });

  it("F1.3 what it says is what the next run does", async () => {
    const cases: [Record<string, unknown>, string][] = [
      [{}, "80000.00"],
      [{ scores: scores(650, 650, 650) }, "80000.00"],
      [{ tradelines: threeCards({ unpaidBalance: "6000.00" }) }, "27000.00"],
      [{ inquiries: inquiries(5) }, "26000.00"],
      [{ tradelines: threeCards({ openedOn: "2025-12-01" }) }, "80000.00"],
    ];
    for (const [report, statedIncome] of cases) await judged(operator(), report, { statedIncome });
    const draft: Change = {
      termLoan: { minimumScore: 660, minimumIncome: "26500.00" },
      cards: { paydownTarget: 25, minimumOldestMonths: 3 },
    };
    const { examples } = await previewPolicy(admin(), policy(1, draft));
    await savePolicy(admin(), policy(1, draft));
    const { rows } = await tenant.owner.query<{ id: number }>(
      "select file_id as id from funding_file order by 1",
    );
    for (const { id: fileId } of rows) {
      const { runs } = await reviseUnderwriting(operator(), { fileId, version: 2, reason: "x" });
      const told = examples.find((one) => one.fileId === fileId)?.changes ?? [];
      expect(runs[0]?.changes.filter(({ field }) => field !== "policyVersion")).toEqual(told);
    }
    expect(examples.length).toBeGreaterThan(2);
  });

  it("F1.3 reads many files in few statements, each once, whatever the size of their reports", async () => {
    const text = "x".repeat(490);
    const big = Array.from({ length: 1_000 }, (_, i) => ({
      bureau: "experian",
      creditorName: `Bank ${i}`,
      accountType: "other",
      openedOn: "2015-01-01",
      remarks: [{ text }, { text }, { text }],
    }));
    for (let i = 0; i < 3; i += 1) await judged(operator(), { tradelines: big });
    const { fileId } = await judged(operator());
    await tenant.owner.query(
      `with files as (insert into funding_file (name, email, stated_income, operator, version, run_count, created_at, created_by, updated_at, updated_by)
         select name, email, stated_income, operator, 2, 1, created_at, created_by, updated_at, updated_by
         from funding_file, generate_series(1, 240) where file_id = $1 returning file_id),
       reports as (insert into funding_credit_report (file_id, source_format, issued_on, normalised, sealed_bytes, key_id, sealed_for, fingerprint, received_at, received_by)
         select f.file_id, source_format, issued_on, normalised, sealed_bytes, key_id, sealed_for, fingerprint, received_at, received_by
         from files f, funding_credit_report c where c.file_id = $1 returning file_id, report_id)
       insert into funding_run (file_id, run_no, kind, report_id, policy_version, applicant, overrides, underwriting, workflow, trace, created_at, created_by)
         select p.file_id, 1, kind, p.report_id, policy_version, applicant, overrides, underwriting, workflow, trace, created_at, created_by
         from reports p, funding_run r where r.file_id = $1`,
      [fileId],
    );
    const before = tenant.statements.count;
    const preview = await previewPolicy(admin(), policy(1, STRICT));
    expect([preview.judged, preview.changed, preview.examples.length]).toEqual([244, 244, 100]);
    expect(preview.moves.reduce((sum, { files }) => sum + files, 0)).toBe(244);
    // The policy, one page each for the first two large reports, the third with 49 others, 192 more, and the end.
    expect(tenant.statements.count - before).toBe(1 + 2 + 1 + 4 + 1);
    expect((await getFile(operator(), { fileId })).runs).toHaveLength(1);
    await received(operator(), fileId, { vendor: "Array" });
  });
});
