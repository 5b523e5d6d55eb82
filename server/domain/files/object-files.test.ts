import { randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { type ObjectStore, objectStore } from "../../../db/objects/object-store.ts";
import { type TestS3, testS3 } from "../../../db/objects/testing-s3.ts";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import { addDocument } from "../mortgages/add-document.ts";
import { deleteMortgage } from "../mortgages/delete-mortgage.ts";
import { openDocument } from "../mortgages/open-document.ts";
import { previewDeletion } from "../mortgages/preview-deletion.ts";
import { everythingOf, newMortgage, PDF, withDocument } from "../mortgages/testing-mortgages.ts";
import { verifyAudit } from "../tenancy/verify-audit.ts";
import { refusalOf } from "../testing.ts";
import { deleteObjects } from "./delete-objects.ts";

let s3: TestS3;
let tenant: TestTenant;
beforeAll(async () => {
  s3 = await testS3();
  tenant = await testTenant({ maxConnections: 8 });
});
afterEach(() => configure(false));
afterAll(async () => {
  await Promise.all([tenant.close(), s3.close()]);
});

const admin = () => tenant.as("admin");

/** Whether the deployment says that its files lie in the object store. */
function configure(isOn: boolean): void {
  for (const [name, value] of Object.entries(s3.settings)) {
    if (isOn) process.env[name] = value;
    else delete process.env[name];
  }
}

function store(): ObjectStore {
  configure(true);
  return objectStore() ?? expect.fail("no object store");
}

async function objects(): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of store().list("")) keys.push(key);
  return keys.sort();
}

const LARGE = Buffer.concat([PDF, randomBytes(2_300_000)]);

async function withLargeDocument(mortgageId: number) {
  const input = { mortgageId, type: "title", name: "deed.pdf" };
  return (await addDocument(admin(), input, Readable.from([LARGE]))).document;
}

async function bytesOf(mortgageId: number, documentId: number): Promise<Buffer> {
  const { bytes } = await openDocument(admin(), { mortgageId, documentId });
  const parts: Buffer[] = [];
  for await (const part of bytes) parts.push(part);
  return Buffer.concat(parts);
}

async function problems(): Promise<string[]> {
  const { violations } = await verifyAudit(tenant.pool, { tenantId: tenant.id });
  return violations.map(({ rule }) => rule);
}

const emptied = async () => deleteObjects(admin(), tenant.id);

