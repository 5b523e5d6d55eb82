import { afterAll, beforeAll, expect, it } from "vitest";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import { changeStatus } from "./change-status.ts";
import { changeStatuses } from "./change-statuses.ts";
import { recentActivity } from "./recent-activity.ts";
import { buyLoans } from "./testing-trades.ts";

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await testTenant();
});
afterAll(() => tenant.close());

it("P7.1 tells what somebody did, not every loan that it touched", async () => {
  const first = await buyLoans(tenant.as("exchange"), "T-1", 40);
  await buyLoans(tenant.as("exchange"), "T-2", 3);
  const operator = tenant.as("operator");
  await changeStatuses(operator, { loanIds: first.slice(0, 25), newStatus: "in_transit", notes: "shipped" });
  await changeStatus(operator, { loanId: first[30], newStatus: "in_transit", notes: "the late one" });

  const activities = await recentActivity(operator, { limit: 10 });
  expect(activities.map((a) => [a.loans, a.exchangeTradeId, a.newStatus, a.changedBy, a.notes])).toEqual([
    [1, "T-1", "in_transit", "operator@desk.test", "the late one"],
    [25, "T-1", "in_transit", "operator@desk.test", "shipped"],
    [3, "T-2", "purchased", "system/exchange-webhook", null],
    [40, "T-1", "purchased", "system/exchange-webhook", null],
  ]);
  expect(activities[0]).toMatchObject({ loanId: first[30], borrowerName: "Borrower 31", isPartial: false });
});

it("P7.1 says that an activity may be larger than what it looked at", async () => {
  await buyLoans(tenant.as("exchange"), "T-3", 1_200);
  const [arrival] = await recentActivity(tenant.as("operator"), { limit: 1 });
  expect(arrival).toMatchObject({ loans: 1_000, isPartial: true, exchangeTradeId: "T-3" });
});
