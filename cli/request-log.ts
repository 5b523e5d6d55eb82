import type { IncomingMessage, ServerResponse } from "node:http";
import { log } from "../server/log/log.ts";
import { type CurrentRequest, REQUEST_ID_HEADER, requestIdFrom } from "../server/log/request.ts";
import { instant, placeOf, telemetry } from "../server/telemetry/telemetry.ts";
import { beforeHead } from "./before-head.ts";
import type { RouteOf } from "./routes.ts";
import { METHODS } from "./unanswerable.ts";

/** Files of the build and icons, which everybody asks for by the dozen and nobody looks for. */
const ASSETS = /^\/(_next\/|favicon\.ico|icon|apple-icon)/;
/** Asked every few seconds by whatever watches over the process. */
const PROBES = /^\/api\/(health|ready)$/;

/**
 * Gives a request its id, which its answer carries whatever answers it, and writes a line when it is over.
 * @returns what the log is to know of it meanwhile
 */
export function followRequest(
  request: IncomingMessage,
  response: ServerResponse,
  routeOf: RouteOf,
): CurrentRequest {
  const given = request.headers[REQUEST_ID_HEADER];
  const current: CurrentRequest = { id: requestIdFrom(typeof given === "string" ? given : undefined) };
  request.headers[REQUEST_ID_HEADER] = current.id;
  // Next adds a door's header to one that is there already.
  beforeHead(response, () => response.setHeader("X-Request-Id", current.id));
  const pathname = request.url?.split("?", 1)[0] ?? "/";
  if (ASSETS.test(pathname)) return current;
  current.route = routeOf(pathname) ?? "(none)";
  log.debug("arrived", { requestId: current.id, method: request.method, route: current.route });
  const began = performance.now();
  traceRequest(request, response, current);
  response.once("close", () => {
    const status = statusOf(response);
    if (PROBES.test(pathname) && status && status < 400) return;
    const { id, route, tenant, user, code } = current;
    const ms = Math.round((performance.now() - began) * 10) / 10;
    const isCut = response.writableFinished ? undefined : true;
    const { method } = request;
    log.info("request", {
      requestId: id,
      method,
      route,
      status,
      ms,
      tenant,
      user,
      code,
      isCut,
    });
  });
  return current;
}

/** A span and a measured duration, where somebody collects them; of the address only its route. */
function traceRequest(request: IncomingMessage, response: ServerResponse, current: CurrentRequest): void {
  if (!telemetry()) return;
  const { traceparent } = request.headers;
  const place = placeOf(current.id, typeof traceparent === "string" ? traceparent : undefined);
  current.place = place;
  const began = instant();
  response.once("close", () => {
    const { id, route = "(none)", tenant, code } = current;
    const status = statusOf(response);
    const method = METHODS.includes(request.method ?? "") ? (request.method ?? "") : "_OTHER";
    const ended = instant();
    const attributes = {
      "http.request.method": method,
      "http.route": route,
      "http.response.status_code": status,
      "pssaas.request_id": id,
      "pssaas.tenant": tenant,
      "pssaas.code": code,
    };
    const span = { ...place, name: `${method} ${route}`, kind: "server", began, ended, attributes } as const;
    telemetry()?.span({ ...span, isError: (status ?? 0) >= 500 });
    telemetry()?.request({ method, route: measuredRoute(route), status }, (ended - began) / 1_000);
  });
}

/** None where whoever asked had gone before there was an answer. */
function statusOf({ headersSent, statusCode }: ServerResponse): number | undefined {
  return headersSent ? statusCode : undefined;
}

/** Each is a series that is kept and sent for ever: the calls of a batch can be put together in ever new ways, by anybody. */
function measuredRoute(route: string): string {
  return route.includes(",") ? "/api/trpc/{batch}" : route;
}
