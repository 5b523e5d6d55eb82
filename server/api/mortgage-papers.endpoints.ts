import { MOST_FILE_BYTES } from "../domain/files/model/media-types.ts";
import { addDocument } from "../domain/mortgages/add-document.ts";
import { createBorrower } from "../domain/mortgages/create-borrower.ts";
import { deleteBorrower } from "../domain/mortgages/delete-borrower.ts";
import { CreateBorrowerInput, DocumentFacts, ListBorrowersInput } from "../domain/mortgages/input.ts";
import { listBorrowers } from "../domain/mortgages/list-borrowers.ts";
import { listByBorrower } from "../domain/mortgages/list-by-borrower.ts";
import { listDocuments } from "../domain/mortgages/list-documents.ts";
import { openDocument } from "../domain/mortgages/open-document.ts";
import { removeDocument } from "../domain/mortgages/remove-document.ts";
import { BYTES, fileAnswer } from "./file-answer.ts";
import { readListQuery } from "./list-query.ts";
import { mayChange, mortgageAt, namedIn } from "./mortgage-address.ts";
import {
  AddedMortgageDocumentResponse,
  BorrowerListResponse,
  BorrowerResponse,
  DeletedBorrowerResponse,
  MortgageDocumentsResponse,
  MortgageListResponse,
  RemovedDocumentResponse,
} from "./mortgages.wire.ts";
import { bodyOf, type Endpoint, requireContentType } from "./rest.ts";

/** The REST API of a mortgage's documents and of borrowers, one entry an operation. */

const FACTS = {
  name: { description: "The name of the file, with its ending", schema: DocumentFacts.name },
  type: { description: "What it is", schema: DocumentFacts.type },
};
const OF_TYPE = { type: { description: "Of one type only", schema: DocumentFacts.type.optional() } };

export const postMortgageDocument: Endpoint = {
  method: "POST",
  path: "/api/mortgages/{id}/documents",
  summary: "Add a document to a mortgage",
  description:
    "The body is the file itself, at most 20 MB: PDF, JPEG, PNG, TIFF, HEIC, Word, Excel or CSV, as its first bytes and the " +
    "ending of its name both say. The same bytes of the same type again are the same document, and nothing is added.",
  access: "admin",
  query: FACTS,
  otherBodies: [BYTES],
  status: 200,
  response: AddedMortgageDocumentResponse,
  refusals: ["MORTGAGE_NOT_FOUND", "UNREADABLE_DOCUMENT", "STORE_FULL", "MORTGAGE_FULL"],
  handle: async (call) => {
    const ctx = await mayChange(call, "addDocument", namedIn(call));
    const facts = { ...readListQuery(call.url, {}, FACTS), ...mortgageAt(call) };
    requireContentType(call.request, [BYTES]);
    return addDocument(ctx, facts, bodyOf(call.request, MOST_FILE_BYTES));
  },
};

export const getMortgageDocuments: Endpoint = {
  method: "GET",
  path: "/api/mortgages/{id}/documents",
  summary: "The documents of a mortgage, newest first",
  access: "user",
  query: OF_TYPE,
  status: 200,
  response: MortgageDocumentsResponse,
  refusals: ["MORTGAGE_NOT_FOUND"],
  handle: async (call) => {
    const asked = { ...readListQuery(call.url, {}, OF_TYPE), ...mortgageAt(call) };
    return { documents: await listDocuments(await call.context(), asked) };
  },
};

export const getMortgageDocumentById: Endpoint = {
  method: "GET",
  path: "/api/mortgages/{id}/documents/{documentId}",
  summary: "A document as it came",
  description: "Always a download, with the type that its bytes show.",
  access: "user",
  status: 200,
  contentType: BYTES,
  refusals: ["DOCUMENT_NOT_FOUND"],
  handle: async (call) => {
    const { documentId } = call.params;
    return fileAnswer(await openDocument(await call.context(), { ...mortgageAt(call), documentId }));
  },
};

export const deleteMortgageDocument: Endpoint = {
  method: "DELETE",
  path: "/api/mortgages/{id}/documents/{documentId}",
  summary: "Remove a document and its file",
  access: "admin",
  status: 200,
  response: RemovedDocumentResponse,
  refusals: ["MORTGAGE_NOT_FOUND", "DOCUMENT_NOT_FOUND"],
  handle: async (call) => {
    const { documentId } = call.params;
    return removeDocument(await call.context(), { ...mortgageAt(call), documentId });
  },
};

const borrowers = ListBorrowersInput.shape;
const BORROWERS = {
  page: { description: "From 1.", schema: borrowers.page },
  pageSize: { description: "25 unless said otherwise.", schema: borrowers.pageSize },
  search: { description: "A part of name, e-mail address or phone number.", schema: borrowers.search },
};

export const getBorrowers: Endpoint = {
  method: "GET",
  path: "/api/mortgages/borrowers",
  summary: "List borrowers",
  access: "user",
  query: BORROWERS,
  status: 200,
  response: BorrowerListResponse,
  refusals: [],
  handle: async (call) => listBorrowers(await call.context(), readListQuery(call.url, {}, BORROWERS)),
};

export const postBorrower: Endpoint = {
  method: "POST",
  path: "/api/mortgages/borrowers",
  summary: "Add a borrower",
  access: "admin",
  body: CreateBorrowerInput,
  status: 201,
  response: BorrowerResponse,
  refusals: [],
  handle: async (call) => createBorrower(await mayChange(call, "createBorrower"), await call.body()),
};

export const deleteBorrowerById: Endpoint = {
  method: "DELETE",
  path: "/api/mortgages/borrowers/{id}",
  summary: "Delete a borrower who has no mortgage",
  access: "admin",
  status: 200,
  response: DeletedBorrowerResponse,
  refusals: ["BORROWER_NOT_FOUND", "BORROWER_IN_USE"],
  handle: async (call) => deleteBorrower(await call.context(), { borrowerId: call.params.id }),
};

const OF_BORROWER = { page: BORROWERS.page, pageSize: BORROWERS.pageSize };

export const getMortgagesOfBorrower: Endpoint = {
  method: "GET",
  path: "/api/mortgages/borrowers/{id}/mortgages",
  summary: "The mortgages of a borrower, also historical ones, newest origination first",
  access: "user",
  query: OF_BORROWER,
  status: 200,
  response: MortgageListResponse,
  refusals: ["BORROWER_NOT_FOUND"],
  handle: async (call) =>
    listByBorrower(await call.context(), {
      ...readListQuery(call.url, {}, OF_BORROWER),
      borrowerId: call.params.id,
    }),
};

export const MORTGAGE_PAPER_ENDPOINTS: Endpoint[] = [
  postMortgageDocument,
  getMortgageDocuments,
  getMortgageDocumentById,
  deleteMortgageDocument,
  getBorrowers,
  postBorrower,
  deleteBorrowerById,
  getMortgagesOfBorrower,
];
