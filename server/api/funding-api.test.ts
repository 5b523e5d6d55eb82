import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { closeControlDatabase } from "../../db/control/client.ts";
import { closeTenants } from "../../db/tenant/client.ts";
import { type TestTenant, testTenant } from "../../db/testing.ts";
import cases from "../domain/funding/fixtures/derive-workflow-cases.json" with { type: "json" };
import {
  card,
  decisionsToDerive,
  rawReport,
  reportToUnderwrite,
  threeCards,
} from "../domain/funding/model/testing-reports.ts";
import { tokenOf } from "./testing-callers.ts";
import { send } from "./testing-client.ts";

let tenant: TestTenant;
let operator: Record<string, string>;
beforeAll(async () => {
  tenant = await testTenant();
  operator = await tokenOf(tenant, "operator");
});
afterAll(async () => {
  await Promise.all([tenant.close(), closeTenants(), closeControlDatabase()]);
});

type Raw = Record<string, unknown>;
const derive = (body: unknown) => send("POST", "/api/funding/workflow/derive", { headers: operator, body });
const underwrite = (body: unknown) => send("POST", "/api/funding/underwrite", { headers: operator, body });

interface Overlay {
  id: string;
  appliesTo: string;
  insertionPoint: { after: string };
  blocks: string;
}

describe("F2.12 POST /api/funding/workflow/derive", () => {
  it.each(cases.cases.map((one) => [one.id, one] as const))("answers the case %s", async (_id, one) => {
    const { status, json } = await derive(one.input);
    expect(status).toBe(200);
    expect(Object.keys(json).sort()).toEqual(["trace", "workflow"]);
    const workflow = json.workflow as (Raw & { overlays: Overlay[] }) | null;
    if (workflow === null) return expect(one.expect).toBeNull();
    const { nextActions, addressFirst, overlays, ...rest } = workflow;
    expect([nextActions, addressFirst]).toEqual([expect.any(Array), expect.any(Array)]);
    const short = overlays.map(({ id, appliesTo, insertionPoint: { after }, blocks }) => ({
      id,
      appliesTo,
      after,
      blocks,
    }));
    expect({ ...rest, overlays: short }).toEqual(one.expect);
  });

  it("an overlay has exactly these fields", async () => {
    const { overlays } = (await derive(decisionsToDerive())).json.workflow as { overlays: Raw[] };
    for (const overlay of overlays)
      expect(Object.keys(overlay)).toEqual(["id", "appliesTo", "insertionPoint", "blocks", "steps", "data"]);
    expect(overlays.map(({ data }) => data)).toEqual([
      { paydownAmountNeeded: null, topPaydownAccounts: [] },
      { eligibleInquiries: [] },
    ]);
  });

  it.each(Object.keys(decisionsToDerive()))("names %s when it is missing", async (field) => {
    for (const routes of [{}, { tlDecision: "Manual Review - X" }, { duplicateFile: true }]) {
      const { [field]: _, ...rest } = decisionsToDerive(routes);
      const { status, json } = await derive(rest);
      expect([status, json.code]).toEqual([400, "PAYLOAD_VALIDATION"]);
      expect(json.details).toEqual([{ field, message: "is required" }]);
    }
  });

  it.each<[string, string, unknown]>([
    ["an unknown decision on cards", "reportStatus", "Qualified w/ Luck"],
    ["one in other letters", "reportStatus", "qualified"],
    ["an empty one", "reportStatus", ""],
    ["null", "reportStatus", null],
    ["the name of something else", "reportStatus", "constructor"],
    ["a manual review without a reason", "reportStatus", "Manual Review - "],
    ["an unknown decline reason", "cardDeclineReason", "Bad Mood"],
    ["an unknown decision on the loan", "tlDecision", "TL Perhaps"],
    ["a decision of cards for the loan", "tlDecision", "Qualified"],
    ["a declined loan without a reason", "tlDecision", "TL Declined"],
    ["a number for a boolean", "mcaEligible", 1],
    ["a text for a boolean", "sbaEligible", "false"],
    ["null for a boolean", "insufficientIncome", null],
    ["a list for a boolean", "duplicateFile", []],
    ["30 February", "youngestAccountOpened", "2026-02-30"],
    ["another form of date", "youngestAccountOpened", "02/10/2026"],
    ["an account opened tomorrow", "youngestAccountOpened", "2026-04-28"],
    ["a moment that does not exist", "now", "2026-04-31T12:00:00Z"],
    ["hour 25", "now", "2026-04-27T25:00:00Z"],
    ["a moment without a zone", "now", "2026-04-27T12:00:00"],
    ["a number for a moment", "now", 1_777_291_200_000],
    ["a field that there is not", "ssn", "078-05-1120"],
    ["a closure that is no object", "operatorClosure", "other"],
  ])("refuses %s, naming it, also where the route would be null", async (_name, field, value) => {
    for (const routes of [{}, { reportStatus: "Manual Review - X" }, { reportStatus: "Credit Not Found" }]) {
      const { status, json, text } = await derive({ ...decisionsToDerive(routes), [field]: value });
      expect([status, json.code]).toEqual([400, "PAYLOAD_VALIDATION"]);
      expect((json.details as { field: string }[]).map((detail) => detail.field)).toEqual([field]);
      expect(text).not.toContain("078-05-1120");
    }
  });

  it("F2.8 an operator's closure wins, and other needs notes", async () => {
    const close = (operatorClosure: Raw) => derive(decisionsToDerive({ operatorClosure }));
    const closed = await close({ declineReason: "other", declineReasonNotes: "Moved abroad" });
    expect(closed.json.workflow).toMatchObject({
      primaryPaths: ["decline"],
      declineReason: "other",
      declineReasonNotes: "Moved abroad",
    });
    for (const notes of [{}, { declineReasonNotes: " " }]) {
      const refused = await close({ declineReason: "other", ...notes });
      expect(refused.json.details).toEqual([
        expect.objectContaining({ field: "operatorClosure.declineReasonNotes" }),
      ]);
    }
    const unknown = await close({ declineReason: "bored" });
    expect(unknown.json.details).toEqual([
      expect.objectContaining({ field: "operatorClosure.declineReason" }),
    ]);
  });
});

