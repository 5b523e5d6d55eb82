import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import { verifyAudit } from "../tenancy/verify-audit.ts";
import { refusalOf, refusedFields } from "../testing.ts";
import { changeStatus } from "./change-status.ts";
import { exportLoans } from "./export-loans.ts";
import { getLoan } from "./get-loan.ts";
import { getTrade } from "./get-trade.ts";
import { getWorkflow } from "./get-workflow.ts";
import { listLoans } from "./list-loans.ts";
import { DEFAULT_STATUSES, type StatusConfig } from "./model/status-workflow.ts";
import { saveStatusWorkflow } from "./save-status-workflow.ts";
import { settleLoan } from "./settle-loan.ts";
import { settleTrade } from "./settle-trade.ts";
import { summarizeLoans } from "./summarize-loans.ts";
import { move } from "./testing-moves.ts";
import { buyLoans } from "./testing-trades.ts";

const tenants: TestTenant[] = [];
let tenant: TestTenant;
beforeEach(async () => {
  tenant = await testTenant({ maxConnections: 10 });
  tenants.push(tenant);
});
afterAll(() => Promise.all(tenants.map((one) => one.close())));

const operator = () => tenant.as("operator");
const admin = () => tenant.as("admin");
const buy = (count: number, id = "T-1") => buyLoans(tenant.as("exchange"), id, count);

function status(statusCode: string, facts: Partial<StatusConfig> = {}): StatusConfig {
  const plain = { isTerminal: false, isException: false, sequenceOrder: 3, agingThresholdDays: null };
  return { statusCode, displayName: `The ${statusCode}`, allowedTransitions: [], ...plain, ...facts };
}

/** A check by the custodian between transit and delivery, and an end that is no settlement. */
const CUSTOM: StatusConfig[] = [
  ...DEFAULT_STATUSES.map((one) => {
    const more: Record<string, string[]> = { in_transit: ["custodian"], returned: ["repurchased"] };
    return { ...one, allowedTransitions: [...one.allowedTransitions, ...(more[one.statusCode] ?? [])] };
  }),
  status("custodian", { allowedTransitions: ["delivered", "settled"], agingThresholdDays: 1 }),
  status("repurchased", { isTerminal: true, isException: true, sequenceOrder: 9 }),
];

const without = (code: string) =>
  DEFAULT_STATUSES.filter((one) => one.statusCode !== code).map((one) => ({
    ...one,
    allowedTransitions: one.allowedTransitions.filter((target) => target !== code),
  }));

