import { randomUUID } from "node:crypto";
import type { ProbeAnswer } from "../../domain/ports.ts";
import { httpClient } from "../http.ts";
import type { PrivateHosts } from "../reach.ts";
import { EVENTS_VERSION, reasonIn } from "./payload.ts";

export interface ProbedEngine {
  baseUrl: string;
  leadToken: string | undefined;
  confidentialToken: string | undefined;
  now: () => Date;
  timeoutMs?: number;
  privateHosts?: PrivateHosts;
}

/**
 * Tries both tokens by reading (F7.4): a rate table that there is not, which only an accepted token is told, and the events of
 * the last minutes. Nothing is changed and nobody is asked for an offer.
 */
export async function probeEngine(engine: ProbedEngine, signal: AbortSignal): Promise<ProbeAnswer> {
  const problems: string[] = [];
  const tables = await called(engine, engine.leadToken, `/originator/rateTables/${randomUUID()}`, signal);
  // That there is no such table is the answer to whoever may ask.
  if (tables !== null && tables.status !== 404) problems.push(`The lead token: ${tables.why}`);
  const sinceTimestamp = new Date(engine.now().getTime() - 15 * 60_000).toISOString();
  const path = "/supplyAnalytics/leadEvents";
  const events = await called(engine, engine.confidentialToken, path, signal, { sinceTimestamp });
  if (events !== null) problems.push(`The confidential token: ${events.why}`);
  const isWorking = problems.length === 0;
  return {
    isWorking,
    says: isWorking ? "Engine answers, and accepts both tokens." : "Engine cannot be used like this.",
    problems,
  };
}

/** Why a call was not answered; null when it was. */
async function called(
  { baseUrl: base, timeoutMs = 10_000, privateHosts }: ProbedEngine,
  token: string | undefined,
  path: string,
  signal: AbortSignal,
  query: Record<string, string> = {},
): Promise<{ status: number | null; why: string } | null> {
  if (!token) return { status: null, why: "it is not set." };
  const client = httpClient({
    name: "Engine",
    base,
    headers: { authorization: `Bearer ${token}`, ...EVENTS_VERSION },
    reasonIn,
    timeoutMs,
    ...(privateHosts ? { privateHosts } : {}),
  });
  const outcome = await client({ method: "GET", path, query, signal });
  return outcome.how === "answered" ? null : { status: outcome.status, why: outcome.why };
}
