import { randomUUID } from "node:crypto";
import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { SECURITY_HEADERS } from "../auth/security-headers.ts";
import type { Context } from "../domain/context.ts";
import { contextForIdentity, identityFromRequest } from "./context.ts";
import { appRouter } from "./root.ts";

/** More calls in one request than any page makes; a batch is no way around the limits (reliability.md C10). */
const MOST_CALLS_PER_REQUEST = 10;

/** The door of the browser: tRPC over fetch, never cached. */
export function handleTrpc(request: Request): Promise<Response> {
  const requestId = randomUUID();
  const person = once(() => identityFromRequest(request));
  const domain: () => Promise<Context> = once(async () => contextForIdentity(await person()));
  return fetchRequestHandler({
    endpoint: "/api/trpc",
    req: request,
    router: appRouter,
    maxBatchSize: MOST_CALLS_PER_REQUEST,
    createContext: () => ({ requestId, person, domain }),
    responseMeta: () => ({
      headers: { ...SECURITY_HEADERS, "Cache-Control": "no-store", "X-Request-Id": requestId },
    }),
  });
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let started: Promise<T> | undefined;
  return () => {
    started ??= work();
    return started;
  };
}