describe("M3 files in an object store", () => {
  it("M3 lie there part by part under seal, come back as they came, and those in the database stay readable", async () => {
    const { mortgageId } = await newMortgage(admin());
    const inRows = await withDocument(admin(), mortgageId);
    configure(true);
    const { documentId, storageId } = await withLargeDocument(mortgageId);
    expect(await objects()).toEqual([1, 2, 3].map((part) => `${tenant.id}/${storageId}/${part}`));
    const first = await store().get(`${tenant.id}/${storageId}/1`);
    expect(first?.length).toBe(1_000_028);
    expect(first?.includes("%PDF")).toBe(false);
    const { rows } = await tenant.owner.query(
      "select part_no, sealed_bytes, object_key from stored_file_part where store_key = $1 order by 1",
      [storageId],
    );
    expect(rows.map((row) => row.sealed_bytes)).toEqual([null, null, null]);
    expect((await bytesOf(mortgageId, documentId)).equals(LARGE)).toBe(true);
    expect((await bytesOf(mortgageId, inRows.documentId)).subarray(0, PDF.length)).toEqual(PDF);
    expect(await problems()).toEqual([]);
  });

  it("M9 go after the deletion has been committed, and not when it is rolled back", async () => {
    configure(true);
    const { mortgageId } = await newMortgage(admin());
    const { storageId, documentId } = await withLargeDocument(mortgageId);
    const before = [await everythingOf(tenant), await objects()];
    await tenant.owner.query(
      `create function fail() returns trigger language plpgsql as $$ begin raise exception 'planted' using errcode = '23514'; end $$;
       create trigger planted before delete on mortgage for each row execute function fail()`,
    );
    const { planToken } = await previewDeletion(admin(), { mortgageId });
    const told = vi.spyOn(console, "error").mockImplementation(() => undefined);
    expect((await refusalOf(deleteMortgage(admin(), { mortgageId, planToken }))).code).toBe(
      "DELETION_FAILED",
    );
    told.mockRestore();
    await tenant.owner.query("drop trigger planted on mortgage; drop function fail()");
    await emptied();
    expect([await everythingOf(tenant), await objects()]).toEqual(before);
    expect((await bytesOf(mortgageId, documentId)).equals(LARGE)).toBe(true);

    await deleteMortgage(admin(), { mortgageId, planToken });
    // Whoever falls over here leaves them to the next, and the list says so.
    expect((await objects()).filter((key) => key.includes(storageId))).toHaveLength(3);
    expect(await problems()).toEqual([]);
    expect(await emptied()).toBe(false);
    expect((await objects()).filter((key) => key.includes(storageId))).toEqual([]);
    expect((await tenant.owner.query("select 1 from stored_object_to_delete")).rows).toEqual([]);
    expect(await problems()).toEqual([]);
  });

  it("M3 what breaks off on its way leaves nothing", async () => {
    configure(true);
    const { mortgageId } = await newMortgage(admin());
    const before = [await everythingOf(tenant), await objects()];
    const breaking = Readable.from(
      (async function* () {
        yield LARGE;
        throw new Error("the sender is gone");
      })(),
    );
    const input = { mortgageId, type: "title", name: "a.pdf" };
    await expect(addDocument(admin(), input, breaking)).rejects.toThrow("the sender is gone");
    expect((await objects()).length).toBeGreaterThan(before[1]?.length as number);
    await emptied();
    expect([await everythingOf(tenant), await objects()]).toEqual(before);
  });

  it("M3 are refused in words while the store is away, at sending and at opening, and all is as before", async () => {
    configure(true);
    const { mortgageId } = await newMortgage(admin());
    const { documentId } = await withLargeDocument(mortgageId);
    const before = [await everythingOf(tenant), await objects()];
    const told = vi.spyOn(console, "error").mockImplementation(() => undefined);
    await s3.vanish();
    const other = { mortgageId, type: "title", name: "b.pdf" };
    const refusals = [
      await refusalOf(addDocument(admin(), other, Readable.from([PDF]))),
      await refusalOf(openDocument(admin(), { mortgageId, documentId })),
    ];
    expect(refusals.map(({ code }) => code)).toEqual(["UNAVAILABLE", "UNAVAILABLE"]);
    await expect(emptied()).rejects.toThrow("cannot be reached");
    await expect(problems()).rejects.toThrow("cannot be reached");
    await s3.back();
    expect(told.mock.calls.flat().join(" ")).not.toMatch(/S3RVER|title/);
    told.mockRestore();
    await emptied();
    expect([await everythingOf(tenant), await objects()]).toEqual(before);
    expect((await bytesOf(mortgageId, documentId)).equals(LARGE)).toBe(true);
  }, 30_000);
});

describe("M3 audit verify of an object store", () => {
  const WHOLE = "Every part that lies in the object store is there.";
  const SIZED = "A whole file's objects are of just its size.";
  const OWNED = "Every object is a part of a file, or about to be deleted.";
  const OPENS = "A whole file opens, and its bytes are those that came.";

  it("M3 finds a row without its object, one of another size, and an object without a row", async () => {
    configure(true);
    const { mortgageId } = await newMortgage(admin());
    const { storageId } = await withLargeDocument(mortgageId);
    const key = `${tenant.id}/${storageId}/2`;
    const held = (await store().get(key)) ?? expect.fail("not there");
    await store().remove(key);
    expect(await problems()).toEqual([WHOLE, SIZED, OPENS]);
    await store().put(key, held.subarray(1));
    expect(await problems()).toEqual([SIZED, OPENS]);
    await store().put(key, Buffer.alloc(held.length));
    expect(await problems()).toEqual([OPENS]);
    await store().put(key, held);
    await store().put(`${tenant.id}/nobodys/1`, held);
    expect(await problems()).toEqual([OWNED]);
    await store().remove(`${tenant.id}/nobodys/1`);
    // Another tenant's are that tenant's.
    await store().put("other-tenant/nobodys/1", held);
    expect(await problems()).toEqual([]);
    configure(false);
    expect(await problems()).toContain(WHOLE);
  });

  it("M3 what a backup brought along of another tenant's is not deleted there", async () => {
    const key = "other-tenant/file/1";
    await store().put(key, Buffer.from("theirs"));
    await tenant.owner.query("insert into stored_object_to_delete values ($1, now())", [key]);
    await emptied();
    expect((await tenant.owner.query("select 1 from stored_object_to_delete")).rows).toEqual([]);
    expect((await store().get(key))?.toString()).toBe("theirs");
  });
});
