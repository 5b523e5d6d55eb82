import { describe, expect, it } from "vitest";
import { ReviseInput } from "@/server/domain/funding/file-input.ts";
import { card, rawReport } from "@/server/domain/funding/model/testing-reports.ts";
import { changedFacts, factsOf, merged, presentFile, shownFacts, typedFacts } from "./applicant-values.ts";
import { recognise } from "./recognised-report.ts";
import { reportFromText } from "./report-text.ts";
import { type ReviseValues, revisionOf, startValues } from "./revise-values.ts";

const ann = factsOf({
  name: "Ann",
  email: "ann@mail.test",
  statedIncome: "80000.00",
  operator: "op@desk.test",
});

describe("F1.1 what is typed about a client", () => {
  it("F1.1 80000 and 80,000.00 are the same amount, and addresses are kept in small letters", () => {
    const shown = shownFacts(ann);
    expect(shown.statedIncome).toBe("80,000.00");
    const typed = typedFacts({ ...shown, statedIncome: "$80000", email: " Ann@Mail.test " });
    expect(changedFacts(ann, typed)).toEqual({});
  });

  it("F1.1 what is emptied goes out as unknown where it may be, else as blank, to be refused", () => {
    const known = { ...ann, phone: "+1 212 555 0100" };
    const emptied = typedFacts({ ...shownFacts(known), phone: "", name: " " });
    expect(changedFacts(known, emptied)).toEqual({ phone: null, name: "" });
  });

  it("F1.1 my changes go on top of theirs, and what only they touched stays theirs", () => {
    const mine = { ...ann, statedIncome: "90000.00" };
    const theirs = { ...ann, statedIncome: "70000.00", phone: "212 555 0100" };
    expect(merged({ base: ann, mine, theirs })).toEqual({ ...theirs, statedIncome: "90000.00" });
  });

  it("F1.1 a conflict tells the file as it is now; another refusal tells none", () => {
    const told = { currentVersion: 4, current: { ...ann, updatedAt: "t", updatedBy: "bob" } };
    expect(presentFile(told)).toEqual({ version: 4, facts: ann, updatedAt: "t", updatedBy: "bob" });
    expect([presentFile(undefined), presentFile({ currentVersion: 4 })]).toEqual([null, null]);
  });
});

const figures = { statedIncome: "80000.00", monthlyRevenue: null, businessStartedOn: null };

describe("F1.5 what a revision sends", () => {
  const start = startValues(figures, {});
  const sent = (changes: Partial<ReviseValues>, before = start) =>
    revisionOf(before, { ...before, reason: "why", ...changes });

  it("F1.5 only the reason, when the same is to be judged again", () => {
    expect(sent({})).toEqual({ reason: "why" });
    expect(sent({ statedIncome: "80000" }).applicant).toEqual({ statedIncome: "80000.00" });
  });

  it.each<[string, Partial<ReviseValues>, object]>([
    ["a decision on cards", { reportStatus: "Qualified" }, { overrides: { reportStatus: "Qualified" } }],
    [
      "a decline with its reason",
      { reportStatus: "Doesn't Qualify", cardDeclineReason: "Thin File" },
      { overrides: { reportStatus: "Doesn't Qualify", cardDeclineReason: "Thin File" } },
    ],
    [
      "a reason left over from another choice",
      { reportStatus: "Qualified", cardDeclineReason: "Thin File" },
      { overrides: { reportStatus: "Qualified" } },
    ],
    ["not eligible", { mcaEligible: "no" }, { overrides: { mcaEligible: false } }],
    ["a duplicate", { duplicateFile: "yes" }, { overrides: { duplicateFile: true } }],
    [
      "a closed file",
      { declineReason: "other", declineReasonNotes: " moved " },
      { overrides: { operatorClosure: { declineReason: "other", declineReasonNotes: "moved" } } },
    ],
    ["a corrected figure", { monthlyRevenue: "21,000" }, { applicant: { monthlyRevenue: "21000.00" } }],
  ])("F1.5 %s", (_what, changes, expected) => {
    const revision = sent(changes);
    expect(revision).toEqual({ reason: "why", ...expected });
    expect(ReviseInput.safeParse({ fileId: 1, version: 1, ...revision }).error).toBeUndefined();
  });

  it("F1.5 what is taken back goes out as null", () => {
    const decided = startValues(figures, {
      reportStatus: "Qualified",
      sbaEligible: false,
      duplicateFile: true,
      operatorClosure: { declineReason: "no_fit" },
    });
    const cleared = { reportStatus: "", sbaEligible: "", duplicateFile: "", declineReason: "" };
    expect(sent(cleared, decided).overrides).toEqual({
      reportStatus: null,
      sbaEligible: null,
      duplicateFile: null,
      operatorClosure: null,
    });
  });

  it("F1.5 a decline without its reason, and another reason without notes, are refused in their place", () => {
    const refused = (changes: Partial<ReviseValues>) =>
      ReviseInput.safeParse({ fileId: 1, version: 1, ...sent(changes) }).error?.issues.map(({ path }) =>
        path.join("."),
      );
    expect(refused({ reportStatus: "Doesn't Qualify" })).toEqual(["overrides.cardDeclineReason"]);
    expect(refused({ declineReason: "other" })).toEqual(["overrides.operatorClosure.declineReasonNotes"]);
  });
});

describe("F1.1 a report that is pasted", () => {
  it("F1.1 is taken by itself or as it is posted, and keeps its digits", () => {
    const text = JSON.stringify(rawReport()).replace('"10000.00"', "10000.10");
    const read = reportFromText(text);
    expect(read).toMatchObject({ report: { tradelines: [{ creditLimit: "10000.10" }, {}, {}] } });
    expect(reportFromText(`{"report":${text}}`)).toEqual(read);
  });

  it.each([
    ["nothing", "  ", ["Paste a report first."]],
    ["no JSON", "<xml/>", ["This is not JSON. Paste the whole report, from { to }."]],
    ["something else", "[1]", ["The report must be an object."]],
    [
      "a wrong limit",
      JSON.stringify(rawReport({ tradelines: [card({ creditLimit: "much" })] })),
      ["Account 1, credit limit must be in dollars and cents, such as 1250.00."],
    ],
    [
      "a field that no report has",
      JSON.stringify(rawReport({ ssn: "x" })),
      ["The report has what no report has: ssn."],
    ],
  ])("F1.1 %s is not sent, and its place is named", (_what, text, problems) => {
    expect(reportFromText(text)).toEqual({ problems });
  });

  it("F1.1 of many wrong places the first few are named", () => {
    const { problems = [] } = reportFromText(
      JSON.stringify(rawReport({ scores: Array.from({ length: 9 }, () => ({ bureau: "x" })) })),
    ) as { problems?: string[] };
    expect([problems.length, problems.at(-1)]).toEqual([7, "And 3 more."]);
  });
});

describe("F1.1 a report that is chosen as a file", () => {
  const chosen = (document: unknown) => recognise(new File([JSON.stringify(document)], "report.json"));

  it("F1.1 is taken by itself or as it is posted, as a pasted one is", async () => {
    const own = { format: "Credit report in our own form", contentType: "application/json" };
    expect(await chosen(rawReport())).toEqual(own);
    expect(await chosen({ report: rawReport() })).toEqual(own);
  });

  it.each([{}, { hello: 1 }, { issued: "2026-01-01" }])(
    "F1.1 %j is none, and what is missing is said",
    async (document) => {
      expect(await chosen(document)).toMatch(
        /is JSON, but no credit report: it has neither report nor CREDIT_RESPONSE .*issuedOn, repositories/,
      );
    },
  );
});
