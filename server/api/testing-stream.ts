import { NextRequest } from "next/server";
import type { LiveEvent } from "../domain/live/model/live-events.ts";
import { inRequestScope, routeModule, routeOf } from "./testing-client.ts";

/** What came over a stream: a sign by its name, or what changed. */
export type Heard = string | LiveEvent[];

export interface TestStream {
  status: number;
  headers: Headers;
  /** The refusal, when it was refused. */
  json: Record<string, unknown>;
  /** What came next. Rejects when the stream is over. */
  next(): Promise<Heard>;
  /** What came up to the first that fits, and that. */
  until(fits: (heard: Heard) => boolean): Promise<Heard[]>;
  /** Resolves with what came before the end when the server ends it. */
  ended(): Promise<Heard[]>;
  close(): Promise<void>;
}

/** Opens `/api/live` as a browser or program with these headers would. */
export async function openStream(headers: Record<string, string>): Promise<TestStream> {
  const address = new URL("/api/live", "http://localhost:3000");
  const request = new NextRequest(address, { headers: { host: address.host, ...headers } });
  const { GET } = await routeModule(routeOf(address.pathname).route);
  if (!GET) throw new Error("the route exports no GET");
  const response = await inRequestScope(request, () => GET(request, { params: Promise.resolve({}) }));
  if (response.status !== 200) {
    const over = () => Promise.reject(new Error("the stream was refused"));
    const json = (await response.json()) as Record<string, unknown>;
    const { status, headers } = response;
    return { status, headers, json, next: over, until: over, ended: over, close: async () => undefined };
  }
  const messages = messagesIn(response);
  const next = async () => {
    const { value, done } = await messages.next();
    if (done) throw new Error("the stream is over");
    return value;
  };
  return {
    status: response.status,
    headers: response.headers,
    json: {},
    next,
    async until(fits) {
      const heard = [await next()];
      while (!fits(heard.at(-1) ?? "")) heard.push(await next());
      return heard;
    },
    ended: () => Array.fromAsync(messages),
    close: async () => void (await messages.return(undefined)),
  };
}

async function* messagesIn(response: Response): AsyncGenerator<Heard, undefined> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const part of response.body ?? []) {
    text += decoder.decode(part as Uint8Array, { stream: true });
    const whole = text.split("\n\n");
    text = whole.pop() ?? "";
    for (const message of whole) {
      const name = /^event: (.*)$/m.exec(message)?.[1];
      const data = /^data: (.*)$/m.exec(message)?.[1];
      if (name) yield name;
      else if (data) yield JSON.parse(data) as LiveEvent[];
    }
  }
  return undefined;
}
