import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import { refusalOf, refusedFields } from "../testing.ts";
import { getCreditReport } from "./get-credit-report.ts";
import { report, scores } from "./model/testing-reports.ts";
import { JUDGED_AT, judged } from "./testing-files.ts";

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await testTenant({ now: JUDGED_AT });
});
afterAll(() => tenant.close());

const ann = () => tenant.as("operator", "ann@desk.test");

describe("F8.1 what a credit report says", () => {
  it("F8.1 is read in the form in which it was judged, by one statement, without its bytes", async () => {
    const { fileId, report: summary } = await judged(ann(), { scores: scores(700, 650) });
    const before = tenant.statements.count;
    const read = await getCreditReport(ann(), { fileId, reportId: summary.reportId });
    expect(tenant.statements.count - before).toBe(1);
    expect(read).toEqual({ ...summary, fileId, report: report({ scores: scores(700, 650) }) });
  });

  it("F8.1 a report of another file, or none, is not there", async () => {
    const { fileId } = await judged(ann());
    const { report: other } = await judged(ann());
    for (const reportId of [other.reportId, 2_000_000_000])
      expect(await refusalOf(getCreditReport(ann(), { fileId, reportId }))).toMatchObject({
        code: "FILE_NOT_FOUND",
      });
    expect(await refusedFields(getCreditReport(ann(), { fileId, reportId: "x" }))).toEqual(["reportId"]);
  });

  it("F8.1 is not for somebody without a role", async () => {
    const asked = getCreditReport(tenant.as("exchange"), { fileId: 1, reportId: 1 });
    expect(await refusalOf(asked)).toMatchObject({ code: "FORBIDDEN" });
  });
});
