import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { parseAndValidateFlightRouterState } from "next/dist/server/app-render/parse-and-validate-flight-router-state.js";
import { REFUSALS, type RefusalCode } from "../server/domain/errors.ts";
import { refuseAsLast } from "./last-answer.ts";

/** The methods that a door may answer; which of them each one does is its own to say. */
export const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/** A page is only read: there are no server actions (C5). */
const PAGE_METHODS = ["GET", "HEAD"];

/** Doors, and what is the framework's own. */
const NO_PAGE = /^\/(api(\/|\?|$)|_)/;

/**
 * Refuses what nothing here could answer, whatever stands behind it: a request without a host, a target that is no path of ours, a
 * place in the app that no page of ours sends (400), or another method (405). Next takes such a request for a fault of its own, and a stranger's typing would
 * be an error line that somebody is woken by (C37).
 * @returns false for a request that is the app's to answer
 */
export function refuseUnanswerable(request: IncomingMessage, response: ServerResponse): boolean {
  const { method = "", url = "", headers } = request;
  const methods = NO_PAGE.test(url) ? METHODS : PAGE_METHODS;
  if (request.httpVersion === "1.1" && headers.host === undefined)
    refuse(response, "PAYLOAD_VALIDATION", "A request by HTTP/1.1 names its host, in the header Host.");
  else if (!isPath(url))
    refuse(response, "PAYLOAD_VALIDATION", "What was asked for is not the path of an address.");
  else if (!methods.includes(method)) {
    response.setHeader("Allow", methods.join(", "));
    refuse(response, "METHOD_NOT_ALLOWED", `This address takes ${methods.join(", ")} at most.`);
  } else if (!isRouterState(headers["next-router-state-tree"]))
    refuse(
      response,
      "PAYLOAD_VALIDATION",
      "The header Next-Router-State-Tree is none that a page here sends.",
    );
  else return false;
  return true;
}

/** CONNECT comes without a response to write to. Not answered, its sender would have to guess. */
export function refuseTunnel(socket: Duplex, headers: Record<string, string>): void {
  const message = `This address takes ${METHODS.join(", ")} at most.`;
  refuseAsLast(socket, { code: "METHOD_NOT_ALLOWED", message }, { Allow: METHODS.join(", "), ...headers });
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

/** Where in the app a page says that it is; by Next's own rule, which throws where a page would be shown. */
function isRouterState(header: string | string[] | undefined): boolean {
  try {
    parseAndValidateFlightRouterState(header);
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
