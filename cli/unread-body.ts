import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { beforeHead } from "./before-head.ts";

/** How long a sender may take to see an answer that it did not wait for. */
const LINGER_MS = 1_000;

/**
 * Makes an answer the last of its connection when the body it answers has not come to its end: nobody will read the rest, so
 * the connection could serve no other request, and would count as busy for as long as its sender likes (A11).
 *
 * Closing upon bytes that nobody read resets the connection, and a sender may then never see why it was refused. So our side
 * ends first, and for a moment what still comes is read, as far as its reader has not let go of it.
 */
export function endWithUnreadBody(request: IncomingMessage, response: ServerResponse): void {
  beforeHead(response, () => {
    if (isBodyOnItsWay(request)) response.setHeader("Connection", "close");
  });
  // A request that its reader let go of has no socket any more.
  const { socket } = request;
  // Before Node's own listener, which calls `destroySoon` after a last answer.
  response.prependOnceListener("finish", () => {
    if (!request.complete) socket.destroySoon = () => linger(request, socket);
  });
}

/** Of a request without a body Node says that it is complete only after its handler has begun. */
function isBodyOnItsWay({ complete, headers }: IncomingMessage): boolean {
  return (
    !complete && (headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0)
  );
}

function linger(request: IncomingMessage, socket: Socket): void {
  closeSoon(socket);
  // Whoever began to read it has stopped.
  request.removeAllListeners("data").removeAllListeners("readable").resume();
}

/** Ends our side, and the connection after a moment in which its sender may see what we said. */
export function closeSoon(socket: Duplex): void {
  socket.end();
  const last = setTimeout(() => socket.destroy(), LINGER_MS);
  socket.once("close", () => clearTimeout(last));
}
