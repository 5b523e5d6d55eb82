import type { Readable } from "node:stream";
import { Readable as NodeReadable } from "node:stream";
import type { z } from "zod";
import { SECURITY_HEADERS } from "../auth/security-headers.ts";
import type { Context } from "../domain/context.ts";
import { DomainError, type Refusal, type RefusalCode, refuse, statusCodeOf } from "../domain/errors.ts";
import { JsonNumber, parseLosslessly } from "../domain/json-number.ts";
import { log } from "../log/log.ts";
import { inRequestOf, noteRequest } from "../log/request.ts";
import { contextFromRequest } from "./context.ts";
import { refusalOf } from "./refusals.ts";
import { FACTS_OF_REFUSALS } from "./wire.ts";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** One operation of the REST API: how it is called, what it answers, and the verb behind it. */
export interface Endpoint {
  method: Method;
  /** As in OpenAPI: `/api/pipeline/loans/{id}`. */
  path: `/api/${string}`;
  summary: string;
  description?: string;
  /**
   * `user`: session or Bearer token; `exchange`: X-Exchange-Api-Key; `scheduler`: the platform's; `open`: anybody. It only describes: the verb
   * authorises, and the access table in the tests holds the two together.
   */
  access: "user" | "admin" | "exchange" | "scheduler" | "open";
  /** Query parameters by name, with what they mean. */
  query?: Record<string, { description: string; schema: z.ZodType }>;
  /** The JSON body, as it is validated. */
  body?: z.ZodType;
  /** Content types of documents that are taken beside it, or instead of any JSON. */
  otherBodies?: readonly string[];
  status: number;
  /** The answer, as it is written; absent for a stream of another type. */
  response?: z.ZodType;
  contentType?: string;
  /** The refusals that this operation adds to those every operation may give. */
  refusals: RefusalCode[];
  handle(call: Call): Promise<unknown>;
}

/** What an endpoint's handler is given. */
export interface Call {
  request: Request;
  url: URL;
  /** Parts of the path, as text. */
  params: Record<string, string>;
  /** Signed in by session or Bearer token. @throws DomainError UNAUTHORIZED … */
  context(): Promise<Context>;
  /** The JSON body with its numbers untouched; at most 1 MB. */
  body(): Promise<Record<string, unknown>>;
}

type RouteContext = { params: Promise<Record<string, string | string[] | undefined>> };
type Door = (request: Request, route: RouteContext) => Promise<Response>;

const METHODS: Method[] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/** The exports of a `route.ts`: a door per endpoint, and an answer in our form for the methods it does not have. */
export function doors(...endpoints: Endpoint[]): Record<Method | "HEAD", Door> {
  const allowed = endpoints.map((endpoint) => endpoint.method).join(", ");
  const refused: Door = async ({ headers }) =>
    inRequestOf(headers, (requestId) =>
      refusalResponse(
        { code: "METHOD_NOT_ALLOWED", message: `This address takes ${allowed} only.` },
        requestId,
        { Allow: allowed },
      ),
    );
  const entries = METHODS.map((method) => {
    const endpoint = endpoints.find((candidate) => candidate.method === method);
    return [method, endpoint ? doorOf(endpoint) : refused] as const;
  });
  const byMethod = Object.fromEntries(entries) as Record<Method, Door>;
  return { ...byMethod, HEAD: headOf(byMethod.GET) };
}

/**
 * HEAD answers as GET does, without the body. The body is let go of here: nobody would read it, and an export that nobody
 * reads holds a connection to the database.
 */
function headOf(get: Door): Door {
  return async (request, route) => {
    const { status, headers, body } = await get(request, route);
    await body?.cancel();
    return new Response(null, { status, headers });
  };
}

function doorOf(endpoint: Endpoint): Door {
  return (request, { params }) =>
    inRequestOf(request.headers, async (requestId) => {
      noteRequest({ route: endpoint.path });
      try {
        const call: Call = {
          request,
          url: new URL(request.url),
          params: (await params) as Record<string, string>,
          context: () => contextFromRequest(request),
          body: () => readObject(request),
        };
        return answer(endpoint, await endpoint.handle(call), requestId);
      } catch (error) {
        return refusalResponse(refusalOf(error), requestId);
      }
    });
}

function answer(endpoint: Endpoint, result: unknown, requestId: string): Response {
  const headers = { ...SECURITY_HEADERS, "Cache-Control": "no-store", "X-Request-Id": requestId };
  if (result instanceof Response) {
    for (const [name, value] of Object.entries(headers))
      if (!result.headers.has(name)) result.headers.set(name, value);
    return result;
  }
  const body = endpoint.response ? endpoint.response.parse(result) : result;
  return new Response(JSON.stringify(body), {
    status: endpoint.status,
    headers: { ...headers, "Content-Type": "application/json; charset=utf-8" },
  });
}

