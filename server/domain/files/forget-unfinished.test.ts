import { Readable } from "node:stream";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import { newMortgage, PDF, withDocument } from "../mortgages/testing-mortgages.ts";
import { forgetUnfinished } from "./forget-unfinished.ts";
import { storeFile } from "./store-file.ts";

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await testTenant();
});
afterAll(() => tenant.close());

const HOUR = 3_600_000;
const later = (ms: number) => {
  tenant.clock.now = new Date(tenant.clock.now.getTime() + ms);
};

it("M3 what was left half goes a day later, the oldest first, and it is said when the next one is due", async () => {
  const admin = tenant.as("admin");
  const left = async () => {
    const { rows } = await tenant.owner.query("select 1 from stored_file where completed_at is null");
    return rows.length;
  };
  await withDocument(admin, (await newMortgage(admin)).mortgageId);
  expect(await forgetUnfinished(admin)).toBeNull();
  await storeFile(admin, Readable.from([PDF]), "a.pdf");
  later(6 * HOUR);
  await storeFile(admin, Readable.from([PDF]), "b.pdf");
  expect([await forgetUnfinished(admin), await left()]).toEqual([18 * HOUR, 2]);
  later(18 * HOUR);
  expect([await forgetUnfinished(admin), await left()]).toEqual([6 * HOUR, 1]);
  later(7 * HOUR);
  expect([await forgetUnfinished(admin), await left()]).toEqual([null, 0]);
  // What a clock that was far ahead has begun would be kept until then (I21).
  later(36_500 * 24 * HOUR);
  await storeFile(admin, Readable.from([PDF]), "c.pdf");
  later(-36_500 * 24 * HOUR);
  expect([await forgetUnfinished(admin), await left()]).toEqual([null, 0]);
  const { rows } = await tenant.owner.query("select 1 from stored_file");
  expect(rows).toHaveLength(1);
});