describe("F1.2 F1.6 POST /api/funding/underwrite", () => {
  it("answers decisions, what has to be done first, and the workflow", async () => {
    const { status, json, text } = await underwrite(reportToUnderwrite());
    expect([status, text]).toEqual([200, expect.stringContaining('"paydownAmountNeeded":9000.00')]);
    expect(json).toMatchObject({
      policyVersion: 1,
      representativeScore: 720,
      decisions: {
        reportStatus: "Qualified w/ Paydowns/Inq Removal",
        cardDeclineReason: null,
        creditRepairFlag: true,
        tlDecision: "TL Qualified w/ Inq Removal",
        mcaEligible: true,
        sbaEligible: true,
        youngestAccountOpened: "2021-03-10",
      },
      workflow: {
        primaryPaths: ["term_loan", "card_funding", "established_funding"],
        establishedSubVariant: "both",
        overlays: [
          { id: "paydowns_required", appliesTo: "card_funding", data: { paydownAmountNeeded: 9000 } },
          { id: "inq_removal_required", appliesTo: "term_loan" },
        ],
      },
      workflowPath: "paydowns",
    });
  });

  it("judges by the present moment when none is given", async () => {
    const { now: _, ...rest } = reportToUnderwrite({
      report: rawReport({
        issuedOn: "2020-01-01",
        tradelines: threeCards({ openedOn: "2010-01-01", reportedOn: null }),
      }),
    });
    const { json } = await underwrite(rest);
    expect(json.decisions).toMatchObject({ reportStatus: "Manual Review - Incomplete Report" });
  });

  it.each<[string, string, Raw]>([
    ["no report", "report", { report: undefined }],
    ["no applicant", "applicant", { applicant: undefined }],
    ["a report that is a text", "report", { report: "<xml/>" }],
    ["a negative income", "applicant.statedIncome", { applicant: { statedIncome: -1 } }],
    [
      "a business of tomorrow",
      "applicant.businessStartedOn",
      { applicant: { statedIncome: 1, businessStartedOn: "2026-04-28" } },
    ],
    [
      "an account of next month",
      "report.tradelines[0].openedOn",
      { report: rawReport({ tradelines: [card({ openedOn: "2026-05" })] }) },
    ],
    ["a report of tomorrow", "report.issuedOn", { report: rawReport({ issuedOn: "2026-04-28" }) }],
    [
      "an impossible score",
      "report.scores[0].value",
      { report: rawReport({ scores: [{ bureau: "equifax", value: 900 }] }) },
    ],
  ])("refuses %s, naming it", async (_name, field, changes) => {
    const { status, json } = await underwrite(reportToUnderwrite(changes));
    expect([status, json.code]).toEqual([400, "PAYLOAD_VALIDATION"]);
    expect(json.details).toEqual([expect.objectContaining({ field })]);
  });

  it.each<[string, string, (ssn: string) => Raw]>([
    ["beside the report", "ssn", (ssn) => ({ ssn })],
    ["of the applicant", "applicant.ssn", (ssn) => ({ applicant: { statedIncome: 1, ssn } })],
    ["in the report", "report.subjectSsn", (ssn) => ({ report: rawReport({ subjectSsn: ssn }) })],
    [
      "in a name of the report",
      "report.tradelines[0].creditorName",
      (ssn) => ({ report: rawReport({ tradelines: [card({ creditorName: `Bank ${ssn}` })] }) }),
    ],
  ])(
    "F1.1 a social security number %s is refused, and neither told nor logged",
    async (_name, field, changes) => {
      const logs = (["error", "warn", "log", "info"] as const).map((level) => vi.spyOn(console, level));
      const ssn = "078-05-1120";
      const { status, json, text } = await underwrite(reportToUnderwrite(changes(ssn)));
      expect(status).toBe(400);
      expect(json.details).toEqual([expect.objectContaining({ field })]);
      expect(text).not.toMatch(/078-?05-?1120/);
      for (const log of logs) expect(JSON.stringify(log.mock.calls)).not.toMatch(/078-?05-?1120/);
      vi.restoreAllMocks();
    },
  );

  it("F1.1 no more of an account's number leaves than its ending", async () => {
    const tradelines = threeCards({ unpaidBalance: "9000.00", accountMask: "4111 2222 3333 4444" });
    const { text } = await underwrite(reportToUnderwrite({ report: rawReport({ tradelines }) }));
    expect(text).toContain('"ending":"4444"');
    expect(text).not.toContain("3333");
  });
});
