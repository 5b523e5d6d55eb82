import { isBareReport, REPORT_PARTS } from "@/server/domain/funding/model/credit-report.ts";

/** What a chosen file is, before it is sent: told by its beginning, as the server tells it. */
export interface RecognisedReport {
  /** "MISMO 2 credit report" */
  format: string;
  contentType: "application/xml" | "application/json";
}

const MEGABYTE = 1_000_000;

export const MOST_REPORT_BYTES = 8 * MEGABYTE;

/** The kind of report, or a sentence on why it is none. */
export async function recognise(file: File): Promise<RecognisedReport | string> {
  if (file.size === 0) return "is empty";
  if (file.size > MOST_REPORT_BYTES) return "is larger than 8 MB";
  const text = (await file.text()).trimStart();
  if (text.startsWith("<")) return recogniseXml(text);
  if (text.startsWith("{")) return recogniseJson(text);
  return "is neither XML nor JSON";
}

function recogniseXml(text: string): RecognisedReport | string {
  if (/<\w*:?MESSAGE[\s>]/.test(text.slice(0, 2_000)))
    return "looks like MISMO 3: ask the vendor for MISMO 2";
  return /<(\w+:)?CREDIT_RESPONSE[\s>/]/.test(text)
    ? { format: "MISMO 2 credit report", contentType: "application/xml" }
    : "is XML, but no credit report";
}

function recogniseJson(text: string): RecognisedReport | string {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return "is not valid JSON: it may have been cut short";
  }
  const has = (name: string) => Object.hasOwn(Object(document), name);
  if (has("CREDIT_RESPONSE")) return { format: "Array credit report", contentType: "application/json" };
  if (has("report") || isBareReport(document))
    return { format: "Credit report in our own form", contentType: "application/json" };
  return `is JSON, but no credit report: it has neither report nor CREDIT_RESPONSE at its top, and nothing of a report itself (${REPORT_PARTS.join(", ")})`;
}
