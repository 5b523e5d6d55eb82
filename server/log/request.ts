import { AsyncLocalStorage } from "node:async_hooks";
import { randomUUID } from "node:crypto";

/** What is known of the request that is being answered, for the lines of the log that are written meanwhile. */
export interface CurrentRequest {
  id: string;
  /** As in OpenAPI (`/api/pipeline/loans/{id}`), of tRPC the procedures; never the address itself. */
  route?: string;
  tenant?: string;
  /** A person's id; a client behind a token has none. */
  user?: string;
  /** The refusal that it ended in. */
  code?: string;
  /** Its place in a trace, where traces are taken. */
  place?: { traceId: string; spanId: string };
  /** Is told of the work of a door as it begins: that goes on also when whoever asked has gone. */
  onWork?: (work: Promise<unknown>) => void;
}

export const REQUEST_ID_HEADER = "x-request-id";

/** One for the process, since Next evaluates modules more than once. */
const held = globalThis as { pssaasRequest?: AsyncLocalStorage<CurrentRequest> };
held.pssaasRequest ??= new AsyncLocalStorage();
const storage = held.pssaasRequest;

export function currentRequest(): CurrentRequest | undefined {
  return storage.getStore();
}

/** Notes something of the current request; nothing where there is none, as in the worker. */
export function noteRequest(facts: Partial<Omit<CurrentRequest, "id">>): void {
  Object.assign(storage.getStore() ?? {}, facts);
}

/** Runs the answering of a request, whose facts every line that is written meanwhile carries. */
export function inRequest<T>(request: CurrentRequest, work: () => T): T {
  return storage.run(request, work);
}

/**
 * The same for a door: it goes on with what the server around it began, or begins by itself where there is none (a
 * serverless platform, a test that calls the door).
 * @param work is given the request's id
 */
export function inRequestOf<T>(headers: Pick<Headers, "get">, work: (requestId: string) => T): T {
  const present = storage.getStore();
  if (present) {
    const begun = work(present.id);
    present.onWork?.(Promise.resolve(begun));
    return begun;
  }
  const id = requestIdFrom(headers.get(REQUEST_ID_HEADER));
  return storage.run({ id }, () => work(id));
}

/** It is written into the log, so nothing in it may read like a social security number. */
const SAFE_ID = /^(?!.*\d{3}[-_]\d{2}[-_]\d{4})[A-Za-z0-9_-]{16,64}$/;

/** The caller's own id when it is a plain one of 16 to 64 signs, otherwise a new one. */
export function requestIdFrom(given: string | null | undefined): string {
  return given && SAFE_ID.test(given) ? given : randomUUID();
}
