import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import { refusalOf, refusedFields } from "../testing.ts";
import { getLoan } from "./get-loan.ts";
import { listLoans } from "./list-loans.ts";
import { recentActivity } from "./recent-activity.ts";
import { settleLoan } from "./settle-loan.ts";
import { move, sell } from "./testing-moves.ts";
import { buyLoans, psxLoan } from "./testing-trades.ts";

let tenant: TestTenant;
let loanId: number;
let other: number;
const at = (moment: string) => {
  tenant.clock.now = new Date(moment);
};
beforeAll(async () => {
  tenant = await testTenant({ holidayCalendar: "us-federal", now: "2026-05-20T15:00:00Z" });
  [loanId = 0, other = 0] = await buyLoans(tenant.as("exchange"), "T-1", 2, { propertyZip: "78701-1234" });
  at("2026-05-21T15:00:00Z");
  await move(tenant.as("operator"), [loanId], "in_transit");
  await sell(tenant.as("operator"), [loanId], "260000.00");
  // Friday before Memorial Day, 23:30 in New York and Saturday in UTC.
  at("2026-05-23T03:30:00Z");
  await move(tenant.as("operator"), [loanId], "delivered", "disputed");
});
afterAll(() => tenant.close());

const operator = () => tenant.as("operator");

describe("one loan", () => {
  it("P3.3 has every field that was bought, and its status history oldest first", async () => {
    const loan = await getLoan(operator(), { loanId });
    const { exchangeLoanId, borrowerName, creditScore, purposeCode, occupancyCode } = psxLoan(1);
    expect(loan).toMatchObject({ exchangeLoanId, borrowerName, creditScore, purposeCode, occupancyCode });
    expect(loan).toMatchObject({
      loanAmount: "251000.00",
      noteRate: "6.8750",
      ltv: "80.000",
      propertyZip: "787011234",
      purchasePrice: "256000.00",
      salePrice: "260000.00",
      profitSpread: "4000.00",
      exchangeTradeId: "T-1",
    });
    expect(loan).not.toHaveProperty("historyHash");
    const path = loan.statusHistory.map((entry) => [entry.previousStatus, entry.newStatus]);
    expect(path).toEqual([
      [null, "purchased"],
      ["purchased", "in_transit"],
      ["in_transit", "delivered"],
      ["delivered", "disputed"],
    ]);
    const moments = loan.statusHistory.map((entry) => entry.changedAt);
    expect(moments).toEqual(moments.toSorted());
  });

  it("P2.9 P3.3 its timeline has moves and edits in one order", async () => {
    const { timeline } = await getLoan(operator(), { loanId });
    expect(timeline.map((entry) => [entry.seq, entry.kind, entry.newStatus])).toEqual([
      [1, "status", "purchased"],
      [2, "status", "in_transit"],
      [3, "edit", "in_transit"],
      [4, "status", "delivered"],
      [5, "status", "disputed"],
    ]);
    expect(timeline[0]?.changes).toEqual([]);
  });

  it.each([
    ["on the same Friday", "2026-05-23T03:59:00Z", 0, false],
    ["on Sunday", "2026-05-24T15:00:00Z", 0, false],
    ["on Memorial Day", "2026-05-25T15:00:00Z", 0, false],
    ["on Tuesday", "2026-05-26T15:00:00Z", 1, false],
    ["at its threshold of 3", "2026-05-28T15:00:00Z", 3, false],
    ["the last minute before it is over", "2026-05-29T03:59:59Z", 3, false],
    ["over it", "2026-05-29T04:00:00Z", 4, true],
  ])(
    "P3.5 seen %s is as many business days old, in the loan and in the list alike",
    async (_when, now, days, alert) => {
      const present = tenant.clock.now;
      at(now);
      const aged = { daysInCurrentStatus: days, agingAlert: alert };
      expect(await getLoan(operator(), { loanId })).toMatchObject({ ...aged, agingThresholdDays: 3 });
      const filters = [
        { field: "pipelineLoanId", operator: "eq", value: loanId },
        { field: "daysInCurrentStatus", operator: "eq", value: days },
        { field: "agingAlert", operator: "eq", value: alert },
      ];
      expect((await listLoans(operator(), { filters })).loans).toMatchObject([aged]);
      tenant.clock.now = present;
    },
  );

  it("P3.5 a settled loan never alerts, however old", async () => {
    const settlement = {
      settlementAmount: "260000.00",
      settlementDate: "2026-05-22",
      settlementReference: "W",
    };
    await settleLoan(tenant.as("admin"), { loanId, ...settlement });
    const present = tenant.clock.now;
    at("2028-01-01T00:00:00Z");
    expect(await getLoan(operator(), { loanId })).toMatchObject({
      agingAlert: false,
      settlementVariance: "0.00",
    });
    expect(await getLoan(operator(), { loanId: other })).toMatchObject({ agingAlert: true });
    tenant.clock.now = present;
  });

  it("P3.3 P6.2 that is nobody's is not found, and no id is a fault of the field", async () => {
    expect((await refusalOf(getLoan(operator(), { loanId: 2_147_483_647 }))).code).toBe("LOAN_NOT_FOUND");
    for (const bad of ["x", 0, -1, 2 ** 31, 1.5, null, undefined, {}])
      expect(await refusedFields(getLoan(operator(), { loanId: bad }))).toEqual(["loanId"]);
  });
});

it("P7.1 recent activity is the newest entry first, of any loan", async () => {
  const activity = await recentActivity(operator(), { limit: 5 });
  expect(activity.map((one) => [one.loanId, one.kind, one.newStatus])).toEqual([
    [loanId, "status", "settled"],
    [loanId, "status", "disputed"],
    [loanId, "status", "delivered"],
    [loanId, "edit", "in_transit"],
    [loanId, "status", "in_transit"],
  ]);
  expect(activity[0]).toMatchObject({ changedBy: "admin@desk.test", borrowerName: "Borrower 1" });
  expect(await refusedFields(recentActivity(operator(), { limit: 101 }))).toEqual(["limit"]);
});
