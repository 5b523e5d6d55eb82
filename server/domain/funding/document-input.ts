import type { z } from "zod";
import { listOf, oneOf, RecordId, record, text, wholeNumber } from "../fields.ts";
import { DOCUMENT_KINDS, type DocumentKind } from "./model/documents.ts";

/** What the verbs of documents take. Safe for the browser: forms validate with the same schemas. */

const Kind = oneOf(Object.keys(DOCUMENT_KINDS) as [DocumentKind, ...DocumentKind[]]);

/** What is said of a document beside its bytes. */
export const DocumentFacts = {
  /** With its ending; folders and signs that mean something elsewhere are taken out. */
  name: text(400),
  kind: Kind,
  /** How many months, years or copies of its kind are in it. */
  covers: wholeNumber(1, 60).default(1),
};

export const AddDocumentInput = record({ fileId: RecordId, ...DocumentFacts });

export const DocumentInput = record({ fileId: RecordId, documentId: RecordId });

export const ChangeDocumentInput = record({
  fileId: RecordId,
  documentId: RecordId,
  /** Removed, it is out of the list and may be brought back; nothing is deleted. */
  change: oneOf(["remove", "restore"]),
});

const Wanted = record({ kind: Kind, least: wholeNumber(0, 60), most: wholeNumber(1, 60) });

export const DocumentRulesInput = record({
  version: wholeNumber(1, 2_147_483_647),
  mca: listOf(Wanted, "documents", 20),
  sba: listOf(Wanted, "documents", 20),
});

export type DocumentRulesInput = z.input<typeof DocumentRulesInput>;
