import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import { verifyAudit } from "../tenancy/verify-audit.ts";
import { editLoan } from "./edit-loan.ts";
import { listLoans } from "./list-loans.ts";
import { summarizeLoans } from "./summarize-loans.ts";
import { move } from "./testing-moves.ts";
import { buyLoans } from "./testing-trades.ts";

let tenant: TestTenant;
let ids: number[];
beforeAll(async () => {
  tenant = await testTenant({ timeZone: "America/New_York" });
  // The last minute of the third of March in New York, and the first of the fourth.
  tenant.clock.now = new Date("2026-03-04T04:59:30Z");
  ids = await buyLoans(tenant.as("exchange"), "T-1", 4);
  tenant.clock.now = new Date("2026-03-04T05:00:30Z");
  await move(tenant.as("operator"), ids.slice(0, 3), "in_transit");
});
afterAll(() => tenant.close());

type Filter = [field: string, operator: string, value: unknown];

async function found(...asked: Filter[]): Promise<[listed: number, summed: number]> {
  const filters = asked.map(([field, operator, value]) => ({ field, operator, value }));
  const { totalRows, loans } = await listLoans(tenant.as("operator"), { filters });
  expect(totalRows).toBe(loans.length);
  return [totalRows, (await summarizeLoans(tenant.as("operator"), { filters })).totalLoans];
}

describe("P3.1 P3.4 what is told by rollups instead of loans", () => {
  it.each<[Filter, number]>([
    [["statusDate", "eq", "2026-03-03"], 1],
    [["statusDate", "eq", "2026-03-04"], 3],
    [["statusDate", "lt", "2026-03-04"], 1],
    [["statusDate", "gt", "2026-03-03"], 3],
    [["statusDate", "lte", "2026-03-03"], 1],
    [["statusDate", "neq", "2026-03-03"], 3],
    // Moments are none of the rollup's: it knows days.
    [["statusDate", "gte", "2026-03-04T05:00:10Z"], 3],
    [["statusDate", "lt", "2026-03-04T04:59:10Z"], 0],
    [["statusDate", "eq", "2026-03-04T05:00:30Z"], 3],
    [["daysInCurrentStatus", "eq", 0], 3],
    [["daysInCurrentStatus", "gte", 1], 1],
    [["currentStatus", "contains", "TRANS"], 3],
    [["dataSource", "neq", "exchange"], 0],
    [["principalId", "eq", "WTPO"], 4],
  ])("%j: %i loans", async (filter, loans) => {
    expect(await found(filter)).toEqual([loans, loans]);
  });

  it("a loan sold to another buyer counts as theirs, and the rollups stay a recount", async () => {
    const buyer: Filter = ["buyerId", "eq", "B-NEW"];
    expect(await found(buyer)).toEqual([0, 0]);
    await editLoan(tenant.as("operator"), { loanId: ids[3], buyerId: "B-NEW", buyerName: "New" });
    expect(await found(buyer)).toEqual([1, 1]);
    expect(await found(buyer, ["currentStatus", "eq", "in_transit"])).toEqual([0, 0]);
    expect((await verifyAudit(tenant.owner)).violations).toEqual([]);
  });
});
