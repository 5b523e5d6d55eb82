import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sqlState } from "../../../db/connect.ts";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import { MOST_FILE_BYTES } from "../files/model/media-types.ts";
import { FILE_CHECKS } from "../tenancy/audit-checks-files.ts";
import { verifyAudit } from "../tenancy/verify-audit.ts";
import { refusalOf } from "../testing.ts";
import { type AddedDocument, addDocument } from "./add-document.ts";
import { changeDocument } from "./change-document.ts";
import { completeStep } from "./complete-step.ts";
import { getDocumentRules } from "./get-document-rules.ts";
import { listDocuments } from "./list-documents.ts";
import { openDocument } from "./open-document.ts";
import { saveDocumentRules } from "./save-document-rules.ts";
import { JUDGED_AT, opened } from "./testing-files.ts";
import { fileOf, progressFor, walked } from "./testing-steps.ts";

let tenant: TestTenant;
let other: TestTenant;
beforeAll(async () => {
  tenant = await testTenant({ now: JUDGED_AT, maxConnections: 8 });
  other = await testTenant({ now: JUDGED_AT });
});
afterAll(() => Promise.all([tenant.close(), other.close()]));

const ann = () => tenant.as("operator", "ann@desk.test");
const admin = () => tenant.as("admin");
const newFile = async () => (await opened(ann())).fileId;

let serial = 0;
/** A PDF like no other. */
const pdf = (size = 200) => Buffer.from(`%PDF-1.7 ${++serial} `.padEnd(size, "x"));