describe("putting a workflow in force", () => {
  it("P2.7 a new version is in force at once, the old one stays for the history that was judged by it", async () => {
    const [loanId = 0] = await buy(1);
    await move(operator(), [loanId], "in_transit");
    const saved = await saveStatusWorkflow(admin(), { version: 1, statuses: CUSTOM });
    expect(saved.version).toBe(2);
    expect(saved.statuses.map((one) => one.statusCode)).toEqual([
      "purchased",
      "in_transit",
      "custodian",
      "delivered",
      "settled",
      "rejected",
      "returned",
      "disputed",
      "repurchased",
    ]);
    expect(await getWorkflow(operator())).toEqual(saved);
    await move(operator(), [loanId], "custodian");
    const { rows } = await tenant.owner.query(
      "select new_status, workflow_version from pipeline_loan_history order by seq",
    );
    expect(rows).toEqual([
      { new_status: "purchased", workflow_version: 1 },
      { new_status: "in_transit", workflow_version: 1 },
      { new_status: "custodian", workflow_version: 2 },
    ]);
  });

  it("P2.7 a custom status works everywhere: moves, bulk, lists, filters, summary, alerts, export, settlement", async () => {
    await saveStatusWorkflow(admin(), { statuses: CUSTOM });
    const [a = 0, b = 0, c = 0] = await buy(3);
    await move(operator(), [a, b, c], "in_transit", "custodian");
    await changeStatus(operator(), { loanId: c, newStatus: "delivered", notes: "x" });
    tenant.clock.now = new Date("2026-03-06T15:00:00Z");
    const filters = [{ field: "currentStatus", operator: "eq", value: "custodian" }];
    const { totalRows, loans } = await listLoans(operator(), { filters, sortBy: "pipelineLoanId" });
    expect(totalRows).toBe(2);
    expect(loans).toMatchObject([
      { pipelineLoanId: a, daysInCurrentStatus: 2, agingAlert: true },
      { pipelineLoanId: b, daysInCurrentStatus: 2, agingAlert: true },
    ]);
    const summary = await summarizeLoans(operator(), {});
    expect(summary.statusBreakdown.map((one) => [one.status, one.displayName, one.loanCount])).toContainEqual(
      ["custodian", "The custodian", 2],
    );
    expect(summary.agingAlerts).toEqual([
      { status: "custodian", thresholdDays: 1, loansExceedingThreshold: 2, oldestDays: 2 },
    ]);
    const alert = [{ field: "agingAlert", operator: "eq", value: true }];
    expect((await listLoans(operator(), { filters: alert })).totalRows).toBe(2);
    const lines = await (await exportLoans(operator(), { filters, columns: ["currentStatus"] })).toArray();
    expect(Buffer.concat(lines).toString()).toBe("currentStatus\ncustodian\ncustodian\n");
    const settlement = { settlementDate: "2026-03-06", settlementReference: "W" };
    await settleLoan(admin(), { loanId: a, settlementAmount: "1.00", ...settlement });
    const outcome = await settleTrade(admin(), { tradeId: 1, ...settlement });
    expect(outcome).toMatchObject({ settled: 2, skipped: 1 });
    const trade = await getTrade(operator(), { tradeId: 1 });
    expect(trade.status).toBe("settled");
    expect(trade.statusBreakdown.map((one) => one.status)).toContain("custodian");
    expect(
      (await getLoan(operator(), { loanId: a })).statusHistory.map((entry) => entry.newStatus),
    ).toContain("custodian");
    expect((await verifyAudit(tenant.owner)).violations).toEqual([]);
  });

  it("P2.7 P4.2 counts every trade anew: a status may have become an exception, or an end", async () => {
    const statuses = (facts: Partial<StatusConfig>) => [
      ...DEFAULT_STATUSES.map((one) =>
        one.statusCode === "in_transit"
          ? { ...one, allowedTransitions: [...one.allowedTransitions, "custodian"] }
          : one,
      ),
      status("custodian", { allowedTransitions: ["delivered"], ...facts }),
    ];
    await saveStatusWorkflow(admin(), { statuses: statuses({}) });
    const [a = 0, b = 0] = await buy(2);
    await move(operator(), [a, b], "in_transit");
    await move(operator(), [a], "delivered");
    await move(operator(), [b], "custodian");
    const settlement = { settlementAmount: "1.00", settlementDate: "2026-03-04", settlementReference: "W" };
    await settleLoan(admin(), { loanId: a, ...settlement });
    const present = async () => (await getTrade(operator(), { tradeId: 1 })).status;
    expect(await present()).toBe("active");
    await saveStatusWorkflow(admin(), { statuses: statuses({ isException: true }) });
    expect(await present()).toBe("partial");
    await saveStatusWorkflow(admin(), { statuses: statuses({}) });
    expect(await present()).toBe("active");
    const end = { isException: true, isTerminal: true, allowedTransitions: [] };
    await saveStatusWorkflow(admin(), { statuses: statuses(end) });
    expect(await present()).toBe("partial");
    expect((await verifyAudit(tenant.owner)).violations).toEqual([]);
  });

  it("P2.7 one that breaks rules is refused with every reason, and the old one stays", async () => {
    const before = await getWorkflow(admin());
    const statuses = [...without("disputed"), status("limbo"), status("void", { isTerminal: true })];
    const refusal = await refusalOf(saveStatusWorkflow(admin(), { statuses }));
    expect(refusal.code).toBe("INVALID_WORKFLOW");
    expect(refusal.details?.map((detail) => detail.message)).toEqual([
      "'void' is terminal, so it must be an exception state.",
      "From 'limbo' a loan can never be settled.",
    ]);
    expect(await getWorkflow(admin())).toEqual(before);
  });

  it("P2.7 a status with loans in it cannot be removed; once they have left it can", async () => {
    const ids = await buy(2);
    await move(operator(), ids, "in_transit", "rejected");
    const refusal = await refusalOf(saveStatusWorkflow(admin(), { statuses: without("rejected") }));
    expect(refusal).toMatchObject({
      code: "INVALID_WORKFLOW",
      details: [{ field: "statuses", message: "'rejected' cannot be removed while loans are in it." }],
    });
    await move(operator(), ids, "in_transit");
    expect((await saveStatusWorkflow(admin(), { statuses: without("rejected") })).version).toBe(2);
  });

  it("P2.7 an edit of a version that is no longer in force is a conflict", async () => {
    await saveStatusWorkflow(admin(), { version: 1, statuses: CUSTOM });
    const refusal = await refusalOf(saveStatusWorkflow(admin(), { version: 1, statuses: DEFAULT_STATUSES }));
    expect(refusal).toMatchObject({ code: "CONFLICT", details: [{ field: "version" }] });
  });

  it("P2.7 of 4 who save the same version at once, one wins", async () => {
    const attempts = Array.from({ length: 4 }, () =>
      saveStatusWorkflow(admin(), { version: 1, statuses: CUSTOM }),
    );
    const outcomes = await Promise.allSettled(attempts);
    expect(outcomes.filter((outcome) => outcome.status === "fulfilled")).toHaveLength(1);
    expect((await getWorkflow(admin())).version).toBe(2);
  });

  it.each([
    ["no statuses", { statuses: [] }, ["statuses"]],
    ["statuses that are no list", { statuses: {} }, ["statuses"]],
    ["a NUL in a name", { statuses: [status("a", { displayName: "a\u0000" })] }, ["statuses[0].displayName"]],
    [
      "half a surrogate pair in a name",
      { statuses: [status("a", { displayName: "\ud800" })] },
      ["statuses[0].displayName"],
    ],
    ["a blank name", { statuses: [status("a", { displayName: " " })] }, ["statuses[0].displayName"]],
    [
      "a threshold of 366 days",
      { statuses: [status("a", { agingThresholdDays: 366 })] },
      ["statuses[0].agingThresholdDays"],
    ],
    ["a field too many", { statuses: [{ ...status("a"), colour: "red" }] }, ["statuses[0].colour"]],
  ])("P2.7 a request with %s is refused and names it", async (_what, request, fields) => {
    expect(await refusedFields(saveStatusWorkflow(admin(), request))).toEqual(fields);
  });

  it("P2.7 P6.3 is for admins", async () => {
    expect((await refusalOf(saveStatusWorkflow(operator(), { statuses: CUSTOM }))).code).toBe("FORBIDDEN");
  });

  it("P2.7 moves that race with a workflow that takes their target away: no loan is left in a status that is gone", async () => {
    for (let round = 0; round < 4; round += 1) {
      const { version } = await saveStatusWorkflow(admin(), { statuses: DEFAULT_STATUSES });
      const ids = await buy(8, `T-R${round}`);
      await move(operator(), ids, "in_transit");
      const moves = ids.map((loanId) =>
        changeStatus(operator(), { loanId, newStatus: "rejected", notes: "x" }).then(
          () => "moved",
          (error) => error.refusal.code,
        ),
      );
      const removal = saveStatusWorkflow(admin(), { version, statuses: without("rejected") }).then(
        () => "removed",
        (error) => error.refusal.code,
      );
      const outcomes = await Promise.all(moves);
      const moved = outcomes.filter((outcome) => outcome === "moved").length;
      for (const outcome of outcomes) expect(["moved", "INVALID_TRANSITION"]).toContain(outcome);
      const removed = await removal;
      expect(["removed", "INVALID_WORKFLOW"]).toContain(removed);
      if (removed === "removed") expect(moved).toBe(0);
      expect((await verifyAudit(tenant.owner)).violations).toEqual([]);
      const stuck = ids.filter((_, i) => outcomes[i] === "moved");
      await move(operator(), stuck, "in_transit");
    }
  });

  it("P2.7 a trade that arrives while the workflow changes is judged by one version", async () => {
    const intakes = Array.from({ length: 5 }, (_, i) => buy(20, `T-IN${i}`));
    const saves = Array.from({ length: 3 }, () => saveStatusWorkflow(admin(), { statuses: CUSTOM }));
    await Promise.all([...intakes, ...saves]);
    expect((await verifyAudit(tenant.owner)).violations).toEqual([]);
    expect((await getWorkflow(operator())).version).toBe(4);
  });
});
