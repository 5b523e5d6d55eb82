import { headersFor } from "../../trpc/signed-in-as.ts";
import type { CallSheetData } from "./queue-words.ts";

/**
 * Posts a credit report as it came: its bytes are kept, and no number passes through a float.
 * @returns the workflow that it leads to
 * @throws what the server refused, in the form of every other refusal
 */
export async function sendReport(
  fileId: number,
  report: File,
  signedInAs: string,
): Promise<CallSheetData["workflow"]> {
  const text = await report.text();
  const isWrapped = /^\s*\{\s*"report"\s*:/.test(text);
  const answer = await fetch(`/api/funding/files/${fileId}/credit-reports`, {
    method: "POST",
    headers: { ...headersFor(signedInAs), "Content-Type": "application/json" },
    body: isWrapped ? text : `{"report":${text}}`,
  });
  if (answer.ok) return (await answer.json()).run.workflow;
  const refusal: unknown = await answer.json().catch(() => null);
  throw Object.assign(new Error("refused"), { data: { refusal: shownFor(refusal) } });
}

/** What is wrong inside the report is said of the one field that holds it. */
function shownFor(refusal: unknown): object | null {
  const { message, details = [] } = (refusal ?? {}) as {
    message?: string;
    details?: { field: string; message: string }[];
  };
  if (message === undefined) return null;
  const [first] = details;
  const said = first
    ? `could not be read: ${first.field.replace(/^report\.?/, "") || "it"} ${first.message}`
    : `could not be read: ${message}`;
  return { ...(refusal as object), details: first ? [{ field: "report", message: said }] : [] };
}