async function* pieces(bytes: Buffer, size = 70_000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const add = (fileId: number, bytes: Buffer, facts: object = {}): Promise<AddedDocument> =>
  addDocument(ann(), { fileId, name: "May.pdf", kind: "bank_statement", ...facts }, pieces(bytes));

async function read(fileId: number, documentId: number, ctx = ann()): Promise<Buffer> {
  const { bytes } = await openDocument(ctx, { fileId, documentId });
  return Buffer.concat(await Array.fromAsync(bytes));
}

const stored = async () =>
  (
    await tenant.owner.query(
      "select count(*)::int as files, (select count(*)::int from stored_file_part) as parts from stored_file",
    )
  ).rows[0];

describe("F6.2 a document of a file", () => {
  it("F6.2 comes back as it came, however large, and lists say what it is and who sent it", async () => {
    const fileId = await newFile();
    const bytes = pdf(3_450_001);
    const { isNew, document } = await add(fileId, bytes, { covers: 3 });
    expect(isNew).toBe(true);
    expect(document).toMatchObject({
      fileId,
      kind: "bank_statement",
      covers: 3,
      name: "May.pdf",
      mediaType: "application/pdf",
      size: 3_450_001,
      receivedAt: JUDGED_AT,
      receivedBy: "ann@desk.test",
      removedAt: null,
    });
    expect((await read(fileId, document.documentId)).equals(bytes)).toBe(true);
    expect((await listDocuments(ann(), { fileId })).documents).toEqual([document]);
    const { rows } = await tenant.owner.query("select * from stored_file_part order by part_no");
    expect(rows.slice(-4)).toHaveLength(4);
    expect(Buffer.concat(rows.map((row) => row.sealed_bytes as Buffer)).includes("%PDF")).toBe(false);
  });

  it("F6.2 the same bytes again are the same document, also eight times at once, and leave nothing behind", async () => {
    const fileId = await newFile();
    const bytes = pdf();
    const before = await stored();
    const answers = await Promise.all(Array.from({ length: 8 }, () => add(fileId, bytes)));
    expect(answers.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(new Set(answers.map(({ document }) => document.documentId)).size).toBe(1);
    expect(await stored()).toEqual({ files: before.files + 1, parts: before.parts + 1 });
    expect((await add(await newFile(), bytes)).isNew).toBe(true);
  });

  it.each<[string, string, Buffer]>([
    ["page.html", "a page", Buffer.from("<html><script>alert(1)</script></html>")],
    ["statement.pdf", "a page that calls itself a PDF", Buffer.from("<html>%PDF-1.7</html>")],
    ["picture.svg", "a drawing with a script", Buffer.from("<svg onload='x'/>")],
    ["rows.csv", "a page that calls itself a table", Buffer.from(" \n<script>")],
    ["rows.csv", "bytes that are no text", Buffer.from([0, 1, 2, 3])],
    ["tool.exe", "a program", Buffer.from("MZ\u0090")],
    [
      "archive.xlsx",
      "an archive that is no table",
      Buffer.from(`${"PK\u0003\u0004".padEnd(30, "\0")}evil.exe`, "latin1"),
    ],
    ["statement.png", "a PDF that calls itself a picture", Buffer.from("%PDF-1.7")],
    ["statement", "one without an ending", Buffer.from("%PDF-1.7")],
    ["../.pdf", "one without a name", Buffer.from("%PDF-1.7")],
    ["empty.pdf", "an empty one", Buffer.alloc(0)],
  ])("F6.2 %s, %s, is refused and nothing of it is kept", async (name, _what, bytes) => {
    const fileId = await newFile();
    const before = await stored();
    expect((await refusalOf(add(fileId, bytes, { name }))).code).toBe("UNREADABLE_DOCUMENT");
    expect(await stored()).toEqual(before);
    expect((await listDocuments(ann(), { fileId })).documents).toEqual([]);
  });

  it("F6.2 one that is too large or breaks off on its way leaves nothing behind", async () => {
    const fileId = await newFile();
    const before = await stored();
    const endless = async function* () {
      for (;;) yield pdf(500_000);
    };
    const facts = { fileId, name: "a.pdf", kind: "other" };
    expect((await refusalOf(addDocument(ann(), facts, endless()))).code).toBe("PAYLOAD_TOO_LARGE");
    const cut = async function* () {
      yield pdf(2_500_000);
      throw new Error("the line is gone");
    };
    await expect(addDocument(ann(), facts, cut())).rejects.toThrow("the line is gone");
    expect(await stored()).toEqual(before);
    expect((await add(fileId, pdf(MOST_FILE_BYTES))).document.size).toBe(MOST_FILE_BYTES);
  });

  it("F6.2 what a process left half is taken away a day later, what is whole never", async () => {
    const fileId = await newFile();
    const { document } = await add(fileId, pdf());
    await tenant.pool.query(
      "insert into stored_file (store_key, sealed_for, created_at, created_by) select gen_random_uuid(), sealed_for, $1, 'x' from stored_file limit 1",
      [new Date(tenant.clock.now.getTime() - 90_000_000).toISOString()],
    );
    const half = () => tenant.owner.query("select from stored_file where completed_at is null");
    expect((await half()).rowCount).toBe(1);
    await add(fileId, pdf());
    expect((await half()).rowCount).toBe(0);
    expect(await read(fileId, document.documentId)).toBeInstanceOf(Buffer);
  });

  it.each([
    ["../../etc/passwd.pdf", "passwd.pdf"],
    ["C:\\Users\\ann\\May <1>.pdf", "May 1.pdf"],
    ["a\r\nSet-Cookie: x.pdf", "aSet-Cookie x.pdf"],
    ["\u202Efdp.exe.pdf", "fdp.exe.pdf"],
    [`${"x".repeat(300)}.pdf`, `${"x".repeat(116)}.pdf`],
    ["SSN 078-05-1120.pdf", "SSN (number withheld).pdf"],
    ["Übersicht März.pdf", "Übersicht März.pdf"],
  ])("F6.2 is listed under a clean name: %s", async (name, expected) => {
    const outcome = add(await newFile(), pdf(), { name });
    if (/[\r\n]/.test(name)) expect((await refusalOf(outcome)).details?.[0]?.field).toBe("name");
    else expect((await outcome).document.name).toBe(expected);
  });

  it("F6.2 is removed and brought back without being lost, by whom and when is on record", async () => {
    const fileId = await newFile();
    const { document } = await add(fileId, pdf());
    const { documentId } = document;
    const change = (how: string) =>
      changeDocument(tenant.as("operator", "bob@desk.test"), { fileId, documentId, change: how });
    for (let round = 0; round < 2; round += 1) {
      const { documents, removed } = await change("remove");
      expect([documents, removed.map(({ removedBy }) => removedBy)]).toEqual([[], ["bob@desk.test"]]);
      // A second press changes nothing.
      expect((await change("remove")).removed).toEqual(removed);
      expect(await read(fileId, documentId)).toBeInstanceOf(Buffer);
      expect(await change("restore")).toMatchObject({ documents: [document], removed: [] });
    }
    const { rows } = await tenant.owner.query(
      "select seq, kind from funding_document_event where document_id = $1 order by 1",
      [documentId],
    );
    expect(rows.map(({ kind }) => kind)).toEqual(["removed", "restored", "removed", "restored"]);
    await Promise.all(Array.from({ length: 6 }, () => change("remove")));
    expect((await change("remove")).removed).toHaveLength(1);
  });

  it("F6.2 is not brought back while the very same is there, whatever it was sent as", async () => {
    const fileId = await newFile();
    const bytes = pdf();
    const change = (documentId: number, how: string) =>
      changeDocument(ann(), { fileId, documentId, change: how });
    const first = (await add(fileId, bytes, { covers: 3, name: "Spring.pdf" })).document;
    await change(first.documentId, "remove");
    const second = (await add(fileId, bytes, { kind: "tax_return", name: "Taxes.pdf" })).document;
    const refusal = await refusalOf(change(first.documentId, "restore"));
    expect([refusal.code, refusal.message]).toEqual(["CONFLICT", expect.stringContaining("«Taxes.pdf»")]);
    const { documents, removed } = await listDocuments(ann(), { fileId });
    expect([documents, removed.map(({ name }) => name)]).toEqual([[second], ["Spring.pdf"]]);
    await change(second.documentId, "remove");
    expect((await change(first.documentId, "restore")).documents).toEqual([first]);
  });

  it("F6.2 of another file or tenant is not found, and who may not read is refused", async () => {
    const fileId = await newFile();
    const { documentId } = (await add(fileId, pdf())).document;
    const elsewhere = await newFile();
    expect((await refusalOf(openDocument(ann(), { fileId: elsewhere, documentId }))).code).toBe(
      "DOCUMENT_NOT_FOUND",
    );
    expect(
      (await refusalOf(changeDocument(ann(), { fileId: elsewhere, documentId, change: "remove" }))).code,
    ).toBe("DOCUMENT_NOT_FOUND");
    const stranger = other.as("admin");
    expect((await refusalOf(openDocument(stranger, { fileId, documentId }))).code).toBe("DOCUMENT_NOT_FOUND");
    expect((await refusalOf(listDocuments(stranger, { fileId }))).code).toBe("FILE_NOT_FOUND");
    expect(
      (await refusalOf(addDocument(stranger, { fileId, name: "a.pdf", kind: "other" }, pieces(pdf())))).code,
    ).toBe("FILE_NOT_FOUND");
    for (const work of [
      openDocument(tenant.as("exchange"), { fileId, documentId }),
      listDocuments(tenant.as("exchange"), { fileId }),
      changeDocument(tenant.as("exchange"), { fileId, documentId, change: "remove" }),
    ])
      expect((await refusalOf(work)).code).toBe("FORBIDDEN");
  });

  it("F6.2 is not read where its bytes were moved or changed", async () => {
    const fileId = await newFile();
    const [one, two] = [await add(fileId, pdf(1_500_000)), await add(fileId, pdf(1_500_000))];
    const client = await tenant.owner.connect();
    try {
      await client.query("alter table stored_file_part disable trigger user");
      await client.query(
        `update stored_file_part p set sealed_bytes = q.sealed_bytes from stored_file_part q, funding_document d, funding_document e
         where p.store_key = d.store_key and q.store_key = e.store_key and d.document_id = $1 and e.document_id = $2
           and p.part_no = 2 and q.part_no = 2`,
        [one.document.documentId, two.document.documentId],
      );
      await expect(read(fileId, one.document.documentId)).rejects.toThrow();
    } finally {
      await client.query("alter table stored_file_part enable trigger user");
      client.release();
    }
  });
});

describe("F6.2 what is wanted of a client", () => {
  it("F6.2 follows what was approved, counts months and years, and the step takes what is there", async () => {
    const fileId = await fileOf(ann(), "everything");
    const wanted = async () =>
      (await listDocuments(ann(), { fileId })).checklist.map(({ title, received, isEnough, isOptional }) => [
        title,
        received,
        isEnough,
        isOptional,
      ]);
    expect((await listDocuments(ann(), { fileId })).establishedSubVariant).toBe("both");
    expect((await wanted()).map(([title]) => title)).toEqual([
      "Bank statements, 3–6 months",
      "Tax returns, 2–3 years",
      "Profit and loss statement",
      "Balance sheet",
      "Business plan",
    ]);
    await add(fileId, pdf(), { covers: 2 });
    await add(fileId, pdf(), { kind: "other" });
    expect((await wanted())[0]).toEqual(["Bank statements, 3–6 months", 2, false, false]);
    expect((await listDocuments(ann(), { fileId })).gathered).toEqual([]);
    const third = await add(fileId, pdf());
    expect((await wanted())[0]).toEqual(["Bank statements, 3–6 months", 3, true, false]);
    expect((await listDocuments(ann(), { fileId })).gathered).toEqual([
      { document: "Bank statements, 3–6 months", receivedOn: JUDGED_AT.slice(0, 10) },
    ]);
    await changeDocument(ann(), { fileId, documentId: third.document.documentId, change: "remove" });
    expect((await listDocuments(ann(), { fileId })).gathered).toEqual([]);
  });

  it("F6.2 what is gathered completes the step, confirmed by the operator", async () => {
    const fileId = await fileOf(ann(), "established");
    await walked(ann(), fileId, "established_funding", "send_agreement");
    for (const [kind, covers] of [
      ["bank_statement", 3],
      ["tax_return", 2],
      ["profit_and_loss", 1],
      ["balance_sheet", 1],
    ] as const)
      await add(fileId, pdf(), { kind, covers });
    const { gathered } = await listDocuments(ann(), { fileId });
    const { version } = await progressFor(ann(), fileId);
    const step = { fileId, version, path: "established_funding", step: "gather_documentation" };
    const { isNew } = await completeStep(ann(), { ...step, data: { documents: gathered } });
    expect([isNew, gathered.length]).toEqual([true, gathered.length]);
    expect(gathered.length).toBeGreaterThan(0);
  });

  it("F6.2 what came in the evening came on the tenant's day, and is taken that evening", async () => {
    // Nine in the evening in New York.
    const evening = await testTenant({ now: "2026-04-28T01:00:00.000Z" });
    const ctx = evening.as("operator");
    const fileId = await fileOf(ctx, "established");
    await walked(ctx, fileId, "established_funding", "send_agreement");
    const facts = { fileId, name: "May.pdf", kind: "bank_statement", covers: 3 };
    await addDocument(ctx, facts, pieces(pdf()));
    const { gathered: documents, checklist } = await listDocuments(ctx, { fileId });
    expect(documents.map(({ receivedOn }) => receivedOn)).toEqual(["2026-04-27"]);
    expect(checklist[0]?.receivedOn).toBe("2026-04-27");
    const { version } = await progressFor(ctx, fileId);
    const step = { fileId, version, path: "established_funding", step: "gather_documentation" };
    expect((await completeStep(ctx, { ...step, data: { documents } })).isNew).toBe(true);
    await evening.close();
  });

  it("F6.2 asks for nothing where no such product is under way", async () => {
    const { checklist, establishedSubVariant } = await listDocuments(ann(), { fileId: await newFile() });
    expect([checklist, establishedSubVariant]).toEqual([[], null]);
  });

  it("F6.2 is an administrator's to change; others read it; a stale draft is a conflict", async () => {
    const { rules } = await getDocumentRules(ann());
    const mca = [{ kind: "bank_statement", least: 4, most: 6 }];
    expect((await refusalOf(saveDocumentRules(ann(), { ...rules, mca }))).code).toBe("FORBIDDEN");
    const saved = await saveDocumentRules(admin(), { ...rules, mca });
    expect(saved).toMatchObject({ rules: { version: 2, mca, sba: rules.sba }, createdBy: "admin@desk.test" });
    expect(await getDocumentRules(ann())).toEqual(saved);
    expect((await saveDocumentRules(admin(), saved.rules)).rules.version).toBe(2);
    expect((await refusalOf(saveDocumentRules(admin(), rules))).code).toBe("CONFLICT");
    const wrong = {
      version: 2,
      mca: [{ kind: "bank_statement", least: 7, most: 6 }],
      sba: [...rules.sba, ...rules.sba.slice(0, 1)],
    };
    expect((await refusalOf(saveDocumentRules(admin(), wrong))).details?.map(({ field }) => field)).toEqual([
      "mca[0].most",
      "sba[4].kind",
    ]);
  });
});

describe("F6.2 what is recorded of documents", () => {
  const REFUSED = ["42501", "23514"];
  const stateOf = (pool: "pool" | "owner", statement: string): Promise<string | null> =>
    tenant[pool].query(statement).then(
      () => null,
      (error: unknown) => sqlState(error),
    );

  it.each([
    "update funding_document set name = 'x'",
    "delete from funding_document",
    "truncate funding_document cascade",
    "update funding_document_event set recorded_by = 'x'",
    "delete from funding_document_event",
    "update funding_document_rules set created_by = 'x'",
    "delete from funding_document_rules",
    "update stored_file set size = 1",
    "update stored_file set completed_at = null, media_type = null, size = null, sha256 = null, part_count = null",
    "truncate stored_file cascade",
    "update stored_file_part set key_id = 'x'",
    "delete from stored_file_part",
    "insert into stored_file_part select store_key, 99, sealed_bytes, key_id from stored_file_part limit 1",
    "insert into funding_document_event select file_id, document_id, 98, 'removed', recorded_at, recorded_by from funding_document_event limit 1",
  ])("F6.2 nobody may %s", async (statement) => {
    for (const pool of ["pool", "owner"] as const)
      expect(REFUSED, pool).toContain(await stateOf(pool, statement));
  });

  it("F6.2 no document refers to a file that is on its way", async () => {
    const statement = `with arriving as (insert into stored_file (store_key, sealed_for, created_at, created_by)
        values (gen_random_uuid(), gen_random_uuid(), now(), 'x') returning store_key)
      insert into funding_document (file_id, store_key, kind, covers, name, received_at, received_by)
      select file_id, arriving.store_key, kind, covers, name, received_at, received_by
      from arriving, (select * from funding_document limit 1) as present`;
    for (const pool of ["pool", "owner"] as const) expect(await stateOf(pool, statement)).toBe("23514");
  });

  it("F6.2 nobody may delete from stored_file what a document refers to", async () => {
    for (const pool of ["pool", "owner"] as const)
      expect(await stateOf(pool, "delete from stored_file")).toBe("23503");
  });

  it.each<[string, string, string]>([
    ["a part cut out", "I28", "delete from stored_file_part where part_no = 2"],
    [
      "a part cut short",
      "I28",
      "update stored_file_part set sealed_bytes = substr(sealed_bytes, 1, 100) where part_no = 1",
    ],
    [
      "a file that is nobody's",
      "I28",
      "insert into stored_file select gen_random_uuid(), media_type, size, sha256, part_count, sealed_for, created_at, created_by, completed_at from stored_file where completed_at is not null limit 1",
    ],
    ["an event cut out", "Documents", "delete from funding_document_event where seq = 1"],
  ])("I28 audit verify notices %s", async (_what, invariant, damage) => {
    const damaged = await testTenant({ now: JUDGED_AT });
    try {
      const ctx = damaged.as("operator");
      const { fileId } = await opened(ctx);
      const facts = { fileId, name: "a.pdf", kind: "other" };
      const { document } = await addDocument(ctx, facts, pieces(pdf(1_200_000)));
      for (const change of ["remove", "restore"])
        await changeDocument(ctx, { fileId, documentId: document.documentId, change });
      const found = async () => (await verifyAudit(damaged.owner)).violations;
      expect(await found()).toEqual([]);
      const client = await damaged.owner.connect();
      await client
        .query(`set session_replication_role = replica; ${damage}`)
        .finally(() => client.release(true));
      const told = await found();
      expect([...new Set(told.map((one) => one.invariant))]).toEqual([invariant]);
      // By the rows themselves, whatever their bytes say as well.
      const ofRows = FILE_CHECKS.find((one) => one.invariant === invariant);
      expect(told.map(({ rule }) => rule)).toContain(ofRows?.rule);
    } finally {
      await damaged.close();
    }
  });
});
