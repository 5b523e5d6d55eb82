import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Reply, testServer } from "../../server/integrations/testing-server.ts";
import { SettingsError } from "../deployment.ts";
import { ObjectStoreError } from "./object-store.ts";
import { s3Store } from "./s3.ts";
import { s3SettingsFrom } from "./settings.ts";
import { type TestS3, testS3 } from "./testing-s3.ts";

let s3: TestS3;
beforeAll(async () => {
  s3 = await testS3();
});
afterAll(() => s3.close());

const storeAs = (changes: Record<string, string> = {}) => {
  const settings = s3SettingsFrom({ ...s3.settings, ...changes });
  if (settings === null) throw new Error("no settings");
  return s3Store(settings);
};
const keysIn = async (store: ReturnType<typeof storeAs>, beginning: string) => {
  const keys: string[] = [];
  for await (const { key } of store.list(beginning)) keys.push(key);
  return keys.sort();
};

describe("M3 an object store that speaks S3", () => {
  it("M3 gives back the bytes that it was given, lists them with their size, and deletes them, twice as once", async () => {
    const store = storeAs();
    const bytes = randomBytes(1_000_028);
    await store.put("one/a/1", bytes);
    expect(await store.get("one/a/1")).toEqual(bytes);
    for await (const one of store.list("one/")) expect(one).toEqual({ key: "one/a/1", size: bytes.length });
    await store.remove("one/a/1");
    await store.remove("one/a/1");
    expect([await store.get("one/a/1"), await keysIn(store, "one/")]).toEqual([null, []]);
  });

  it("M3 keeps the deployments that share a bucket apart", async () => {
    const [one, two] = [storeAs({ PSSAAS_S3_PREFIX: "desk/one" }), storeAs({ PSSAAS_S3_PREFIX: "desk/two" })];
    await one.put("a/1", Buffer.from("one"));
    await two.put("a/1", Buffer.from("two"));
    expect([await keysIn(one, ""), (await two.get("a/1"))?.toString()]).toEqual([["a/1"], "two"]);
  });

  // Its server cannot continue a list on the present OpenSSL, so the pages are as S3 documents them.
  it("M3 lists page after page, and asks again what was a fault of the store's", async () => {
    const page = (key: string, more: string) =>
      `<?xml version="1.0"?><ListBucketResult><IsTruncated>${more !== ""}</IsTruncated>${more}<Contents><Key>pssaas/t/${key}</Key><Size>29</Size></Contents></ListBucketResult>`;
    const next = "<NextContinuationToken>1/a+b=&amp;c</NextContinuationToken>";
    const replies: Reply[] = [
      { status: 503, text: "<Error><Code>SlowDown</Code></Error>" },
      { text: page("1", next) },
      "cut",
      { text: page("2", "") },
    ];
    const server = await testServer(() => replies.shift() ?? { status: 500 });
    expect(await keysIn(storeAs({ PSSAAS_S3_ENDPOINT: server.base }), "t/")).toEqual(["t/1", "t/2"]);
    await server.close();
    const tokens = server.received.map(({ query }) => query["continuation-token"]);
    expect(tokens).toEqual([undefined, undefined, "1/a+b=&c", "1/a+b=&c"]);
    expect(server.received[0]?.query).toEqual({ "list-type": "2", prefix: "pssaas/t/" });
  });

  it.each([
    ["another key", { PSSAAS_S3_SECRET_ACCESS_KEY: "wrong" }, "403 (SignatureDoesNotMatch)"],
    ["a bucket that is not there", { PSSAAS_S3_BUCKET: "other-bucket" }, "404 (NoSuchBucket)"],
    ["nobody there", { PSSAAS_S3_ENDPOINT: "http://127.0.0.1:9" }, "ECONNREFUSED"],
  ])(
    "M3 with %s says what is wrong, and no secret",
    async (_, changes, words) => {
      const store = storeAs(changes);
      for (const work of [
        () => store.put("a/1", Buffer.from("x")),
        () => store.get("a/1"),
        () => store.remove("a/1"),
        () => keysIn(store, "a/"),
      ]) {
        const error = await work().catch((fault: unknown) => fault);
        expect(error).toBeInstanceOf(ObjectStoreError);
        expect((error as Error).message).toContain(words);
        expect((error as Error).message).not.toMatch(/wrong|S3RVER|a\/1/);
      }
    },
    20_000,
  );
});

describe("M3 the settings of an object store", () => {
  it("M3 are none by default, and complete or refused by name", () => {
    expect(s3SettingsFrom({ PSSAAS_S3_BUCKET: "" })).toBeNull();
    const given: Record<string, string> = { ...s3.settings };
    expect(s3SettingsFrom(given)).toMatchObject({ region: "us-east-1", prefix: "pssaas/" });
    for (const [name, wrong] of [
      ...Object.keys(given).map((one) => [one, ""] as const),
      ["PSSAAS_S3_ENDPOINT", "s3.example.com"],
      ["PSSAAS_S3_ENDPOINT", "ftp://s3.example.com"],
      ["PSSAAS_S3_BUCKET", "Desk Files"],
      ["PSSAAS_S3_PREFIX", "a/../b"],
    ] as const) {
      const read = () => s3SettingsFrom({ ...given, [name]: wrong });
      expect(read).toThrow(SettingsError);
      expect(read).toThrow(name);
    }
  });
});
