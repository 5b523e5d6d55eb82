import type { IncomingHttpHeaders } from "node:http";
import type { z } from "zod";
import type { SendOutcome } from "../../domain/funding/model/effects.ts";
import { type HttpCall, type HttpOutcome, type HttpSettings, httpClient, shaped } from "../http.ts";
import { type Pace, TooBusy } from "./pace.ts";
import { reasonIn } from "./payload.ts";

export const NAME = "GoHighLevel";
export const BASE = "https://services.leadconnectorhq.com";
/** Pinned: the vendor's newer names of it are not stable yet. */
const VERSION = "2021-07-28";
/** What the service counts in. */
const INTERVAL_MS = 10_000;

/** Something that is set up wrongly, in words: another attempt would not help. */
export class Problem extends Error {}

/** A call that was not carried out, or of which nobody knows. */
export class CallFailed extends Error {
  readonly outcome: SendOutcome;
  constructor(outcome: SendOutcome & { why: string }) {
    super(outcome.why);
    this.outcome = outcome;
  }
}

interface Asked extends Omit<HttpCall, "signal" | "repeats"> {
  /** Carried out twice it is the same as once: then nobody knowing is as good as a no. */
  isHarmless: boolean;
}

export interface Api {
  /** @throws CallFailed */
  call<S extends z.ZodType>(asked: Asked, answer: S, signal: AbortSignal): Promise<z.output<S>>;
}

export function apiOf(token: string | undefined, pace: Pace, http: Partial<HttpSettings> = {}): Api {
  const client = httpClient({
    name: NAME,
    base: BASE,
    headers: { authorization: `Bearer ${token ?? ""}`, version: VERSION },
    reasonIn,
    ...http,
  });
  return {
    async call({ isHarmless, ...asked }, answer, signal) {
      await pace.turn(signal).catch((error) => {
        if (!(error instanceof TooBusy)) throw error;
        const why = "GoHighLevel takes no more calls at the moment.";
        throw new CallFailed({ how: "refused", why, isFinal: false });
      });
      const outcome = await client({ ...asked, signal, repeats: isHarmless ? 1 : 0 });
      await slowDown(pace, outcome);
      const read = shaped(NAME, outcome, answer);
      if (read.how === "answered") return read.value;
      const { why } = read;
      if (read.how === "refused") throw new CallFailed({ how: "refused", why, isFinal: read.isFinal });
      throw new CallFailed(isHarmless ? { how: "refused", why, isFinal: false } : { how: "unknown", why });
    },
  };
}

/** The service says how many calls are left; the last few are for others who share the location. */
async function slowDown(pace: Pace, outcome: HttpOutcome): Promise<void> {
  if (outcome.how === "refused" && outcome.status === 429)
    return pace.rest(outcome.retryAfterMs ?? intervalIn(outcome.headers));
  if (outcome.how === "answered" && numberIn(outcome.headers, "x-ratelimit-remaining", 100) < 3)
    return pace.rest(intervalIn(outcome.headers));
}

function intervalIn(headers: IncomingHttpHeaders): number {
  return Math.min(numberIn(headers, "x-ratelimit-interval-milliseconds", INTERVAL_MS), 60_000);
}

function numberIn(headers: IncomingHttpHeaders, name: string, otherwise: number): number {
  const said = headers[name];
  return typeof said === "string" && /^\d{1,9}$/.test(said) ? Number(said) : otherwise;
}

/** How a task ended that is made of calls: the last one's end is its own. */
export async function ending(task: () => Promise<string | null>): Promise<SendOutcome> {
  try {
    return { how: "sent", receipt: await task() };
  } catch (error) {
    if (error instanceof CallFailed) return error.outcome;
    if (error instanceof Problem) return { how: "refused", why: error.message, isFinal: true };
    throw error;
  }
}
