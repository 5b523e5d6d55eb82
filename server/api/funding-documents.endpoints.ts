import { MOST_FILE_BYTES } from "../domain/files/model/media-types.ts";
import { addDocument } from "../domain/funding/add-document.ts";
import { changeDocument } from "../domain/funding/change-document.ts";
import { ChangeDocumentInput, DocumentFacts } from "../domain/funding/document-input.ts";
import { listDocuments } from "../domain/funding/list-documents.ts";
import { openDocument } from "../domain/funding/open-document.ts";
import { bodyForFile, fileAt } from "./file-address.ts";
import { BYTES, fileAnswer } from "./file-answer.ts";
import { AddedDocumentResponse, FileDocumentsResponse } from "./funding-documents.wire.ts";
import { readListQuery } from "./list-query.ts";
import { bodyOf, type Endpoint, requireContentType } from "./rest.ts";

/** The documents of a file (F6.2), one entry an operation. */

const FACTS = {
  name: { description: "The name of the file, with its ending", schema: DocumentFacts.name },
  kind: { description: "What it is", schema: DocumentFacts.kind },
  covers: {
    description: "How many months, years or copies of its kind are in it; 1 when left out",
    schema: DocumentFacts.covers,
  },
};

export const postDocument: Endpoint = {
  method: "POST",
  path: "/api/funding/files/{id}/documents",
  summary: "Add a document to a file",
  description:
    "The body is the file itself, at most 20 MB: PDF, JPEG, PNG, TIFF, HEIC, Word, Excel or CSV, as its first bytes and the " +
    "ending of its name both say. The same bytes again are the same document, and nothing is added.",
  access: "user",
  query: FACTS,
  otherBodies: [BYTES],
  status: 200,
  response: AddedDocumentResponse,
  refusals: ["FILE_NOT_FOUND", "UNREADABLE_DOCUMENT"],
  handle: async (call) => {
    const ctx = await call.context();
    const facts = { ...readListQuery(call.url, {}, FACTS), ...fileAt(call) };
    requireContentType(call.request, [BYTES]);
    return addDocument(ctx, facts, bodyOf(call.request, MOST_FILE_BYTES));
  },
};

export const getDocuments: Endpoint = {
  method: "GET",
  path: "/api/funding/files/{id}/documents",
  summary: "The documents of a file, beside what is wanted of its client",
  access: "user",
  status: 200,
  response: FileDocumentsResponse,
  refusals: ["FILE_NOT_FOUND"],
  handle: async (call) => listDocuments(await call.context(), fileAt(call)),
};

export const getDocumentById: Endpoint = {
  method: "GET",
  path: "/api/funding/files/{id}/documents/{documentId}",
  summary: "A document as it came",
  description: "Always a download, with the type that its bytes show.",
  access: "user",
  status: 200,
  contentType: BYTES,
  refusals: ["DOCUMENT_NOT_FOUND"],
  handle: async (call) => {
    const { documentId } = call.params;
    return fileAnswer(await openDocument(await call.context(), { ...fileAt(call), documentId }));
  },
};

export const postDocumentChange: Endpoint = {
  method: "POST",
  path: "/api/funding/files/{id}/document-changes",
  summary: "Remove a document from a file, or bring it back",
  description:
    "Nothing is deleted: what was removed is listed apart and may be brought back, unless the same bytes have been added again.",
  access: "user",
  body: ChangeDocumentInput.omit({ fileId: true }),
  status: 200,
  response: FileDocumentsResponse,
  refusals: ["FILE_NOT_FOUND", "DOCUMENT_NOT_FOUND", "CONFLICT"],
  handle: async (call) => changeDocument(await call.context(), await bodyForFile(call)),
};

export const FUNDING_DOCUMENT_ENDPOINTS: Endpoint[] = [
  postDocument,
  getDocuments,
  getDocumentById,
  postDocumentChange,
];
