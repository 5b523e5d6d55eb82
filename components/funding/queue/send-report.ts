import { refusalOf } from "../../trpc/refusal.ts";
import type { useSendFile } from "../../trpc/use-send-file.ts";
import { recognise } from "../file/recognised-report.ts";
import type { CallSheetData } from "./queue-words.ts";

/**
 * Posts a credit report as it came: its bytes are kept, and no number passes through a float.
 * @returns the workflow that it leads to
 * @throws what the server refused, said of the one field that holds the report
 */
export async function sendReport(
  sendFile: ReturnType<typeof useSendFile>,
  fileId: number,
  { file, contentType }: Recognised,
): Promise<CallSheetData["workflow"]> {
  try {
    const address = `/api/funding/files/${fileId}/credit-reports`;
    const { run } = await sendFile<Answer>(address, file, contentType);
    return run.workflow;
  } catch (error) {
    const { message, details } = refusalOf(error);
    const [first] = details;
    throw unread(
      first ? `could not be read: ${first.field.replace(/^report\.?/, "")} ${first.message}` : message,
    );
  }
}

interface Recognised {
  file: File;
  contentType: string;
}

/** @throws what keeps the file from being a report, before anything is sent */
export async function recognisedReport(file: File): Promise<Recognised> {
  const found = await recognise(file);
  if (typeof found === "string") throw unread(`could not be read: it ${found}`);
  return { file, contentType: found.contentType };
}

interface Answer {
  run: { workflow: CallSheetData["workflow"] };
}

function unread(message: string): Error {
  const refusal = { code: "PAYLOAD_VALIDATION", message, details: [{ field: "report", message }] };
  return Object.assign(new Error("refused"), { data: { refusal } });
}
