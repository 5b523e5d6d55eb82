import { ReportInput } from "../domain/funding/file-input.ts";
import { receiveCreditReport } from "../domain/funding/receive-credit-report.ts";
import { fileAt } from "./file-address.ts";
import { ReceivedReportResponse } from "./funding.wire.ts";
import { contentTypeOf, type Endpoint, readBytes, requireContentType } from "./rest.ts";

/** What comes into a file from outside. */

/** A thousand accounts with all that the form has room for, or a vendor's document with its pages as a picture. */
const MOST_REPORT_BYTES = 8_000_000;

const XML = ["application/xml", "text/xml"];

export const postCreditReport: Endpoint = {
  method: "POST",
  path: "/api/funding/files/{id}/credit-reports",
  summary: "Add a credit report to a file and underwrite it",
  description:
    "JSON in the normalised form, with `{report}` around it or by itself; a report of Array as it came, which is JSON with `CREDIT_RESPONSE` at its top; or MISMO 2 as " +
    "XML in UTF-8 without a DOCTYPE. At most 8 MB. The same bytes again are the same report: the answer is the first one, and " +
    "nothing is added. The normalised form has no field for a social security number, and none is taken; what a vendor's " +
    "document says of it is kept under seal with the document and nowhere else. A report of two people is refused.",
  access: "user",
  body: ReportInput,
  otherBodies: XML,
  status: 200,
  response: ReceivedReportResponse,
  refusals: ["FILE_NOT_FOUND"],
  handle: async (call) => {
    const ctx = await call.context();
    const { fileId } = fileAt(call);
    requireContentType(call.request, ["application/json", ...XML]);
    const sent = XML.includes(contentTypeOf(call.request)) ? "xml" : "json";
    return receiveCreditReport(ctx, { fileId, body: await readBytes(call.request, MOST_REPORT_BYTES), sent });
  },
};

export const FUNDING_INTAKE_ENDPOINTS: Endpoint[] = [postCreditReport];
