import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import { refusalOf } from "../testing.ts";
import { getWorkflow } from "./get-workflow.ts";
import { listLoans } from "./list-loans.ts";
import { listWorkflowVersions } from "./list-workflow-versions.ts";
import { DEFAULT_STATUSES, type StatusConfig } from "./model/status-workflow.ts";
import { editWorkflow, type WorkflowEdit } from "./model/workflow-edit.ts";
import { previewWorkflow } from "./preview-workflow.ts";
import { saveStatusWorkflow } from "./save-status-workflow.ts";
import { randomPortfolio } from "./testing-portfolio.ts";

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await testTenant();
  await randomPortfolio(tenant, 4, 30, 11);
});
afterAll(() => tenant.close());

const admin = () => tenant.as("admin");
const operator = () => tenant.as("operator");
const edited = (...edits: WorkflowEdit[]) =>
  edits.reduce((statuses, edit) => editWorkflow(statuses, edit, new Set()), DEFAULT_STATUSES);

async function overdueLoans(): Promise<Set<number>> {
  const filters = [{ field: "agingAlert", operator: "eq" as const, value: true }];
  const { loans } = await listLoans(operator(), { filters, pageSize: 500 });
  return new Set(loans.map((loan) => loan.pipelineLoanId));
}

async function loansIn(...codes: string[]): Promise<number> {
  const filters = [{ field: "currentStatus", operator: "in" as const, value: codes }];
  return (await listLoans(operator(), { filters, pageSize: 1 })).totalRows;
}

const DRAFTS: [string, StatusConfig[]][] = [
  [
    "thresholds that fall",
    edited(
      { do: "set", code: "in_transit", facts: { agingThresholdDays: 0 } },
      { do: "set", code: "delivered", facts: { agingThresholdDays: 1 } },
    ),
  ],
  [
    "thresholds that rise and go",
    edited(
      { do: "set", code: "purchased", facts: { agingThresholdDays: 30 } },
      { do: "set", code: "rejected", facts: { agingThresholdDays: null } },
    ),
  ],
  [
    "an end where there was a way on",
    edited({
      do: "set",
      code: "returned",
      facts: { isTerminal: true, agingThresholdDays: null, allowedTransitions: [] },
    }),
  ],
];

describe("previewing a workflow", () => {
  it.each(DRAFTS)(
    "P2.7 P3.5 of %s says what really happens when it comes into force",
    async (_what, statuses) => {
      const { version } = await saveStatusWorkflow(admin(), { statuses: DEFAULT_STATUSES });
      tenant.clock.now = new Date(tenant.clock.now.getTime() + 3 * 86_400_000);
      const impact = await previewWorkflow(admin(), { version, statuses });
      expect(await getWorkflow(operator())).toMatchObject({ version });

      const before = await overdueLoans();
      await saveStatusWorkflow(admin(), { version, statuses });
      const now = await overdueLoans();
      expect(impact.becomeOverdue).toBe([...now].filter((id) => !before.has(id)).length);
      expect(impact.ceaseToBeOverdue).toBe([...before].filter((id) => !now.has(id)).length);
      expect(impact.becomeOverdue + impact.ceaseToBeOverdue + impact.loansWithoutNextStep).toBeGreaterThan(0);
      expect(impact.loansConcerned).toBe(await loansIn(...impact.statuses.map((one) => one.statusCode)));
      const stuck = impact.statuses.filter((one) => one.loseNextStep).map((one) => one.statusCode);
      expect(impact.loansWithoutNextStep).toBe(stuck.length === 0 ? 0 : await loansIn(...stuck));
    },
  );

  it("P2.7 refuses what saving refuses, with the same reasons", async () => {
    const broken = edited({ do: "remove", code: "in_transit" }, { do: "remove", code: "rejected" }).concat(
      edited({ do: "add", name: "Limbo" }).filter((status) => status.statusCode === "limbo"),
    );
    expect(await loansIn("rejected")).toBeGreaterThan(0);
    const [seen, judged] = [
      await refusalOf(previewWorkflow(admin(), { statuses: broken })),
      await refusalOf(saveStatusWorkflow(admin(), { statuses: broken })),
    ];
    expect(seen).toEqual(judged);
    expect(seen.details?.map((detail) => detail.message)).toEqual([
      "'rejected' cannot be removed while loans are in it.",
      "From 'limbo' a loan can never be settled.",
    ]);
    const stale = await refusalOf(previewWorkflow(admin(), { version: 1, statuses: DEFAULT_STATUSES }));
    expect(stale).toMatchObject({ code: "CONFLICT", details: [{ field: "version" }] });
  });

  it("P2.7 P6.3 is for admins, and so are the versions", async () => {
    const refusals = await Promise.all([
      refusalOf(previewWorkflow(operator(), { statuses: DEFAULT_STATUSES })),
      refusalOf(listWorkflowVersions(operator(), {})),
    ]);
    expect(refusals.map((refusal) => refusal.code)).toEqual(["FORBIDDEN", "FORBIDDEN"]);
  });
});

describe("the versions of a workflow", () => {
  it("P2.7 are all kept, newest first, each with who, when and what it changed, 25 at a time", async () => {
    const own = await testTenant();
    const mary = own.as("admin", "mary@desk.test");
    for (let version = 2; version <= 30; version += 1) {
      const facts = { agingThresholdDays: version };
      await saveStatusWorkflow(mary, { statuses: edited({ do: "set", code: "purchased", facts }) });
    }
    const first = await listWorkflowVersions(mary, {});
    expect(first.versions.map((one) => one.version)).toEqual(Array.from({ length: 25 }, (_, i) => 30 - i));
    expect(first.older).toBe(6);
    expect(first.versions[0]).toMatchObject({ createdBy: "mary@desk.test", createdAt: expect.any(String) });
    expect(first.versions[0]?.statuses).toEqual((await getWorkflow(mary)).statuses);
    expect(first.versions.at(-1)?.changes).toMatchObject([
      { text: "Purchased is overdue after 6 business days; it was after 5." },
    ]);
    const rest = await listWorkflowVersions(mary, { before: 6 });
    expect(rest.versions.map((one) => one.version)).toEqual([5, 4, 3, 2, 1]);
    expect(rest.older).toBeNull();
    expect(rest.versions.at(-1)?.changes).toEqual([]);
    await own.close();
  });
});
