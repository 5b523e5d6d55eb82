import http, { type IncomingHttpHeaders, type IncomingMessage } from "node:http";
import https from "node:https";
import { setTimeout as sleep } from "node:timers/promises";
import type { z } from "zod";
import { currentRequest } from "../log/request.ts";
import { instant, placeOf, spanId, telemetry } from "../telemetry/telemetry.ts";
import { lookupFor, OutOfReach, type PrivateHosts, privateHostsFrom } from "./reach.ts";

/**
 * Calls to systems outside, and above all: how each of them ended. It stands on Node's own client and not on `fetch`, since
 * that one does not tell whether a request has left, cannot be held to public addresses, and is replaced by Next. Every call
 * has a connection of its own, so that none is lost on one that the other side was just closing. Redirects are not followed.
 */
export type HttpOutcome = HttpAnswer | HttpRefusal | HttpUnknown;

/** Carried out: a status of 200 to 299 and a body that could be read whole. */
export interface HttpAnswer {
  how: "answered";
  status: number;
  headers: IncomingHttpHeaders;
  /** Parsed JSON; null when there is none. */
  body: unknown;
  /** The same as it came, for whoever needs the digits of its numbers. */
  text: string;
}

/** Certainly not carried out: nobody was reached, or the system said no. */
export interface HttpRefusal {
  how: "refused";
  why: string;
  /** Another attempt would be refused as well. */
  isFinal: boolean;
  /** Null when nobody was reached. */
  status: number | null;
  headers: IncomingHttpHeaders;
  body: unknown;
  /** How long the system asks to wait; null when it does not say. */
  retryAfterMs: number | null;
}

/** It may have been carried out or not: no answer in time, a connection that was cut, a server error, an answer that cannot be read. */
export interface HttpUnknown {
  how: "unknown";
  why: string;
  status: number | null;
}

export interface HttpCall {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below the base address, beginning with a slash, its parts encoded. */
  path: string;
  query?: Record<string, string | number | undefined>;
  headers?: Record<string, string>;
  /** Sent as JSON. */
  json?: unknown;
  /** Sent as it is. */
  body?: { type: string; bytes: string | Uint8Array };
  signal?: AbortSignal | undefined;
  /** How often it may be made again when it was not carried out or nobody knows: only where carrying it out twice is harmless. */
  repeats?: number;
}

export interface HttpSettings {
  /** Who is called, as a sentence begins: «GoHighLevel». */
  name: string;
  /** `https://host/path`; http only to this machine itself. */
  base: string;
  /** With every call. */
  headers?: Record<string, string>;
  /** The system's own words for why it said no. */
  reasonIn?: (body: unknown) => string | null;
  /** Of one attempt, the body's coming included (ms). */
  timeoutMs?: number;
  /** Longest body that is read. */
  mostBytes?: number;
  privateHosts?: PrivateHosts;
  random?: () => number;
  pause?: (ms: number, signal: AbortSignal | undefined) => Promise<unknown>;
}

/** A system's pause longer than this is not waited for within a call: the caller is told, and comes back later. */
const LONGEST_PAUSE_MS = 10_000;
const FIRST_PAUSE_MS = 300;
const REPEATED_AT_MOST = 4;

export type HttpClient = (call: HttpCall) => Promise<HttpOutcome>;

/**
 * A client of one system.
 * @throws TypeError when the base address is none
 */
export function httpClient(settings: HttpSettings): HttpClient {
  const { random = Math.random, pause = (ms, signal) => sleep(ms, undefined, { signal }) } = settings;
  return async (call) => {
    const most = Math.min(call.repeats ?? 0, REPEATED_AT_MOST);
    for (let attempt = 0; ; attempt += 1) {
      const outcome = await traced(settings, call);
      const wait = pauseAfter(outcome, attempt, random());
      if (attempt >= most || wait === null || call.signal?.aborted) return outcome;
      try {
        await pause(wait, call.signal);
      } catch {
        return outcome;
      }
    }
  };
}

/** Null when another attempt would not help, or not yet. */
function pauseAfter(outcome: HttpOutcome, attempt: number, random: number): number | null {
  if (outcome.how === "answered" || (outcome.how === "refused" && outcome.isFinal)) return null;
  const asked = outcome.how === "refused" ? outcome.retryAfterMs : null;
  if (asked !== null) return asked <= LONGEST_PAUSE_MS ? asked + random * FIRST_PAUSE_MS : null;
  return FIRST_PAUSE_MS * 2 ** attempt * (0.5 + random / 2);
}

