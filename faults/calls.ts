import { Agent, type IncomingMessage, request } from "node:http";
import type { Dice } from "../server/domain/pipeline/testing-random.ts";

export interface Call {
  method: string;
  path: string;
  headers: Record<string, string>;
  /** JSON, or its text. */
  body?: unknown;
  /** The sender hangs up: after so many bytes of the body, or so many milliseconds after the last one. */
  cut?: Cut;
  /** Only half of the body is sent before. */
  rest?: Promise<void>;
  /** Otherwise one of the kept connections. */
  agent?: Agent;
}

export type Cut = { afterBytes: number } | { afterMs: number };

export interface Answer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: each suite reads what the answer should have
  json: any;
}

/** No answer came: nobody who called so knows what became of the request. */
export class NoAnswer extends Error {
  /** As the system says it: ECONNREFUSED, ECONNRESET … */
  readonly code: string;
  constructor(code: string) {
    super(`no answer (${code})`);
    this.code = code;
  }
}

const PATIENCE_MS = 40_000;

/** Calls over real sockets, several at once, as the exchange and the desk's programs do. */
export class Caller {
  readonly url: string;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 64 });

  constructor(url: string) {
    this.url = url;
  }

  /** @throws NoAnswer */
  async send(call: Call): Promise<Answer> {
    const response = await this.#open(call);
    const parts: Buffer[] = [];
    try {
      for await (const part of response) parts.push(part);
    } catch (error) {
      throw new NoAnswer(codeOf(error));
    }
    const text = Buffer.concat(parts).toString("utf8");
    const isJson = response.headers["content-type"]?.includes("json");
    return { status: response.statusCode ?? 0, json: isJson ? JSON.parse(text) : null };
  }

  close(): void {
    this.#agent.destroy();
  }

  #open(call: Call): Promise<IncomingMessage> {
    const { method, path, cut, rest } = call;
    const body = Buffer.from(typeof call.body === "string" ? call.body : JSON.stringify(call.body ?? null));
    const hasBody = call.body !== undefined;
    const headers = {
      ...call.headers,
      ...(hasBody ? { "Content-Type": "application/json", "Content-Length": body.length } : {}),
    };
    // A connection that will be cut must not be one that somebody waits in line for.
    const agent = cut ? new Agent() : (call.agent ?? this.#agent);
    return new Promise((resolve, reject) => {
      const sent = request(this.url + path, { method, headers, agent, timeout: PATIENCE_MS });
      sent.once("response", resolve);
      sent.once("timeout", () => sent.destroy(Object.assign(new Error(), { code: "NO_ANSWER_IN_TIME" })));
      sent.on("error", (error) => reject(new NoAnswer(codeOf(error))));
      if (cut && "afterBytes" in cut)
        sent.write(body.subarray(0, cut.afterBytes), () => hangUp(() => sent.destroy()));
      else if (rest) {
        const half = body.length >> 1;
        sent.write(body.subarray(0, half));
        void rest.then(() => sent.end(body.subarray(half)));
      } else sent.end(hasBody ? body : undefined, () => cut && setTimeout(() => sent.destroy(), cut.afterMs));
    });
  }
}

/** What was written is on the wire by then. */
function hangUp(destroy: () => void): void {
  setImmediate(destroy);
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code || "ECONNRESET";
}

/** Where a sender of such a body hangs up: in the middle of it, or while the receiver is at work. */
export function anyCut(chance: Dice, bodyBytes: number): Cut {
  return chance.below(2) === 0 ? { afterBytes: chance.below(bodyBytes) } : { afterMs: chance.below(25) };
}

/** Work on every item, so many at once. */
export async function atOnce<T>(
  items: T[],
  workers: number,
  work: (item: T, at: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const worker = async () => {
    for (let at = next++; at < items.length; at = next++) await work(items[at] as T, at);
  };
  await Promise.all(Array.from({ length: workers }, worker));
}
