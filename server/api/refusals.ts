import { isUnavailable } from "../../db/connect.ts";
import { StreamsBusyError } from "../../db/csv-stream.ts";
import { DomainError, type Refusal } from "../domain/errors.ts";

/**
 * Whatever was thrown, as the refusal that may leave the house. What is not a refusal is our fault: it is logged with the
 * request's id and told in general words, so that no stack, SQL or path gets out.
 */
export function refusalOf(error: unknown, requestId: string): Refusal {
  if (error instanceof DomainError) return error.refusal;
  // A DomainError of another evaluation of the module is the same thing to the caller.
  const refusal = (error as { refusal?: Refusal } | null)?.refusal;
  if (refusal?.code && refusal.message) return refusal;
  if (error instanceof StreamsBusyError) {
    return {
      code: "TOO_MANY_EXPORTS",
      message:
        "Two exports of your tenant are running already. Wait until one of them is done, then ask again.",
    };
  }
  if (isUnavailable(error)) {
    report("warn", requestId, error);
    return {
      code: "UNAVAILABLE",
      message:
        "The database cannot be reached at the moment. Please try again shortly; quote the request id if it stays so.",
    };
  }
  report("error", requestId, error);
  return {
    code: "INTERNAL",
    message:
      "Something went wrong on our side. Look whether your change was saved before you repeat it, and quote the request id when you report it.",
  };
}

/** One JSON object a line; no personal data: an error's message and stack, not the request's content. */
function report(level: "warn" | "error", requestId: string, error: unknown): void {
  const { message, stack } = error instanceof Error ? error : { message: String(error), stack: undefined };
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : undefined;
  // Drizzle's message repeats the parameters, which hold borrowers' names; the cause says what the database said.
  const safe = message.startsWith("Failed query") ? "a query failed" : message;
  const at = stack
    ?.split("\n")
    .filter((line) => line.startsWith("    at "))
    .slice(0, 8);
  console.error(
    JSON.stringify({ time: new Date().toISOString(), level, requestId, message: safe, cause, at }),
  );
}
