/** CSV (RFC 4180) as PostgreSQL's COPY writes it, and harmless when a spreadsheet opens it (P3.7). */

/** A cell that begins with one of these is taken for a formula. */
export const FORMULA_STARTS = ["\t", "\n", "\r", "+", "-", "=", "@"];

/** The text so that a spreadsheet shows it and calculates nothing. Numbers of our own making are not for this. */
export function harmless(text: string): string {
  return FORMULA_STARTS.some((start) => text.startsWith(start)) ? `'${text}` : text;
}

export function csvLine(cells: (string | null)[]): string {
  return `${cells.map(csvCell).join(",")}\n`;
}

/** Nothing for null, quotes around an empty text and around one that has to be quoted. */
function csvCell(cell: string | null): string {
  if (cell === null) return "";
  return cell === "" || cell === "\\." || /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
