import { isDiskFull, isUnavailable } from "../../db/connect.ts";
import { StreamsBusyError } from "../../db/csv-stream.ts";
import { DomainError, type Refusal, statusCodeOf } from "../domain/errors.ts";
import { log } from "../log/log.ts";
import { noteRequest } from "../log/request.ts";

/**
 * Whatever was thrown, as the refusal that may leave the house. What is not a refusal is our fault: it is logged with the
 * request's id and told in general words, so that no stack, SQL or path gets out.
 */
export function refusalOf(error: unknown): Refusal {
  const refusal = refusalFor(error);
  noteRequest({ code: refusal.code });
  const status = statusCodeOf(refusal.code);
  if (status === 401 || status === 403) log.info("refused", { code: refusal.code });
  return refusal;
}

function refusalFor(error: unknown): Refusal {
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
    log.warn("The database cannot be reached", error);
    return {
      code: "UNAVAILABLE",
      message:
        "The database cannot be reached at the moment. Please try again shortly; quote the reference if it stays so.",
    };
  }
  if (isDiskFull(error)) {
    log.error("The database's disk is full", error);
    return {
      code: "UNAVAILABLE",
      message:
        "The database has no room left, so this was not saved. Please try again when whoever runs it has made room.",
    };
  }
  log.error("A request failed", error);
  return {
    code: "INTERNAL",
    message:
      "Something went wrong on our side. Look whether your change was saved before you repeat it, and quote the reference when you report it.",
  };
}