/**
 * `{code, message, details}` of the source, with the facts that some refusals carry beside it, and of our own faults the
 * request's id, which a person can pass on. Refusals have it in the header alone: those of the same kind are the same to
 * the byte, and tell nobody what is there (A7, C25).
 */
export function refusalResponse(
  refusal: Refusal,
  requestId: string,
  more: Record<string, string> = {},
): Response {
  const { code, message, details = [], facts } = refusal;
  const shown = facts && (FACTS_OF_REFUSALS[code]?.parse(facts) as object | undefined);
  const status = statusCodeOf(code);
  const reference = status >= 500 ? { requestId } : {};
  return new Response(JSON.stringify({ code, message, details, ...shown, ...reference }), {
    status,
    headers: {
      ...SECURITY_HEADERS,
      "Content-Type": "application/json; charset=utf-8",
      "Cache-Control": "no-store",
      "X-Request-Id": requestId,
      ...(code === "UNAUTHORIZED" ? { "WWW-Authenticate": 'Bearer realm="pssaas"' } : {}),
      ...(code === "TOO_MANY_ATTEMPTS" ? { "Retry-After": "60" } : {}),
      ...more,
    },
  });
}

/** A stream as a download. */
export function download(stream: Readable, contentType: string, filename: string): Response {
  log.info("export");
  return new Response(NodeReadable.toWeb(stream) as ReadableStream, {
    headers: { "Content-Type": contentType, "Content-Disposition": `attachment; filename="${filename}"` },
  });
}

export const MOST_BODY_BYTES = 1_000_000;

async function readObject(request: Request): Promise<Record<string, unknown>> {
  requireJson(request);
  const bytes = await readBytes(request, MOST_BODY_BYTES);
  let value: unknown;
  try {
    value = parseLosslessly(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return refuse("PAYLOAD_VALIDATION", "The body is not valid JSON; nothing was changed.", [
      { field: "", message: "is not valid JSON" },
    ]);
  }
  const isObject = typeof value === "object" && value !== null;
  if (isObject && !Array.isArray(value) && !(value instanceof JsonNumber))
    return value as Record<string, unknown>;
  return refuse("PAYLOAD_VALIDATION", "The body must be a JSON object; nothing was changed.", [
    { field: "", message: "must be a JSON object" },
  ]);
}

/** Without its parameters, in small letters; empty when there is none. */
export function contentTypeOf(request: Request): string {
  return request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";
}

/** @throws DomainError UNSUPPORTED_CONTENT_TYPE */
export function requireJson(request: Request): void {
  if (contentTypeOf(request) === "application/json") return;
  refuse(
    "UNSUPPORTED_CONTENT_TYPE",
    "Send the body as JSON with the header Content-Type: application/json; nothing was changed.",
  );
}

/** @throws DomainError UNSUPPORTED_CONTENT_TYPE */
export function requireContentType(request: Request, types: string[]): void {
  if (types.includes(contentTypeOf(request))) return;
  refuse(
    "UNSUPPORTED_CONTENT_TYPE",
    `Send the body with the header Content-Type: ${types.join(" or ")}; nothing was changed.`,
  );
}

/**
 * The body, read no further than the limit.
 * @throws DomainError PAYLOAD_TOO_LARGE; PAYLOAD_VALIDATION when its sender hung up
 */
export async function readBytes(request: Request, most: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of bodyOf(request, most)) parts.push(part);
  return Buffer.concat(parts);
}

/**
 * The body part by part, as it comes. One that says itself that it is longer than it may be is not begun (C19). Its breaking off
 * says ECONNRESET as a lost database does, but it is its sender's doing, and no fault that anybody has to look into.
 * @throws DomainError PAYLOAD_TOO_LARGE; PAYLOAD_VALIDATION when its sender hung up
 */
export function bodyOf(request: Request, most: number): AsyncGenerator<Uint8Array, void> {
  if (Number(request.headers.get("content-length") ?? 0) > most) throw tooLarge(most);
  return partsOf(request.body, most);
}

async function* partsOf(
  body: ReadableStream<Uint8Array> | null,
  most: number,
): AsyncGenerator<Uint8Array, void> {
  let size = 0;
  const reader = body?.getReader();
  try {
    for (;;) {
      const next = await reader?.read().catch(() => "broken off" as const);
      if (next === "broken off")
        return refuse("PAYLOAD_VALIDATION", "The body broke off before its end; nothing was changed.");
      if (!next || next.done) return;
      size += next.value.length;
      if (size > most) throw tooLarge(most);
      yield next.value;
    }
  } finally {
    await reader?.cancel().catch(() => undefined);
  }
}

function tooLarge(most: number): DomainError {
  return new DomainError({
    code: "PAYLOAD_TOO_LARGE",
    message: `The body is larger than ${Math.floor(most / 1_000_000)} MB; nothing was changed. Send it in parts.`,
  });
}
