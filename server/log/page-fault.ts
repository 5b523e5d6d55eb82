import { log } from "./log.ts";
import { currentRequest, REQUEST_ID_HEADER, requestIdFrom } from "./request.ts";

interface FailedRequest {
  method: string;
  headers: Record<string, string | string[] | undefined>;
  /** As in the folders: `/pipeline/loans/[loanId]`. */
  routePath: string;
}

/** A fault that several parts of a page waited for is thrown in each of them. */
const told = new WeakSet<object>();

/** One line for a page that could not be put together, with the digest that its reader can quote. */
export function tellPageFault(error: unknown, { method, headers, routePath }: FailedRequest): void {
  if (error instanceof Error && told.has(error)) return;
  if (error instanceof Error) told.add(error);
  const { digest } = Object(error) as { digest?: unknown };
  const given = headers[REQUEST_ID_HEADER];
  const requestId = currentRequest()?.id ?? requestIdFrom(Array.isArray(given) ? given[0] : given);
  const reference = typeof digest === "string" ? digest : undefined;
  const facts = { requestId, method, route: routePath, reference };
  // That the database is away is no fault of the page.
  if (Object(error).refusal?.code === "UNAVAILABLE") log.warn("The database cannot be reached", error, facts);
  else log.error("A page could not be shown", error, facts);
}
