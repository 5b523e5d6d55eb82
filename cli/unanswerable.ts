import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { REFUSALS, type RefusalCode } from "../server/domain/errors.ts";

/** The methods that a page or a door may answer; which of them each one does is its own to say. */
export const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

const ALLOW = METHODS.join(", ");

/**
 * Refuses what nothing here could answer, whatever stands behind it: another method (405), a target that is no path of ours, or a
 * call of a server action, of which there are none (400, C5). Next takes such a request for a fault of its own, and a stranger's
 * typing would be an error line that somebody is woken by (C37).
 * @returns false for a request that is the app's to answer
 */
export function refuseUnanswerable(request: IncomingMessage, response: ServerResponse): boolean {
  if (!METHODS.includes(request.method ?? "")) {
    response.setHeader("Allow", ALLOW);
    refuse(response, "METHOD_NOT_ALLOWED", `This address takes ${ALLOW} at most.`);
    return true;
  }
  const problem = problemOf(request);
  if (problem === null) return false;
  refuse(response, "PAYLOAD_VALIDATION", problem);
  return true;
}

/** CONNECT comes without a response to write to. Not answered, its sender would have to guess. */
export function refuseTunnel(socket: Duplex, headers: Record<string, string>): void {
  const lines = Object.entries({ Allow: ALLOW, ...headers, Connection: "close", "Content-Length": "0" });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  socket.on("error", () => socket.destroy());
  socket.end(`HTTP/1.1 405 Method Not Allowed\r\n${head}\r\n`, () => socket.destroy());
}

function problemOf({ url, headers }: IncomingMessage): string | null {
  if (!isPath(url ?? "")) return "What was asked for is not the path of an address.";
  if (headers["next-action"] === undefined) return null;
  return "There are no server actions here; leave the header Next-Action out.";
}

/** Every part of it is decoded by Next. */
function isPath(target: string): boolean {
  const [pathname = ""] = target.split("?", 1);
  if (!pathname.startsWith("/")) return false;
  try {
    decodeURIComponent(pathname);
    return true;
  } catch {
    return false;
  }
}

function refuse(response: ServerResponse, code: RefusalCode, message: string): void {
  response.writeHead(REFUSALS[code], {
    "Content-Type": "application/json; charset=utf-8",
    "Cache-Control": "no-store",
  });
  response.end(JSON.stringify({ code, message, details: [] }));
}
