import { expect, it } from "vitest";
import { matchingOf } from "./matching.ts";

const one = (status: string, loanCount: number, totalVolume: string) => ({
  status,
  displayName: status,
  loanCount,
  totalVolume,
  averageDaysInStatus: "0.0",
  ageBuckets: [],
});
const summary = {
  statusBreakdown: [one("purchased", 2, "0.10"), one("delivered", 1, "0.20"), one("settled", 7, "100.00")],
  totalLoans: 10,
  totalVolume: "100.30",
  agingAlerts: [],
} as unknown as Parameters<typeof matchingOf>[0];

it("P8.5 the bar tells of all when no status is chosen, and else of the chosen ones, to the cent", () => {
  expect(matchingOf(summary, [])).toMatchObject({ loans: 10, volume: "100.30" });
  expect(matchingOf(summary, ["purchased", "delivered"])).toMatchObject({ loans: 3, volume: "0.30" });
  expect(matchingOf(summary, ["no_such_status"])).toMatchObject({ loans: 0, volume: "0.00" });
});

it("P8.5 the chips go on counting the statuses that are not chosen", () => {
  expect(matchingOf(summary, ["settled"]).byStatus.get("purchased")).toBe(2);
});