/** A span of each attempt, where somebody collects them: the system, the method and how it ended, and no address. */
async function traced(settings: HttpSettings, call: HttpCall): Promise<HttpOutcome> {
  if (!telemetry()) return attemptOnce(settings, call);
  const began = instant();
  const outcome = await attemptOnce(settings, call);
  const parent = currentRequest()?.place;
  telemetry()?.span({
    ...(parent ? { traceId: parent.traceId, parentSpanId: parent.spanId } : placeOf(spanId(), undefined)),
    spanId: spanId(),
    name: `${call.method} ${settings.name}`,
    kind: "client",
    began,
    ended: instant(),
    attributes: {
      "http.request.method": call.method,
      "pssaas.system": settings.name,
      "http.response.status_code": outcome.status ?? undefined,
      "pssaas.outcome": outcome.how,
    },
    isError: outcome.how !== "answered",
  });
  return outcome;
}

async function attemptOnce(settings: HttpSettings, call: HttpCall): Promise<HttpOutcome> {
  const { name, timeoutMs = 20_000 } = settings;
  const late = AbortSignal.timeout(timeoutMs);
  const signal = call.signal ? AbortSignal.any([call.signal, late]) : late;
  const progress = { isConnected: false };
  try {
    const response = await send(settings, call, signal, progress);
    return await judge(settings, response);
  } catch (error) {
    const why = late.aborted
      ? `${name} did not answer within ${Math.round(timeoutMs / 1_000)} seconds.`
      : signal.aborted
        ? brokenOff(name, signal)
        : faultOf(name, error);
    if (progress.isConnected) return { how: "unknown", why, status: null };
    const isFinal = error instanceof OutOfReach;
    return { how: "refused", why, isFinal, status: null, headers: {}, body: null, retryAfterMs: null };
  }
}

/** By whoever had no more patience, or does not want to know any more. */
function brokenOff(name: string, { reason }: AbortSignal): string {
  return reason instanceof DOMException && reason.name === "TimeoutError"
    ? `${name} did not answer in time.`
    : `The call to ${name} was broken off.`;
}

function send(
  settings: HttpSettings,
  call: HttpCall,
  signal: AbortSignal,
  progress: { isConnected: boolean },
): Promise<IncomingMessage> {
  const url = addressOf(settings.base, call);
  const isPlain = url.protocol === "http:";
  const port = Number(url.port || (isPlain ? 80 : 443));
  const lookup = lookupFor(url.hostname, port, settings.privateHosts ?? privateHostsFrom(process.env));
  const body = call.json === undefined ? call.body?.bytes : JSON.stringify(call.json);
  const type = call.json === undefined ? call.body?.type : "application/json";
  return new Promise((resolve, reject) => {
    const request = (isPlain ? http : https).request(url, {
      method: call.method,
      agent: false,
      signal,
      ...(lookup ? { lookup } : {}),
      headers: {
        accept: "application/json",
        "user-agent": "pssaas",
        ...settings.headers,
        ...call.headers,
        ...(body === undefined
          ? {}
          : { "content-type": type, "content-length": Buffer.byteLength(body).toString() }),
      },
    });
    request.on("socket", (socket) => {
      // Until then nothing of the request has left.
      socket.once(isPlain ? "connect" : "secureConnect", () => {
        progress.isConnected = true;
      });
    });
    request.on("response", resolve);
    request.on("error", reject);
    request.end(body);
  });
}

function addressOf(base: string, { path, query = {} }: HttpCall): URL {
  const url = new URL(base.replace(/\/+$/, "") + path);
  if (url.origin !== new URL(base).origin) throw new OutOfReach("The address does not belong to the system.");
  const isHere = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isHere))
    throw new OutOfReach("The address must begin with https://.");
  for (const [key, value] of Object.entries(query))
    if (value !== undefined) url.searchParams.set(key, String(value));
  return url;
}

