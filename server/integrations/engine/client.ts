import type { ConsentTexts } from "../../domain/funding/model/loan-application.ts";
import { parseLosslessly } from "../../domain/json-number.ts";
import type { LoanMarketplace, OffersAnswer, Reading } from "../../domain/ports.ts";
import { type HttpClient, type HttpOutcome, httpClient } from "../http.ts";
import type { PrivateHosts } from "../reach.ts";
import { EVENTS_VERSION, eventPageOf, leadEventsOf, leadOf, offerTableOf, reasonIn } from "./payload.ts";

export interface EngineSettings {
  baseUrl: string;
  isTest: boolean;
  /** Submits applications and reads rate tables. */
  leadToken: string;
  /** Reads what happened to leads. */
  confidentialToken: string;
  consents: ConsentTexts;
  now: () => Date;
  timeoutMs?: number;
  privateHosts?: PrivateHosts;
}

const NAME = "Engine";

/** Engine by MoneyLion over its public API 1.106 (F7.2). */
export function engineClient(settings: EngineSettings): LoanMarketplace {
  const { baseUrl: base, isTest, leadToken, confidentialToken, consents, now, timeoutMs = 45_000 } = settings;
  const clientOf = (token: string): HttpClient =>
    httpClient({
      name: NAME,
      base,
      headers: { authorization: `Bearer ${token}` },
      reasonIn,
      timeoutMs,
      ...(settings.privateHosts ? { privateHosts: settings.privateHosts } : {}),
    });
  const [leads, analytics] = [clientOf(leadToken), clientOf(confidentialToken)];
  const reading = async <T>(call: Promise<HttpOutcome>, read: (body: unknown) => T | null) =>
    readingOf(await call, read);
  return {
    mode: "live",
    consents,
    // No more often than every 5 minutes, and nothing younger than that (Engine's own rule).
    eventsEveryMs: 10 * 60_000,
    eventsLagMs: 6 * 60_000,
    requestOffers: async (application, signal) => {
      const json = leadOf(application, isTest);
      return answerOf(
        await leads({ method: "POST", path: "/leads/rateTables", json, signal }),
        now().getTime(),
      );
    },
    readOffers: (tableId, signal) =>
      reading(
        leads({
          method: "GET",
          path: `/originator/rateTables/${encodeURIComponent(tableId)}`,
          signal,
          repeats: 1,
        }),
        (body) => offerTableOf(body, now().getTime()),
      ),
    readEvents: (from, signal) => {
      const query = "token" in from ? { paginationToken: from.token } : { sinceTimestamp: from.since };
      const path = "/supplyAnalytics/leadEvents";
      return reading(analytics({ method: "GET", path, query, headers: EVENTS_VERSION, signal }), eventPageOf);
    },
    readLead: (leadId, signal) => {
      const path = `/supplyAnalytics/leadsInfo/${encodeURIComponent(leadId)}`;
      return reading(analytics({ method: "GET", path, headers: EVENTS_VERSION, signal }), leadEventsOf);
    },
  };
}

function answerOf(outcome: HttpOutcome, now: number): OffersAnswer {
  if (outcome.how === "unknown") return { how: "unknown", why: outcome.why };
  if (outcome.how === "refused") {
    const isDuplicate = outcome.status === 409;
    return { how: "refused", why: isDuplicate ? `${outcome.why} ${DUPLICATE}` : outcome.why };
  }
  const table = offerTableOf(losslessly(outcome.text), now);
  if (table) return { how: "answered", table };
  return { how: "unknown", why: "Engine answered in a form that is not known." };
}

const DUPLICATE = "It has this client's application already: look there, or type the offers in by hand.";

function readingOf<T>(outcome: HttpOutcome, read: (body: unknown) => T | null): Reading<T> {
  if (outcome.how !== "answered") {
    // A key that is not accepted today may be tomorrow.
    const isGone = outcome.how === "refused" && [400, 404, 410, 422].includes(outcome.status ?? 0);
    return { how: "failed", why: outcome.why, isGone };
  }
  const value = read(losslessly(outcome.text));
  if (value !== null) return { how: "read", value };
  return { how: "failed", why: "Engine answered in a form that is not known.", isGone: false };
}

/** The kit has seen that it is JSON; here the digits of its numbers count. */
function losslessly(text: string): unknown {
  try {
    return parseLosslessly(text);
  } catch {
    return null;
  }
}
