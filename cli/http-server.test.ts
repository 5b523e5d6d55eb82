import { once } from "node:events";
import { Agent, get, type IncomingMessage } from "node:http";
import { expect, test } from "vitest";
import { type Handler, HttpServer, listen } from "./http-server.ts";

async function serve(handler: Handler): Promise<{ http: HttpServer; url: string }> {
  const http = new HttpServer(handler, new Set());
  const port = await listen(http.server, 0, "127.0.0.1");
  return { http, url: `http://127.0.0.1:${port}` };
}

async function request(url: string, agent?: Agent, headers = {}): Promise<IncomingMessage> {
  const [response] = (await once(get(url, { headers, ...(agent ? { agent } : {}) }), "response")) as [
    IncomingMessage,
  ];
  return response;
}

test("A11 a request under way is answered in full before the server ends", async () => {
  const gate = Promise.withResolvers<void>();
  const arrived = Promise.withResolvers<void>();
  const { http, url } = await serve(async (_request, response) => {
    arrived.resolve();
    await gate.promise;
    response.end("whole");
  });
  const answer = request(url);
  await arrived.promise;
  const drained = http.drain();
  gate.resolve();
  const response = await answer;
  expect(response.headers.connection).toBe("close");
  expect(await response.setEncoding("utf8").toArray()).toEqual(["whole"]);
  await drained;
  await expect(request(url)).rejects.toThrow(/ECONNREFUSED/);
});

test("A11 event streams and idle connections do not hold the server up", async () => {
  const { http, url } = await serve(async (_request, response) => {
    response.writeHead(200, { "Content-Type": "text/event-stream" });
    response.write("data: hello\n\n");
    // What the app pipes into a stream has no end, and nothing tells it that the response was ended.
    await new Promise(() => undefined);
  });
  const agent = new Agent({ keepAlive: true });
  const stream = await request(url, agent, { Accept: "text/event-stream" });
  const received = stream.setEncoding("utf8").toArray();
  const began = performance.now();
  await http.drain();
  expect(performance.now() - began).toBeLessThan(5_000);
  expect(await received).toEqual(["data: hello\n\n"]);
  agent.destroy();
});

test("A11 a request on a connection that is open already is still answered, and is its last", async () => {
  const { http, url } = await serve(async (_request, response) => void response.end("ok"));
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  (await request(url, agent)).resume();
  const drained = http.drain();
  const last = await request(url, agent);
  expect(last.statusCode).toBe(200);
  expect(last.headers.connection).toBe("close");
  last.resume();
  await drained;
});

test("A11 what goes on after whoever asked has gone is waited for, too", async () => {
  const gate = Promise.withResolvers<void>();
  const arrived = Promise.withResolvers<void>();
  let isDone = false;
  const { http, url } = await serve(async () => {
    arrived.resolve();
    await gate.promise;
    isDone = true;
  });
  const asked = get(url);
  asked.on("error", () => undefined);
  await arrived.promise;
  asked.destroy();
  const drained = http.drain().then(() => isDone);
  gate.resolve();
  expect(await drained).toBe(true);
});
