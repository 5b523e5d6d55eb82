import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { SECURITY_HEADERS } from "../auth/security-headers.ts";
import type { Context } from "../domain/context.ts";
import { inRequestOf, noteRequest } from "../log/request.ts";
import { contextForCaller, identityFromRequest } from "./context.ts";
import { bodyOf, MOST_BODY_BYTES } from "./rest.ts";
import { appRouter } from "./root.ts";

/** More calls in one request than any page makes; a batch is no way around the limits (reliability.md C10). */
const MOST_CALLS_PER_REQUEST = 10;

/** The door of the browser: tRPC over fetch, never cached. */
export function handleTrpc(request: Request): Promise<Response> {
  return inRequestOf(request.headers, (requestId) => answer(request, requestId));
}

function answer(request: Request, requestId: string): Promise<Response> {
  noteRequest({ route: `/api/trpc/${proceduresOf(request)}` });
  const person = once(() => identityFromRequest(request));
  const domain: () => Promise<Context> = once(async () => contextForCaller(request, await person()));
  return fetchRequestHandler({
    endpoint: "/api/trpc",
    req: withLimitedBody(request),
    router: appRouter,
    maxBatchSize: MOST_CALLS_PER_REQUEST,
    createContext: () => ({ requestId, person, domain }),
    responseMeta: () => ({
      headers: { ...SECURITY_HEADERS, "Cache-Control": "no-store", "X-Request-Id": requestId },
    }),
  });
}

/** The procedures that are called, for the log: only those there are, since a stranger may write anything there. */
function proceduresOf(request: Request): string {
  const names = new URL(request.url).pathname.split("/").at(-1)?.split(",") ?? [];
  const known = names.filter((name) => Object.hasOwn(appRouter._def.procedures, name));
  return known.slice(0, MOST_CALLS_PER_REQUEST).join(",");
}

/** The same request, of whose body no more is read than a call may send; who may not call hears that first. */
function withLimitedBody(request: Request): Request {
  if (!request.body) return request;
  const { url, method, headers, signal } = request;
  const body = partsOf(request) as unknown as BodyInit;
  const init: RequestInit & { duplex: "half" } = { method, headers, signal, body, duplex: "half" };
  return new Request(url, init);
}

/** Begun when somebody reads it, so that a refusal is told in the form of the answer. */
async function* partsOf(request: Request): AsyncGenerator<Uint8Array> {
  yield* bodyOf(request, MOST_BODY_BYTES);
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let started: Promise<T> | undefined;
  return () => {
    started ??= work();
    return started;
  };
}
