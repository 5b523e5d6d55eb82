import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import { refusalOf, refusedFields } from "../testing.ts";
import { editFile } from "./edit-file.ts";
import { getFile } from "./get-file.ts";
import { DEFAULT_POLICY } from "./model/policy.ts";
import { card, inquiries, rawReport, scores, threeCards } from "./model/testing-reports.ts";
import { receiveCreditReport } from "./receive-credit-report.ts";
import { reviseUnderwriting } from "./revise-underwriting.ts";
import { bytesOf, JUDGED_AT, judged, opened, received } from "./testing-files.ts";

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await testTenant({ now: JUDGED_AT, maxConnections: 10 });
});
afterAll(() => tenant.close());

const ann = () => tenant.as("operator", "ann@desk.test");
const bob = () => tenant.as("operator", "bob@desk.test");

async function kept(fileId: number) {
  const { rows } = await tenant.owner.query<Record<string, number>>(
    `select (select count(*)::int from funding_credit_report where file_id = $1) as reports,
      (select count(*)::int from funding_run where file_id = $1) as runs,
      (select run_count from funding_file where file_id = $1) as "runCount",
      (select version from funding_file where file_id = $1) as version`,
    [fileId],
  );
  return rows[0];
}

describe("F1.1 F1.2 a report that comes", () => {
  it("F2.11 is kept and underwritten in one piece, and what renders is read from the run", async () => {
    const { fileId } = await opened(ann());
    const { isNew, report, run } = await received(bob(), fileId, {
      vendor: "Array",
      sourceFormat: "array",
      inquiries: inquiries(5),
      tradelines: threeCards({ unpaidBalance: "6000.00" }),
    });
    expect(isNew).toBe(true);
    expect(report).toMatchObject({ vendor: "Array", sourceFormat: "array", issuedOn: "2026-04-20" });
    expect(report).toMatchObject({ receivedAt: JUDGED_AT, receivedBy: "bob@desk.test" });
    expect(run).toMatchObject({
      runNo: 1,
      kind: "report",
      reportId: report.reportId,
      policyVersion: 1,
      applicant: { statedIncome: "80000.00", monthlyRevenue: "21000.00", businessStartedOn: "2020-01-01" },
      overrides: {},
      reason: null,
      representativeScore: 720,
      decisions: {
        reportStatus: "Qualified w/ Paydowns/Inq Removal",
        tlDecision: "TL Qualified w/ Inq Removal",
        mcaEligible: true,
        sbaEligible: true,
        insufficientIncome: false,
      },
      paydowns: { paydownAmountNeeded: "9000.00" },
      workflow: {
        primaryPaths: ["term_loan", "card_funding", "established_funding"],
        overlays: [{ id: "paydowns_required" }, { id: "inq_removal_required", appliesTo: "term_loan" }],
      },
      workflowPath: "paydowns",
      createdBy: "bob@desk.test",
    });
    expect(run.trace.length).toBeGreaterThan(3);
    const file = await getFile(ann(), { fileId });
    expect(file).toMatchObject({ version: 2, runCount: 1, updatedBy: "bob@desk.test", reports: [report] });
    expect(file.runs).toEqual([{ ...run, changes: [] }]);
    expect(JSON.stringify(file)).not.toContain("XXXX1234");
  });

  it("F1.1 the same bytes again are the same report, also after others came", async () => {
    const first = await judged(ann());
    const { fileId } = first;
    await received(ann(), fileId, { scores: scores(700, 700, 700) });
    const before = await kept(fileId);
    expect(await received(bob(), fileId)).toEqual({ ...first, isNew: false });
    expect(await kept(fileId)).toEqual(before);
    expect(before).toEqual({ reports: 2, runs: 2, runCount: 2, version: 3 });
  });

  it("F1.1 the same bytes for another file are a report of that file", async () => {
    const [one, other] = [await judged(ann()), await judged(ann())];
    expect([other.isNew, other.run.runNo]).toEqual([true, 1]);
    expect(other.report.reportId).not.toBe(one.report.reportId);
  });

  it("F1.1 delivered eight times at once, it is one report with one run", async () => {
    for (let round = 0; round < 5; round += 1) {
      const { fileId } = await opened(ann());
      const answers = await Promise.all(Array.from({ length: 8 }, () => received(ann(), fileId)));
      expect(answers.filter(({ isNew }) => isNew)).toHaveLength(1);
      expect(new Set(answers.map(({ isNew, ...rest }) => JSON.stringify(rest))).size).toBe(1);
      expect(await kept(fileId)).toEqual({ reports: 1, runs: 1, runCount: 1, version: 2 });
    }
  });

  it("F1.1 eight different ones at once are eight runs, numbered without a gap", async () => {
    const { fileId } = await opened(ann());
    const reports = Array.from({ length: 8 }, (_, i) => ({ scores: scores(700 + i, 700 + i, 700 + i) }));
    const answers = await Promise.all(reports.map((changes) => received(ann(), fileId, changes)));
    expect(answers.map(({ run }) => run.runNo).sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(await kept(fileId)).toEqual({ reports: 8, runs: 8, runCount: 8, version: 9 });
  });

  it("F1.1 that names nobody a bureau found leaves the route to a person", async () => {
    const repositories = [{ bureau: "experian", fileStatus: "no_hit" }];
    const { run } = await judged(ann(), { repositories, scores: [], tradelines: [] });
    expect([run.decisions.reportStatus, run.workflow]).toEqual(["Credit Not Found", null]);
    expect(run.trace).toEqual([expect.objectContaining({ rule: "F2.1" })]);
  });

  it.each<[string, string, Buffer]>([
    ["is no JSON", "", Buffer.from("{")],
    ["is no UTF-8", "", Buffer.from([0x22, 0xff, 0x22])],
    ["is no object", "", Buffer.from("[]")],
    ["holds no report", "report", Buffer.from("{}")],
    ["holds a list for a report", "report", Buffer.from('{"report":[]}')],
    ["holds a list for an account", "report.tradelines[0]", bytesOf({ tradelines: [[]] })],
    ["was issued tomorrow", "report.issuedOn", bytesOf({ issuedOn: "2026-04-28" })],
    [
      "has an impossible score",
      "report.scores[0].value",
      bytesOf({ scores: [{ bureau: "equifax", value: 900 }] }),
    ],
    [
      "has an account of next month",
      "report.tradelines[0].openedOn",
      bytesOf({ tradelines: [card({ openedOn: "2026-05" })] }),
    ],
    ["has a field that there is not", "report.subject", bytesOf({ subject: "Zoë" })],
  ])("F1.1 which %s is refused, and nothing is kept", async (_what, field, body) => {
    const { fileId } = await opened(ann());
    expect(await refusedFields(receiveCreditReport(ann(), { fileId, body }))).toEqual([field]);
    expect(await kept(fileId)).toEqual({ reports: 0, runs: 0, runCount: 0, version: 1 });
  });

  it("F1.1 is taken without {report} around it too, and its places are then named without it", async () => {
    const { fileId } = await opened(ann());
    const bare = (changes: object) => Buffer.from(JSON.stringify(rawReport({ ...changes })));
    const send = (changes: object) => receiveCreditReport(ann(), { fileId, body: bare(changes) });
    expect(await refusedFields(send({ scores: undefined, vendor: "" }))).toEqual(["vendor", "scores"]);
    expect(await refusedFields(send({ issuedOn: "2026-04-28" }))).toEqual(["issuedOn"]);
    expect((await send({})).run.representativeScore).toBe(720);
  });

  it("F1.1 with wrong fields and dates that are still to come is told all of it at once", async () => {
    const { fileId } = await opened(ann());
    const body = bytesOf({
      issuedOn: "2026-04-28",
      scores: [{ bureau: "equifax", value: 900 }],
      tradelines: [card({ openedOn: "2026-05" }), card({ openedOn: "soon", creditLimit: "-1" }), "none"],
    });
    expect(await refusedFields(receiveCreditReport(ann(), { fileId, body }))).toEqual([
      "report.scores[0].value",
      "report.tradelines[1].openedOn",
      "report.tradelines[1].creditLimit",
      "report.tradelines[2]",
      "report.issuedOn",
      "report.tradelines[0].openedOn",
    ]);
  });

  it("F1.1 for a file that there is not, or by nobody, is refused", async () => {
    const body = bytesOf();
    const { fileId } = await opened(ann());
    const refused = [
      await refusalOf(receiveCreditReport(ann(), { fileId: 2_000_000_000, body })),
      await refusalOf(receiveCreditReport(tenant.as("exchange"), { fileId, body })),
    ];
    expect(refused.map(({ code }) => code)).toEqual(["FILE_NOT_FOUND", "FORBIDDEN"]);
  });
});

describe("F1.5 revising", () => {
  const reason = "The client sent a pay slip";

  it("F1.5 a corrected figure is judged and kept; every run stays, side by side", async () => {
    const { fileId, run: first } = await judged(
      ann(),
      {},
      { statedIncome: "20000.00", monthlyRevenue: null },
    );
    expect(first.workflow?.declineReason).toBe("insufficient_income");
    const file = await reviseUnderwriting(bob(), {
      fileId,
      version: 2,
      reason,
      applicant: { statedIncome: "80000.00" },
    });
    expect(file).toMatchObject({ version: 3, runCount: 2, statedIncome: "80000.00", changedSinceRun: [] });
    const [second, before] = file.runs;
    expect(before).toEqual({ ...first, changes: [] });
    expect(second).toMatchObject({ runNo: 2, kind: "revision", reason, reportId: first.reportId });
    expect(second?.createdBy).toBe("bob@desk.test");
    expect(second?.changes).toEqual(
      expect.arrayContaining([
        { field: "statedIncome", from: "20000.00", to: "80000.00" },
        { field: "reportStatus", from: "Doesn't Qualify", to: "Qualified" },
        { field: "paths", from: "decline", to: "term_loan, card_funding" },
        { field: "because", from: "insufficient_income", to: null },
      ]),
    );
    expect(second?.changes.map(({ field }) => field)).not.toContain("reportId");
  });

  it("F1.5 F2.1 a decision of a person routes, beside what the evaluator said, and the trace tells", async () => {
    const { fileId, run } = await judged(ann(), { scores: scores(620, 620, 620) }, { monthlyRevenue: null });
    expect([run.decisions.reportStatus, run.workflow]).toEqual(["Manual Review - Borderline Score", null]);
    const { runs } = await reviseUnderwriting(bob(), {
      fileId,
      version: 2,
      reason,
      overrides: { reportStatus: "Qualified" },
    });
    expect(runs[0]).toMatchObject({
      decisions: { reportStatus: "Qualified", cardDeclineReason: null },
      evaluated: { reportStatus: "Manual Review - Borderline Score" },
      overrides: { reportStatus: "Qualified" },
      workflow: { primaryPaths: ["card_funding"] },
      workflowPath: "prime",
    });
    expect(runs[0]?.trace[0]).toEqual({
      rule: "F1.5",
      explains: "reportStatus",
      says: "An operator decided “Qualified” instead of “Manual Review - Borderline Score”.",
    });
  });

  it("F1.5 a decision stays through the next revision, is taken back by null, and ends with its report", async () => {
    const { fileId } = await judged(ann(), {}, { monthlyRevenue: null });
    const revise = async (version: number, more: object) =>
      (await reviseUnderwriting(ann(), { fileId, version, reason, ...more })).runs[0];
    const declined = { reportStatus: "Doesn't Qualify", cardDeclineReason: "No Fit" };
    const one = await revise(2, { overrides: { ...declined, tlDecision: "TL Declined - Fraud alert" } });
    expect(one?.workflow).toMatchObject({ primaryPaths: ["decline"], declineReason: "no_fit" });
    const two = await revise(3, { applicant: { statedIncome: "90000.00" } });
    expect(two?.overrides).toEqual({ ...declined, tlDecision: "TL Declined - Fraud alert" });
    const three = await revise(4, { overrides: { reportStatus: null } });
    expect(three?.overrides).toEqual({ tlDecision: "TL Declined - Fraud alert" });
    expect(three?.workflow?.primaryPaths).toEqual(["card_funding"]);
    const four = await received(ann(), fileId, { scores: scores(700, 700, 700) });
    expect(four.run.overrides).toEqual({});
    expect(four.run.workflow?.primaryPaths).toEqual(["term_loan", "card_funding"]);
  });

  it("F2.8 a confirmed duplicate and a closure are of the file: they stay when a new report comes", async () => {
    const { fileId } = await judged(ann());
    const closed = await reviseUnderwriting(ann(), {
      fileId,
      version: 2,
      reason,
      overrides: { operatorClosure: { declineReason: "other", declineReasonNotes: "Moved abroad" } },
    });
    expect(closed.runs[0]?.workflow).toMatchObject({
      declineReason: "other",
      declineReasonNotes: "Moved abroad",
    });
    const again = await received(ann(), fileId, { scores: scores(800, 800, 800) });
    expect(again.run.workflow).toMatchObject({ declineReason: "other" });
    const opened = await reviseUnderwriting(ann(), {
      fileId,
      version: 4,
      reason,
      overrides: { operatorClosure: null, duplicateFile: true },
    });
    expect(opened.runs[0]?.workflow).toMatchObject({ declineReason: "duplicate_file" });
  });

  it.each<[string, string, object]>([
    ["without a reason", "reason", { reason: undefined }],
    ["with a blank one", "reason", { reason: " \n" }],
    ["without the version", "version", { version: undefined }],
    [
      "of a decision that nobody knows",
      "overrides.reportStatus",
      { overrides: { reportStatus: "Qualified w/ Luck" } },
    ],
    [
      "that declines cards and does not say why",
      "overrides.cardDeclineReason",
      { overrides: { reportStatus: "Doesn't Qualify" } },
    ],
    [
      "that gives a decline reason to what qualifies",
      "overrides.cardDeclineReason",
      { overrides: { reportStatus: "Qualified", cardDeclineReason: "No Fit" } },
    ],
    [
      "that closes as other without notes",
      "overrides.operatorClosure.declineReasonNotes",
      { overrides: { operatorClosure: { declineReason: "other" } } },
    ],
    [
      "to a business of tomorrow",
      "applicant.businessStartedOn",
      { applicant: { businessStartedOn: "2026-04-28" } },
    ],
    ["of the score itself", "overrides.representativeScore", { overrides: { representativeScore: 800 } }],
  ])("F1.5 %s is refused, naming it, and nothing is kept", async (_what, field, changes) => {
    const { fileId } = await judged(ann());
    const work = reviseUnderwriting(ann(), { fileId, version: 2, reason, ...changes });
    expect(await refusedFields(work)).toEqual([field]);
    expect(await kept(fileId)).toEqual({ reports: 1, runs: 1, runCount: 1, version: 2 });
  });

  it("F1.5 before any report there is nothing to revise", async () => {
    const { fileId } = await opened(ann());
    const refusal = await refusalOf(reviseUnderwriting(ann(), { fileId, version: 1, reason }));
    expect(refusal.code).toBe("NO_CREDIT_REPORT");
  });

  it("F1.5 of a version that is gone is a conflict that carries both, also against a report that came", async () => {
    const { fileId } = await judged(ann());
    await received(bob(), fileId, { scores: scores(600, 600, 600) });
    const refusal = await refusalOf(reviseUnderwriting(ann(), { fileId, version: 2, reason }));
    expect(refusal).toMatchObject({ code: "CONFLICT", facts: { yourVersion: 2, currentVersion: 3 } });
    expect(await kept(fileId)).toMatchObject({ runs: 2 });
  });

  it("F1.5 of two revisions of one version at once, one wins", async () => {
    for (let round = 0; round < 10; round += 1) {
      const { fileId } = await judged(ann());
      const done = await Promise.allSettled([
        reviseUnderwriting(ann(), { fileId, version: 2, reason }),
        editFile(bob(), { fileId, version: 2, name: "Somebody else" }),
        reviseUnderwriting(bob(), { fileId, version: 2, reason }),
      ]);
      expect(done.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      expect((await kept(fileId))?.version).toBe(3);
    }
  });
});

describe("F1.3 the policy of a run", () => {
  it("F1.3 every tenant begins with the defaults as version 1", async () => {
    const { rows } = await tenant.owner.query("select version, document, created_by from funding_policy");
    const { version, ...document } = DEFAULT_POLICY;
    expect(rows).toEqual([{ version, document, created_by: "system/provisioning" }]);
  });

  it("F1.3 is the newest, and a run keeps the version that it ran with", async () => {
    const own = await testTenant({ now: JUDGED_AT });
    try {
      const admin = own.as("admin");
      const first = await judged(admin, rawReport(), { monthlyRevenue: null });
      await own.owner.query(
        `insert into funding_policy select 2, jsonb_set(document, '{termLoan,minimumScore}', '800'), now(), 'x' from funding_policy`,
      );
      const { runs } = await reviseUnderwriting(admin, { fileId: first.fileId, version: 2, reason: "again" });
      expect(runs.map((run) => [run.policyVersion, run.decisions.tlDecision])).toEqual([
        [2, "TL Declined - Credit Score"],
        [1, "TL Qualified"],
      ]);
    } finally {
      await own.close();
    }
  });
});
