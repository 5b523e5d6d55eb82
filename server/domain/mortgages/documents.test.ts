import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import { refusalOf, refusedFields } from "../testing.ts";
import { addDocument } from "./add-document.ts";
import { listAudit } from "./list-audit.ts";
import { listDocuments } from "./list-documents.ts";
import { openDocument } from "./open-document.ts";
import { everythingOf, newMortgage, PDF, withDocument } from "./testing-mortgages.ts";

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await testTenant({ maxConnections: 8 });
});
afterAll(() => tenant.close());
const admin = () => tenant.as("admin");

const send = (mortgageId: number, facts: object, ...bytes: Uint8Array[]) =>
  addDocument(admin(), { mortgageId, name: "title.pdf", type: "title", ...facts }, Readable.from(bytes));

describe("M3 the documents of a mortgage", () => {
  it("M3 a document has name, type, store id, day and size, and comes back byte by byte", async () => {
    const { mortgageId } = await newMortgage(admin());
    const large = Buffer.concat([PDF, Buffer.alloc(2_400_000, "x")]);
    const { isNew, document } = await send(mortgageId, { name: "Title 41 Alder.pdf" }, large);
    expect(isNew).toBe(true);
    expect(document).toMatchObject({
      name: "Title 41 Alder.pdf",
      type: "title",
      storageId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      uploadDate: tenant.clock.now.toISOString(),
      uploadedBy: "admin@desk.test",
      fileSize: large.length,
      mediaType: "application/pdf",
    });
    const { documentId } = document;
    const { bytes } = await openDocument(tenant.as("operator"), { mortgageId, documentId });
    expect(Buffer.concat(await Array.fromAsync(bytes)).equals(large)).toBe(true);
  });

  it("M3 are found by type, newest first", async () => {
    const { mortgageId } = await newMortgage(admin());
    const sent = [];
    for (const type of ["title", "appraisal", "title"] as const) {
      tenant.clock.now = new Date(tenant.clock.now.getTime() + 60_000);
      sent.push((await withDocument(admin(), mortgageId, type)).documentId);
    }
    const found = async (type?: "title" | "insurance") =>
      (await listDocuments(tenant.as("operator"), { mortgageId, ...(type ? { type } : {}) })).map(
        ({ documentId }) => documentId,
      );
    expect(await found()).toEqual(sent.toReversed());
    expect(await found("title")).toEqual([sent[2], sent[0]]);
    expect(await found("insurance")).toEqual([]);
    const unknown = listDocuments(admin(), { mortgageId, type: "selfie" });
    expect(await refusedFields(unknown)).toEqual(["type"]);
  });

  it("M3 the same bytes as the same type are the same document; as another type they are another", async () => {
    const { mortgageId } = await newMortgage(admin());
    const first = await send(mortgageId, {}, PDF);
    expect(await send(mortgageId, { name: "again.pdf" }, PDF)).toEqual({
      isNew: false,
      document: first.document,
    });
    expect((await send(mortgageId, { type: "appraisal" }, PDF)).isNew).toBe(true);
  });

  const WRONG: [what: string, facts: object, bytes: Uint8Array[], code: string][] = [
    ["nothing at all", {}, [], "UNREADABLE_DOCUMENT"],
    ["a program that calls itself a PDF", {}, [Buffer.from("MZ\x90\0\x03")], "UNREADABLE_DOCUMENT"],
    ["a page that calls itself a PDF", {}, [Buffer.from("<html><script>")], "UNREADABLE_DOCUMENT"],
    ["a PDF that calls itself a program", { name: "title.exe" }, [PDF], "UNREADABLE_DOCUMENT"],
    [
      "more than 20 MB",
      {},
      [PDF, ...Array.from({ length: 21 }, () => Buffer.alloc(1_000_000))],
      "PAYLOAD_TOO_LARGE",
    ],
    ["an unknown type", { type: "selfie" }, [PDF], "PAYLOAD_VALIDATION"],
    ["no name", { name: " " }, [PDF], "PAYLOAD_VALIDATION"],
    ["a mortgage that is not there", { mortgageId: 999_999 }, [PDF], "MORTGAGE_NOT_FOUND"],
  ];
  it.each(WRONG)("M3 %s is refused, and nothing is stored", async (_, facts, bytes, code) => {
    const { mortgageId } = await newMortgage(admin());
    const before = await everythingOf(tenant);
    expect((await refusalOf(send(mortgageId, facts, ...bytes))).code).toBe(code);
    expect(await everythingOf(tenant)).toEqual(before);
  });

  it("M3 a name keeps nothing that means something elsewhere", async () => {
    const { mortgageId } = await newMortgage(admin());
    const given = '..pass\u202ewd:"*?.pdf';
    const { document } = await send(mortgageId, { name: given }, PDF);
    expect(document.name).toBe("passwd.pdf");
  });

  it.each(["../deed.pdf", "..\\deed.pdf", "/etc/passwd.pdf", "deeds/deed.pdf"])(
    "M3 a path for a name is refused at its field, and nothing is kept: %j",
    async (name) => {
      const { mortgageId } = await newMortgage(admin());
      const before = await everythingOf(tenant);
      const refusal = await refusalOf(send(mortgageId, { name }, PDF));
      expect([refusal.code, refusal.details]).toEqual([
        "PAYLOAD_VALIDATION",
        [{ field: "name", message: "must be the name of the file alone, without folders" }],
      ]);
      expect(await everythingOf(tenant)).toEqual(before);
    },
  );

  it("M3 when the room is full, nothing more is taken", async () => {
    const own = await testTenant();
    const { mortgageId } = await newMortgage(own.as("admin"));
    await own.owner.query(
      `insert into stored_file select gen_random_uuid(), 'application/pdf', 2000000000, repeat('a', 64), 1, gen_random_uuid(), now(), 'x', now()
       from generate_series(1, 10)`,
    );
    const full = addDocument(
      own.as("admin"),
      { mortgageId, name: "a.pdf", type: "title" },
      Readable.from([PDF]),
    );
    expect((await refusalOf(full)).code).toBe("STORE_FULL");
    // What is on its way may become as large as any.
    await own.owner.query(
      `delete from stored_file where store_key in (select store_key from stored_file limit 1);
       insert into stored_file (store_key, sealed_for, created_at, created_by)
       select gen_random_uuid(), gen_random_uuid(), '${own.clock.now.toISOString()}', 'x' from generate_series(1, 100)`,
    );
    const before = await everythingOf(own);
    const next = () =>
      addDocument(own.as("admin"), { mortgageId, name: "a.pdf", type: "title" }, Readable.from([PDF]));
    expect((await refusalOf(next())).code).toBe("STORE_FULL");
    expect(await everythingOf(own)).toEqual(before);
    await own.owner.query(
      "delete from stored_file where store_key in (select store_key from stored_file where size is null limit 1)",
    );
    expect((await next()).isNew).toBe(true);
    await own.close();
  });

  it("M3 a mortgage that holds 300 documents takes no more, and what had come of the next is gone", async () => {
    const own = await testTenant();
    const { mortgageId } = await newMortgage(own.as("admin"));
    await own.owner.query(
      `with filed as (
         insert into stored_file select gen_random_uuid(), 'application/pdf', 1, repeat('a', 64), 1, gen_random_uuid(), now(), 'x', now()
         from generate_series(1, 300) returning store_key)
       insert into mortgage_document (mortgage_id, store_key, name, type, uploaded_at, uploaded_by)
       select ${mortgageId}, store_key, 'a.pdf', 'title', now(), 'x' from filed`,
    );
    const before = await everythingOf(own);
    expect(await refusalOf(withDocument(own.as("admin"), mortgageId))).toMatchObject({
      code: "MORTGAGE_FULL",
      message: "A mortgage holds at most 300 documents. Nothing was stored.",
    });
    expect(await everythingOf(own)).toEqual(before);
    await own.close();
  });

  it("M3 what breaks off on its way leaves nothing", async () => {
    const { mortgageId } = await newMortgage(admin());
    const before = await everythingOf(tenant);
    async function* broken() {
      yield Buffer.concat([PDF, Buffer.alloc(1_500_000)]);
      throw new Error("hung up");
    }
    const sent = addDocument(admin(), { mortgageId, name: "a.pdf", type: "title" }, broken());
    await expect(sent).rejects.toThrow("hung up");
    expect(await everythingOf(tenant)).toEqual(before);
  });

  it("M3 none refers to a file that is on its way, also for whoever writes by hand", async () => {
    const { mortgageId } = await newMortgage(admin());
    const written = tenant.pool.query(
      `with arriving as (insert into stored_file (store_key, sealed_for, created_at, created_by)
         values (gen_random_uuid(), gen_random_uuid(), now(), 'x') returning store_key)
       insert into mortgage_document (mortgage_id, store_key, name, type, uploaded_at, uploaded_by)
       select $1, store_key, 'a.pdf', 'title', now(), 'x' from arriving`,
      [mortgageId],
    );
    await expect(written).rejects.toMatchObject({ constraint: "document_of_whole_file" });
    expect(await listDocuments(admin(), { mortgageId })).toEqual([]);
  });

  it("M3 one is found under its own mortgage only", async () => {
    const [own, other] = [await newMortgage(admin()), await newMortgage(admin())];
    const { documentId } = await withDocument(admin(), own.mortgageId);
    const elsewhere = openDocument(admin(), { mortgageId: other.mortgageId, documentId });
    expect((await refusalOf(elsewhere)).code).toBe("DOCUMENT_NOT_FOUND");
  });

  it("M8 M11 an operator adds none, and the attempt is told", async () => {
    const { mortgageId } = await newMortgage(admin());
    const before = await everythingOf(tenant);
    const given = { mortgageId, name: "a.pdf", type: "title" };
    const sent = addDocument(tenant.as("operator"), given, Readable.from([PDF]));
    expect((await refusalOf(sent)).code).toBe("FORBIDDEN");
    expect(await everythingOf(tenant)).toEqual(before);
    const { entries } = await listAudit(admin(), { mortgageId, action: "refused" });
    expect(entries[0]?.details).toEqual({ attempted: "addDocument", code: "FORBIDDEN", mortgageId });
  });
});
