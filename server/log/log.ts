import { faultOf } from "./fault.ts";
import { currentRequest } from "./request.ts";

export type Level = "debug" | "info" | "warn" | "error";

/**
 * What may stand in a line: codes, counts, routes, a tenant's slug, ids. Never what a person typed or is called, an address,
 * a body or a query string (C37).
 */
export type Facts = Record<string, string | number | boolean | null | undefined>;

/** The console as it was before `console.ts` had others' lines come here. */
const held = globalThis as { pssaasConsoleError?: typeof console.error };

const WEIGHT: Record<string, number> = { debug: 0, info: 1, warn: 2, error: 3, silent: 4 };
const LONGEST_VALUE = 500;

/**
 * The log of a running app: a line an event on the standard error output (V16.2). Of an error only its kind and where it was
 * thrown are told.
 */
export const log = {
  debug: (msg: string, facts: Facts = {}) => write("debug", msg, undefined, facts),
  info: (msg: string, facts: Facts = {}) => write("info", msg, undefined, facts),
  warn: (msg: string, error?: unknown, facts: Facts = {}) => write("warn", msg, error, facts),
  error: (msg: string, error?: unknown, facts: Facts = {}) => write("error", msg, error, facts),
};

function write(level: Level, msg: string, error: unknown, facts: Facts): void {
  const isPlain = plainIsWanted();
  const least = WEIGHT[process.env.PSSAAS_LOG_LEVEL ?? ""] ?? (isPlain ? WEIGHT.warn : WEIGHT.info);
  if ((WEIGHT[level] ?? 0) < (least ?? 0)) return;
  const { id, route, tenant, user } = currentRequest() ?? {};
  const fault = error === undefined ? undefined : faultOf(error);
  const all = { requestId: id, route, tenant, user, ...facts, ...fault };
  (held.pssaasConsoleError ?? console.error)(isPlain ? plainLine(msg, all) : jsonLine(level, msg, all));
}

/** A person at a terminal reads sentences; whatever collects the output elsewhere gets an object a line. */
function plainIsWanted(): boolean {
  const { PSSAAS_LOG } = process.env;
  if (PSSAAS_LOG === "json" || PSSAAS_LOG === "plain") return PSSAAS_LOG === "plain";
  return process.stderr.isTTY === true || process.env.NODE_ENV === "development";
}

type Told = Record<string, Facts[string] | string[]>;

function jsonLine(level: Level, msg: string, facts: Told): string {
  const line = { level, time: new Date().toISOString(), msg, ...facts };
  return onOneLine(JSON.stringify(line, (_, value) => (typeof value === "string" ? cut(value) : value)));
}

function plainLine(msg: string, { at = [], ...facts }: Told): string {
  const told = Object.entries(facts).filter(([, value]) => value !== undefined && value !== null);
  const words = [cut(msg), ...told.map(([name, value]) => `${name}=${cut(String(value))}`)];
  return [words.join("  "), ...[at].flat().map((frame) => `    at ${frame}`)].map(onOneLine).join("\n");
}

function cut(text: string): string {
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}

/** Nothing in a value begins a line of its own or moves a terminal's cursor (V16.4.1). */
function onOneLine(text: string): string {
  return text.replace(
    /[\p{Cc}\u2028\u2029]/gu,
    (sign) => `\\u${(sign.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`,
  );
}
