import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import { listLoans } from "./list-loans.ts";
import { deliver, psxLoan, psxTrade } from "./testing-trades.ts";

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await testTenant();
  await buy(tenant, "T-1", 5);
});
afterAll(() => tenant.close());

async function buy(of: TestTenant, id: string, count: number, name = "Ada Oakley"): Promise<void> {
  const loans = Array.from({ length: count }, (_, i) => psxLoan(i, { borrowerName: `${name} ${i}` }));
  await deliver(of.as("exchange"), psxTrade(id, loans));
}

const count = async (search: string, of = tenant) =>
  (await listLoans(of.as("operator"), { search, pageSize: 1 })).totalRows;

describe("P3.1 P3.2 the number of loans that a search finds", () => {
  it("is remembered until loans come, and exact when they have", async () => {
    expect(await count("oakley")).toBe(5);
    // Damage that the app cannot do shows that nothing is counted again, whatever the order and the page.
    await tenant.owner.query("update pipeline_loan_search set text = '' where text like '%oakley 0%'");
    expect(await count("OAKLEY")).toBe(5);
    const sorted = { search: "oakley", sortBy: "loanAmount", page: 2, pageSize: 2 };
    expect((await listLoans(tenant.as("operator"), sorted)).totalRows).toBe(5);
    await buy(tenant, "T-2", 3);
    expect(await count("oakley")).toBe(7);
    // Others that it does not find.
    await buy(tenant, "T-3", 2, "Ben Elm");
    expect(await count("oakley")).toBe(7);
    expect(await count("ben elm")).toBe(2);
  });

  it("is counted with other filters, which change", async () => {
    const filters = [{ field: "currentStatus", operator: "eq", value: "purchased" }];
    expect((await listLoans(tenant.as("operator"), { search: "oakley", filters })).totalRows).toBe(7);
  });

  it("is each tenant's own, also where both have as many loans of the same moment", async () => {
    const [one, other] = await Promise.all([testTenant(), testTenant()]);
    await Promise.all([buy(one, "T-1", 1), buy(other, "T-1", 1, "Ben Elm")]);
    expect(await count("oakley", one)).toBe(1);
    expect(await count("oakley", other)).toBe(0);
    await Promise.all([one.close(), other.close()]);
  });
});