async function judge(settings: HttpSettings, response: IncomingMessage): Promise<HttpOutcome> {
  const { statusCode: status = 0, headers } = response;
  const { text, fault } = await readBody(response, settings.mostBytes ?? 2_000_000);
  const parsed = fault === null ? parsedOf(text) : null;
  if (status >= 200 && status < 300) {
    if (parsed) return { how: "answered", status, headers, body: parsed.body, text };
    const why = `${settings.name} answered ${status}, but ${fault ?? "what it said cannot be read"}.`;
    return { how: "unknown", why, status };
  }
  const body = parsed?.body ?? null;
  const why = whyOf(settings, status, body);
  if (!saysNo(status)) return { how: "unknown", why, status };
  const isFinal = status !== 429 && status !== 425;
  return { how: "refused", why, isFinal, status, headers, body, retryAfterMs: retryAfterOf(headers) };
}

/**
 * Whether a status says that nothing was carried out. Of a server's own fault, of a request that it lost patience with and of
 * a redirect that may stand for «done, look there» nobody can say.
 */
function saysNo(status: number): boolean {
  return (status >= 400 && status < 500 && status !== 408) || [301, 307, 308].includes(status);
}

function whyOf({ name, reasonIn }: HttpSettings, status: number, body: unknown): string {
  const reason = reasonIn?.(body) ?? null;
  if (reason !== null) return `${name} answered ${status}: ${reason}`;
  const meaning =
    status >= 300 && status < 400
      ? " (a redirect, which is not followed: check the address)"
      : meaningOf(status);
  return `${name} answered ${status}${meaning}.`;
}

function meaningOf(status: number): string {
  const meanings: Record<number, string> = {
    401: " (the key is not accepted)",
    403: " (the key may not do this)",
    404: " (there is no such thing)",
    429: " (too many requests)",
  };
  return meanings[status] ?? (status >= 500 ? " (a fault of its own)" : "");
}

/** What came of a body that is too long or was cut is thrown away. */
async function readBody(
  response: IncomingMessage,
  mostBytes: number,
): Promise<{ text: string; fault: string | null }> {
  const parts: Buffer[] = [];
  let length = 0;
  try {
    for await (const part of response as AsyncIterable<Buffer>) {
      length += part.length;
      if (length > mostBytes) return { text: "", fault: "its answer is too long" };
      parts.push(part);
    }
  } catch {
    return { text: "", fault: "its answer did not come whole" };
  }
  return { text: Buffer.concat(parts).toString("utf8"), fault: null };
}

function parsedOf(text: string): { body: unknown } | null {
  if (text.trim() === "") return { body: null };
  try {
    return { body: JSON.parse(text) };
  } catch {
    return null;
  }
}

/** Seconds, or the moment itself. */
function retryAfterOf(headers: IncomingHttpHeaders): number | null {
  const said = headers["retry-after"]?.trim();
  if (!said) return null;
  if (/^\d{1,9}$/.test(said)) return Number(said) * 1_000;
  const moment = Date.parse(said);
  return Number.isNaN(moment)
    ? null
    : Math.max(0, moment - Date.parse(headers.date ?? new Date().toUTCString()));
}

/** Of a fault only what it is: its message may hold what was sent. */
function faultOf(name: string, error: unknown): string {
  if (error instanceof OutOfReach) return error.message;
  const faults = error instanceof AggregateError ? error.errors : [error];
  const code = (faults[0] as { code?: unknown } | undefined)?.code;
  const meanings: Record<string, string> = {
    ECONNREFUSED: "refused the connection",
    ENOTFOUND: "has an address that nobody knows",
    EAI_AGAIN: "has an address that cannot be looked up at the moment",
    ECONNRESET: "closed the connection",
  };
  const known = typeof code === "string" ? (meanings[code] ?? `could not be reached (${code})`) : null;
  return `${name} ${known ?? "could not be reached"}.`;
}

/** A body in the shape that the system documents; another one is an answer that cannot be read, so nobody knows. */
export function shaped<S extends z.ZodType>(
  name: string,
  outcome: HttpOutcome,
  schema: S,
): { how: "answered"; value: z.output<S> } | HttpRefusal | HttpUnknown {
  if (outcome.how !== "answered") return outcome;
  const parsed = schema.safeParse(outcome.body);
  if (parsed.success) return { how: "answered", value: parsed.data };
  const field = parsed.error.issues[0]?.path.join(".") || "its answer";
  const why = `${name} answered in a form that is not known (${field}).`;
  return { how: "unknown", why, status: outcome.status };
}
