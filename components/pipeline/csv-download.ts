import type { ListLoansInput } from "@/server/domain/pipeline/input.ts";
import type { LoanField } from "@/server/domain/pipeline/model/loan-fields.ts";
import type { ShownRefusal } from "../trpc/refusal.ts";

/** An export as the browser fetches it (P9.1): the address, and the bytes as they come. */

export function exportAddress(request: ListLoansInput, columns: LoanField[]): string {
  const { filters, search, sortBy, sortDirection } = request;
  const query = new URLSearchParams({ columns: columns.join(",") });
  if (sortBy) query.set("sortBy", sortBy);
  if (sortDirection) query.set("sortDirection", sortDirection);
  if (filters && filters.length > 0) query.set("filters", JSON.stringify(filters));
  if (search) query.set("search", search);
  return `/api/pipeline/loans/export.csv?${query}`;
}

const QUOTE = 34;
const LINE_FEED = 10;

/** Counts the rows of a CSV as its bytes come in: line ends within quotes are text. The head is not counted. */
export function rowCounter(): (bytes: Uint8Array) => number {
  let lines = 0;
  let isQuoted = false;
  return (bytes) => {
    for (const byte of bytes) {
      if (byte === QUOTE) isQuoted = !isQuoted;
      else if (byte === LINE_FEED && !isQuoted) lines += 1;
    }
    return Math.max(0, lines - 1);
  };
}

/** Refused by the server, with its reason. */
export class ExportRefused extends Error {
  readonly refusal: ShownRefusal;
  constructor(refusal: ShownRefusal) {
    super(refusal.message);
    this.refusal = refusal;
  }
}

/**
 * Fetches a CSV and tells how many rows have come.
 * @throws ExportRefused; an error of the network, also when the answer ends before it is whole
 */
export async function fetchCsv(
  address: string,
  request: Pick<RequestInit, "headers" | "signal">,
  onRows: (rows: number) => void,
): Promise<{ file: Blob; rows: number }> {
  const answer = await fetch(address, { ...request, cache: "no-store" });
  if (!answer.ok || !answer.body) throw new ExportRefused(await refusalIn(answer));
  const count = rowCounter();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let rows = 0;
  const reader = answer.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value);
    rows = count(value);
    onRows(rows);
  }
  return { file: new Blob(parts, { type: "text/csv" }), rows };
}

async function refusalIn(answer: Response): Promise<ShownRefusal> {
  const body = (await answer.json().catch(() => ({}))) as Partial<ShownRefusal>;
  const requestId = answer.headers.get("x-request-id");
  return {
    code: body.code ?? "INTERNAL",
    message: body.message ?? "The server did not send the export. Please try again.",
    details: body.details ?? [],
    ...(requestId ? { requestId } : {}),
  };
}
