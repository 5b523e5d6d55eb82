import { afterAll, beforeAll, expect, it } from "vitest";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import { buyLoans } from "../pipeline/testing-trades.ts";
import { rowsAtOnce } from "./testing-rows.ts";
import { verifyReferences } from "./verify-references.ts";

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await testTenant();
  await buyLoans(tenant.as("exchange"), "T-1", 200);
});
afterAll(() => tenant.close());

it("I13 all rows that lost what they refer to are counted, the first are named, and the others stay in the database", async () => {
  const client = await tenant.owner.connect();
  try {
    await client.query("begin; set local session_replication_role = replica; delete from pipeline_loan");
    const seen = rowsAtOnce(client);
    const [found] = await verifyReferences(client);
    expect(found?.count).toBeGreaterThanOrEqual(200);
    expect(found?.examples).toHaveLength(5);
    expect(found?.examples[0]).toEqual({
      table: expect.any(String),
      key: expect.any(String),
      row: expect.any(String),
    });
    // The list of references itself is the longest answer.
    expect(seen.most).toBeLessThan(200);
  } finally {
    await client.query("rollback");
    client.release();
  }
});
