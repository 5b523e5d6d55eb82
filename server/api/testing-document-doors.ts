import { Readable } from "node:stream";
import type { Context } from "../domain/context.ts";
import { addDocument } from "../domain/funding/add-document.ts";
import { adminWrites, reads, writes } from "./testing-callers.ts";

/** The doors of documents for the table of who may call what. */

/** As every tenant has it at first, so that saving it changes nothing. */
const WANTED = {
  mca: [{ kind: "bank_statement", least: 3, most: 6 }],
  sba: [
    { kind: "tax_return", least: 2, most: 3 },
    { kind: "profit_and_loss", least: 1, most: 1 },
    { kind: "balance_sheet", least: 1, most: 1 },
    { kind: "business_plan", least: 0, most: 1 },
  ],
};

let serial = 0;

/** The first document of a tenant, with a mark in its name and in its bytes. */
export async function addPaper(ctx: Context, fileId: number, mark: string): Promise<void> {
  const paper = Readable.from([Buffer.from(`%PDF-1.7 ${mark}`)]);
  await addDocument(ctx, { fileId, name: `${mark}.pdf`, kind: "other" }, paper);
}

export const documentRoutes = (id: () => number, mark: string) => ({
  "GET /api/funding/files/[id]/documents": { expected: reads(404), id },
  "POST /api/funding/files/[id]/documents": {
    expected: writes(404),
    id,
    more: "?name=a.pdf&kind=other",
    type: "application/octet-stream",
    body: () => `%PDF-1.7 ${mark} ${++serial}`,
  },
  "GET /api/funding/files/[id]/documents/[documentId]": { expected: reads(404), id, query: "1" },
  "POST /api/funding/files/[id]/document-changes": {
    expected: writes(404),
    id,
    body: () => ({ documentId: 1, change: "remove" }),
  },
});

export const documentProcedures = (file: () => number) => ({
  "funding.documents": { expected: reads(404), input: () => ({ fileId: file() }) },
  "funding.changeDocument": {
    expected: writes(404),
    input: () => ({ fileId: file(), documentId: 1, change: "restore" }),
  },
  "funding.policies": { expected: reads(200), input: () => ({}) },
  "funding.documentRules": { expected: reads(200) },
  "funding.saveDocumentRules": { expected: adminWrites(200), input: () => ({ version: 1, ...WANTED }) },
});
