import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { type ObjectStore, objectStore } from "../../../db/objects/object-store.ts";
import { type TestS3, testS3 } from "../../../db/objects/testing-s3.ts";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import { newMortgage, withDocument } from "../mortgages/testing-mortgages.ts";
import { rowsAtOnce } from "./testing-rows.ts";
import { verifyObjects } from "./verify-objects.ts";

const FILES = 7;
const AT_ONCE = 2;

let s3: TestS3;
let tenant: TestTenant;
let objects: ObjectStore;
let keys: string[];
beforeAll(async () => {
  s3 = await testS3();
  Object.assign(process.env, s3.settings);
  tenant = await testTenant();
  objects = objectStore() ?? expect.fail("no object store");
  const { mortgageId } = await newMortgage(tenant.as("admin"));
  for (let n = 0; n < FILES; n += 1) await withDocument(tenant.as("admin"), mortgageId);
  keys = (await Array.fromAsync(objects.list(`${tenant.id}/`))).map(({ key }) => key).sort();
});
afterEach(() => vi.restoreAllMocks());
afterAll(async () => {
  for (const name of Object.keys(s3.settings)) delete process.env[name];
  await Promise.all([tenant.close(), s3.close()]);
});

/** With the files that are in the middle, first and last, and objects of nobody's before, between and behind them all. */
async function damaged<T>(work: () => Promise<T>): Promise<T> {
  const lost = await Promise.all(
    [0, 3, FILES - 1].map(async (at) => ({ key: keys[at]!, bytes: await objects.get(keys[at]!) })),
  );
  const strangers = ["-", "0", "8", "A", "f", "f0", "nobodys", "zz"].map((name) => `${tenant.id}/${name}/1`);
  for (const { key } of lost) await objects.remove(key);
  for (const key of strangers) await objects.put(key, Buffer.alloc(40));
  try {
    return await work();
  } finally {
    for (const { key, bytes } of lost) await objects.put(key, bytes!);
    for (const key of strangers) await objects.remove(key);
  }
}

const told = async () =>
  (await verifyObjects(tenant.pool, AT_ONCE)).map(({ rule, count, examples }) => [
    rule.split(" ", 2).join(" "),
    count,
    examples.length,
  ]);

describe("M3 audit verify of an object store, a few files at a time", () => {
  it("M3 lists it once and asks for nothing twice while it holds what the rows say", async () => {
    const list = vi.spyOn(objects, "list");
    expect(await told()).toEqual([]);
    expect(list.mock.calls).toEqual([[`${tenant.id}/`]]);
  });

  it("M3 counts all that is missing and nobody's, names the first, and never holds more rows than a few files'", async () => {
    const seen = rowsAtOnce(tenant.pool);
    expect(await damaged(told)).toEqual([
      ["Every part", 3, 3],
      ["Every object", 8, 5],
    ]);
    expect(seen.most).toBe(AT_ONCE);
  });

  it("M3 finds the same where a store lists in another order", async () => {
    const { list } = objects;
    vi.spyOn(objects, "list").mockImplementation(async function* (beginning) {
      yield* (await Array.fromAsync(list(beginning))).reverse();
    });
    expect(await told()).toEqual([]);
    expect(await damaged(told)).toEqual([
      ["Every part", 3, 3],
      ["Every object", 8, 5],
    ]);
  });

  it("M3 takes what comes and goes while it reads for no fault", async () => {
    const { list } = objects;
    const { mortgageId } = await newMortgage(tenant.as("admin"));
    let hasBegun = false;
    vi.spyOn(objects, "list").mockImplementation(async function* (beginning) {
      const there = await Array.fromAsync(list(beginning));
      if (hasBegun) return yield* there;
      hasBegun = true;
      // It comes behind what is listed, and before its row is read.
      await withDocument(tenant.as("admin"), mortgageId);
      yield there[0]!;
      // By now the first files' rows are read, and the second of them goes.
      const storeKey = there[1]!.key.split("/")[1];
      await tenant.owner.query("delete from mortgage_document where store_key = $1", [storeKey]);
      await tenant.owner.query("delete from stored_file where store_key = $1", [storeKey]);
      await objects.remove(there[1]!.key);
      yield { key: `${tenant.id}/gone-since/1`, size: 40 };
      yield* there.slice(2);
    });
    expect(await told()).toEqual([]);
    expect(hasBegun).toBe(true);
  });
});
