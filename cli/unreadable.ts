import { randomUUID } from "node:crypto";
import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { REFUSALS, type RefusalCode } from "../server/domain/errors.ts";
import { log } from "../server/log/log.ts";
import { REQUEST_ID_HEADER } from "../server/log/request.ts";
import { refuseAsLast } from "./last-answer.ts";

/** What Node's parser gives up for, by the code of its error; anything else is a request that is not HTTP. */
const REASONS: Record<string, [RefusalCode, string]> = {
  HPE_HEADER_OVERFLOW: [
    "HEADERS_TOO_LARGE",
    "The address and the headers of a request are too long together.",
  ],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: ["PAYLOAD_TOO_LARGE", "The extensions of the body's chunks are too long."],
  ERR_HTTP_REQUEST_TIMEOUT: ["REQUEST_TIMEOUT", "The request did not come to its end in time."],
};
const NO_HTTP: [RefusalCode, string] = ["PAYLOAD_VALIDATION", "What was sent is not a request by HTTP."];

/**
 * Answers what Node's parser cannot read, in Node's stead, as every other refusal is answered and told (C37, C38); what was sent is
 * not repeated. Where nobody would read it, or an answer has begun, there is none: the connection only ends.
 * @param underWay what is being answered on any connection
 */
export function refuseUnreadable(
  error: NodeJS.ErrnoException,
  socket: Socket,
  underWay: Iterable<ServerResponse>,
  headers: Record<string, string>,
): void {
  // Refused already: whatever still comes is read until it closes, and is no more readable than before.
  if (socket.writableEnded) return;
  const current = [...underWay].find(({ req }) => req.socket === socket);
  if (error.code === "ECONNRESET" || !socket.writable || current?.headersSent) {
    socket.destroySoon();
    return;
  }
  const [code, message] = REASONS[error.code ?? ""] ?? NO_HTTP;
  // Of the request whose body broke off, when there is one.
  const requestId = String(current?.req.headers[REQUEST_ID_HEADER] ?? randomUUID());
  refuseAsLast(socket, { code, message }, { ...headers, "X-Request-Id": requestId });
  // Browsers open connections ahead of their requests; one on which nothing was asked is no news when its time is over.
  if (socket.bytesRead > 0)
    log.info("request", { requestId, status: REFUSALS[code], code, parser: error.code });
}
