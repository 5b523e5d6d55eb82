import { deriveFromDecisions } from "../domain/funding/derive-workflow.ts";
import { editFile } from "../domain/funding/edit-file.ts";
import { EditFileInput, OpenFileInput, ReviseInput } from "../domain/funding/file-input.ts";
import { getFile } from "../domain/funding/get-file.ts";
import { DeriveWorkflowInput, UnderwriteInput } from "../domain/funding/input.ts";
import { listFiles } from "../domain/funding/list-files.ts";
import { decisionsOf } from "../domain/funding/model/run.ts";
import { openFile } from "../domain/funding/open-file.ts";
import { reviseUnderwriting } from "../domain/funding/revise-underwriting.ts";
import { underwriteReport } from "../domain/funding/underwrite.ts";
import { bodyForFile } from "./file-address.ts";
import {
  DerivedWorkflowResponse,
  FileDetailWire,
  FileListResponse,
  UnderwritingResponse,
} from "./funding.wire.ts";
import { FILE_LIST_PARAMETERS, readListQuery } from "./list-query.ts";
import type { Endpoint } from "./rest.ts";

/** Funding's REST API, one entry an operation. */

export const postDeriveWorkflow: Endpoint = {
  method: "POST",
  path: "/api/funding/workflow/derive",
  summary: "The workflow that decisions lead to, and why",
  description:
    "Stateless. `workflow` is null while a person has to act first; `trace` says why in either case.",
  access: "user",
  body: DeriveWorkflowInput,
  status: 200,
  response: DerivedWorkflowResponse,
  refusals: [],
  handle: async (call) => deriveFromDecisions(await call.context(), await call.body()),
};

export const postUnderwrite: Endpoint = {
  method: "POST",
  path: "/api/funding/underwrite",
  summary: "Decisions and workflow for a credit report and an applicant",
  description:
    "Stateless. The report is in the normalised form, a row per bureau; leave out what is not known. " +
    "There is no field for a social security number, and none is taken.",
  access: "user",
  body: UnderwriteInput,
  status: 200,
  response: UnderwritingResponse,
  refusals: [],
  handle: async (call) => {
    const run = await underwriteReport(await call.context(), await call.body());
    return { ...run, decisions: decisionsOf(run) };
  },
};

export const postFile: Endpoint = {
  method: "POST",
  path: "/api/funding/files",
  summary: "Open a file for a client",
  description:
    "`possibleDuplicates` names other files that may be of the same client; they keep nobody from it.",
  access: "user",
  body: OpenFileInput,
  status: 201,
  response: FileDetailWire,
  refusals: [],
  handle: async (call) => openFile(await call.context(), await call.body()),
};

export const getFiles: Endpoint = {
  method: "GET",
  path: "/api/funding/files",
  summary: "List files",
  access: "user",
  query: FILE_LIST_PARAMETERS,
  status: 200,
  response: FileListResponse,
  refusals: [],
  handle: async (call) => listFiles(await call.context(), readListQuery(call.url, {}, FILE_LIST_PARAMETERS)),
};

export const getFileById: Endpoint = {
  method: "GET",
  path: "/api/funding/files/{id}",
  summary: "One file with its reports and every run",
  access: "user",
  status: 200,
  response: FileDetailWire,
  refusals: ["FILE_NOT_FOUND"],
  handle: async (call) => getFile(await call.context(), { fileId: call.params.id }),
};

export const patchFile: Endpoint = {
  method: "PATCH",
  path: "/api/funding/files/{id}",
  summary: "Change what is known of a client",
  description: "Send `version` as you read it; a stale edit is refused with both versions.",
  access: "user",
  body: EditFileInput.omit({ fileId: true }),
  status: 200,
  response: FileDetailWire,
  refusals: ["FILE_NOT_FOUND", "CONFLICT"],
  handle: async (call) => editFile(await call.context(), await bodyForFile(call)),
};

export const postRun: Endpoint = {
  method: "POST",
  path: "/api/funding/files/{id}/runs",
  summary: "Correct figures or overrule a decision, and underwrite again",
  description: "Say why in `reason`. Every run before stays as it was.",
  access: "user",
  body: ReviseInput.omit({ fileId: true }),
  status: 201,
  response: FileDetailWire,
  refusals: ["FILE_NOT_FOUND", "CONFLICT", "NO_CREDIT_REPORT"],
  handle: async (call) => reviseUnderwriting(await call.context(), await bodyForFile(call)),
};

export const FUNDING_ENDPOINTS: Endpoint[] = [
  postDeriveWorkflow,
  postUnderwrite,
  postFile,
  getFiles,
  getFileById,
  patchFile,
  postRun,
];
