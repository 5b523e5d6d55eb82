import { holdsSocialSecurityNumber } from "@/server/domain/social-security-number.ts";

/** Under which what is typed of a report is kept while the page is open, and what is pasted. */
export const entryDraft = (fileId: number) => `funding/${fileId}/typed report`;
export const pasteDraft = (fileId: number) => `funding/${fileId}/pasted report`;

/**
 * What a draft keeps of a report, typed or pasted: everything but a text with a social security number in it. A report is long
 * work, and its draft is in the memory of this page alone, so a dialog that closes loses nothing. The number is another thing:
 * no report needs it, and a draft is shown again to whoever opens the form next on this screen, who may be somebody else.
 */
export const keptOfReport = (text: string): string => (holdsSocialSecurityNumber(text) ? "" : text);

/** The same of a table's rows as JSON, cell by cell: one number does not take the other accounts along. */
export const keptOfRows = (rows: string): string =>
  JSON.stringify(
    JSON.parse(rows, (_column, cell: unknown) => (typeof cell === "string" ? keptOfReport(cell) : cell)),
  );
