import { createHash } from "node:crypto";
import { afterAll, beforeEach, expect, it } from "vitest";
import { isUnavailable } from "../../../db/connect.ts";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import { newMortgage, withDocument } from "../mortgages/testing-mortgages.ts";
import { rowsAtOnce } from "./testing-rows.ts";
import { verifyContents } from "./verify-contents.ts";

let tenant: TestTenant;
let storeKey: string;
beforeEach(async () => {
  await tenant?.close();
  tenant = await testTenant();
  const { mortgageId } = await newMortgage(tenant.as("admin"));
  storeKey = (await withDocument(tenant.as("admin"), mortgageId)).storageId;
  await withDocument(tenant.as("admin"), mortgageId);
});
afterAll(() => tenant.close());

async function toldAfter(sql: string): Promise<unknown[]> {
  const client = await tenant.owner.connect();
  await client
    .query(`set session_replication_role = replica; ${sql.replaceAll("KEY", storeKey)}`)
    .finally(() => client.release(true));
  return (await verifyContents(tenant.pool)).flatMap(({ invariant, count, examples }) => [
    invariant,
    count,
    examples[0],
  ]);
}

it("I28 files whose bytes are those that came are no fault", async () => {
  expect(await toldAfter("select 1")).toEqual([]);
});

const OTHER = createHash("sha256").update("other").digest("hex");

it.each([
  [
    "another hash",
    `update stored_file set sha256 = '${OTHER}' where store_key = 'KEY'`,
    "other bytes than came",
  ],
  [
    "another size",
    "update stored_file set size = size + 1 where store_key = 'KEY'",
    expect.stringMatching(/^\d+ bytes instead of \d+$/),
  ],
  [
    "a bit of its bytes",
    "update stored_file_part set sealed_bytes = set_bit(sealed_bytes, 400, 1 - get_bit(sealed_bytes, 400)) where store_key = 'KEY'",
    expect.any(String),
  ],
  [
    "another file's bytes",
    "update stored_file_part set sealed_bytes = (select sealed_bytes from stored_file_part where store_key <> 'KEY') where store_key = 'KEY'",
    expect.any(String),
  ],
  [
    "a key that is not there",
    "update stored_file_part set key_id = '0123456789abcdef' where store_key = 'KEY'",
    expect.stringContaining("AUTH_SECRET_PREVIOUS"),
  ],
  [
    "its part gone",
    "delete from stored_file_part where store_key = 'KEY'",
    expect.stringContaining("has no part 1"),
  ],
])("I28 %s is seen", async (_what, sql, problem) => {
  expect(await toldAfter(sql)).toEqual(["I28", 1, { storeKey, problem }]);
});

it("I28 a connection that is lost in the middle is no broken file: nothing is known", async () => {
  const send = tenant.pool.query.bind(tenant.pool) as (...args: unknown[]) => Promise<unknown>;
  const query = async (...args: unknown[]) => {
    const isPart = JSON.stringify(args[0]).includes("stored_file_part");
    return isPart ? send("select pg_terminate_backend(pg_backend_pid())") : send(...args);
  };
  const pool = Object.assign(Object.create(tenant.pool), { query }) as typeof tenant.pool;
  await expect(verifyContents(pool)).rejects.toSatisfy(isUnavailable);
});

it("I28 every file is opened, a few rows at a time, all that are broken are counted and the first are named", async () => {
  const { mortgageId } = await newMortgage(tenant.as("admin"));
  for (let n = 0; n < 5; n += 1) await withDocument(tenant.as("admin"), mortgageId);
  await tenant.owner.query(
    `set session_replication_role = replica; update stored_file set sha256 = '${OTHER}'; reset session_replication_role`,
  );
  const seen = rowsAtOnce(tenant.pool);
  const [found] = await verifyContents(tenant.pool, 2);
  expect([found?.count, found?.examples.length]).toEqual([7, 5]);
  expect(seen.most).toBe(2);
});
