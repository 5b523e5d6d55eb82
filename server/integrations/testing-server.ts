import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo } from "node:net";

/** A request as a server outside has received it. */
export interface Received {
  method: string;
  path: string;
  query: Record<string, string>;
  headers: IncomingHttpHeaders;
  /** As it came. */
  bytes: Buffer;
  /** Its JSON; null when it is none. */
  body: unknown;
}

/** What a server answers: JSON, or a way of failing. */
export type Reply =
  | { status?: number; json?: unknown; text?: string; headers?: Record<string, string> }
  /** Never answers. */
  | "silence"
  /** Closes the connection after having read the request. */
  | "cut"
  /** Closes it in the middle of its answer. */
  | { cutAfter: string; status?: number };

export interface TestServer {
  base: string;
  host: string;
  port: number;
  received: Received[];
  close(): Promise<void>;
}

/** A server on this machine that speaks a service's protocol, over TLS where it has a certificate, or fails as services do. */
export async function testServer(
  reply: (request: Received) => Reply | Promise<Reply>,
  tls?: { key: string; cert: string },
): Promise<TestServer> {
  const received: Received[] = [];
  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const url = new URL(request.url ?? "/", "http://localhost");
    const bytes = Buffer.concat(parts);
    const one: Received = {
      method: request.method ?? "",
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      headers: request.headers,
      bytes,
      body: jsonOf(bytes),
    };
    received.push(one);
    answer(response, await reply(one));
  };
  const server = tls ? createSecureServer(tls, handle) : createServer(handle);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const host = `127.0.0.1:${port}`;
  return { base: `${tls ? "https" : "http"}://${host}`, host, port, received, close: () => closed(server) };
}

function answer(response: ServerResponse, reply: Reply): void {
  if (reply === "silence") return;
  if (reply === "cut") {
    response.socket?.destroy();
    return;
  }
  if ("cutAfter" in reply) {
    response.writeHead(reply.status ?? 200, {
      "content-type": "application/json",
      "content-length": "100000",
    });
    response.write(reply.cutAfter, () => response.socket?.destroy());
    return;
  }
  const { status = 200, json, text, headers } = reply;
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(text ?? (json === undefined ? "" : JSON.stringify(json)));
}

function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    return null;
  }
}

async function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
