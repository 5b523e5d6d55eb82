import { text } from "node:stream/consumers";
import { sql } from "drizzle-orm/sql";
import { afterAll, beforeAll, expect, it } from "vitest";
import { csvStream, StreamsBusyError } from "./csv-stream.ts";
import { type TestTenant, testTenant } from "./testing.ts";

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await testTenant();
});
afterAll(() => tenant.close());

const COLUMNS = ["n"];
const csvLine = (cells: (string | null)[]) => `${cells.join(",")}\n`;
const numbers = (count: number) =>
  csvStream(tenant.pool, COLUMNS, sql`select n::text as n from generate_series(1, ${count}) n`, csvLine);

it("P3.7 two streams of a tenant run at once, a third is told to wait, and a place is free again afterwards", async () => {
  const [first, second] = [await numbers(500_000), await numbers(500_000)];
  await expect(numbers(1)).rejects.toBeInstanceOf(StreamsBusyError);
  first.destroy();
  second.destroy();
  await expect.poll(() => numbers(3).then(text, () => "busy")).toBe("n\n1\n2\n3\n");
});

it("P3.7 a stream that cannot begin takes no place", async () => {
  for (let i = 0; i < 5; i += 1) {
    const broken = await csvStream(tenant.pool, COLUMNS, sql`select missing from nowhere`, csvLine);
    await expect(text(broken)).rejects.toThrow("nowhere");
  }
  expect(await text(await numbers(1))).toBe("n\n1\n");
});
