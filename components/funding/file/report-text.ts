import type { z } from "zod";
import { ReportInput } from "@/server/domain/funding/file-input.ts";
import type { Inputs } from "../../trpc/client.ts";
import { pathInWords } from "./document-places.ts";

type Report = Inputs["funding"]["receiveCreditReport"]["report"];

/** So many wrong places are named; whoever corrects them comes again. */
const MOST_PROBLEMS = 6;

export type ReadText = { report: Report } | { problems: string[] };

/**
 * What was pasted or chosen, as the report to send: the JSON of a report, or `{report}` as it is posted to the API. The
 * server's own schema looks at it first, so that what is wrong is said in place.
 */
export function reportFromText(text: string): ReadText {
  if (text.trim() === "") return { problems: ["Paste a report first."] };
  const document = parsed(text);
  if (document === undefined) return { problems: ["This is not JSON. Paste the whole report, from { to }."] };
  const isWrapped = typeof document === "object" && document !== null && Object.hasOwn(document, "report");
  const given = isWrapped ? document : { report: document };
  const checked = ReportInput.safeParse(given);
  if (checked.success) return { report: (given as { report: Report }).report };
  const { issues } = checked.error;
  const named = issues.slice(0, MOST_PROBLEMS).map(problemText);
  const others = issues.length - named.length;
  return { problems: others > 0 ? [...named, `And ${others} more.`] : named };
}

/** Numbers stay as they are written, so that no cent is lost. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text, (_name, value, context?: { source?: string }) =>
      typeof value === "number" ? (context?.source ?? String(value)) : value,
    );
  } catch {
    return undefined;
  }
}

function problemText(issue: z.core.$ZodIssue): string {
  const place = pathInWords(issue.path.slice(1));
  if (issue.code !== "unrecognized_keys") return `${place} ${issue.message}.`;
  return `${place} has what no report has: ${issue.keys.join(", ")}.`;
}
