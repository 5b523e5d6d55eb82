import { once } from "node:events";
import { Agent, request as ask, get, type IncomingMessage } from "node:http";
import { connect, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, test, vi } from "vitest";
import { securityHeaders } from "../server/auth/security-headers.ts";
import { log } from "../server/log/log.ts";
import { inRequestOf, noteRequest } from "../server/log/request.ts";
import { type Handler, HttpServer, listen } from "./http-server.ts";

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

/** A stop that is held up takes the longest that it may, which is more; others take a moment, and a busy machine some. */
const HELD_UP_MS = 20_000;

async function serve(handler: Handler): Promise<{ http: HttpServer; url: string }> {
  const http = new HttpServer(handler, new Set(), () => "/loans/{id}");
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
  expect(performance.now() - began).toBeLessThan(HELD_UP_MS);
  expect(await received).toEqual(["data: hello\n\n"]);
  agent.destroy();
});

test("A11 a connection on which nothing was ever asked does not hold the server up", async () => {
  const { http, url } = await serve(async (_request, response) => void response.end("ok"));
  const accepted = once(http.server, "connection");
  // Browsers open some ahead of their requests.
  const silent = connect(Number(new URL(url).port), "127.0.0.1");
  const closed = once(silent, "close");
  await accepted;
  const began = performance.now();
  await http.drain();
  expect(performance.now() - began).toBeLessThan(HELD_UP_MS);
  await closed;
});

test("A11 a connection on which a request has only begun does not hold the server up", async () => {
  const { http, url } = await serve(async (_request, response) => void response.end("ok"));
  const accepted = once(http.server, "connection");
  const sender = connect(Number(new URL(url).port), "127.0.0.1");
  sender.on("error", () => undefined);
  sender.write("G");
  const [socket] = (await accepted) as [Socket];
  await vi.waitFor(() => expect(socket.bytesRead).toBe(1));
  const began = performance.now();
  await http.drain();
  expect(performance.now() - began).toBeLessThan(HELD_UP_MS);
  expect(socket.destroyed).toBe(true);
}, 40_000);

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

test("A11 what a door has begun goes on after whoever asked has gone, and is waited for", async () => {
  const gate = Promise.withResolvers<void>();
  const arrived = Promise.withResolvers<void>();
  let isDone = false;
  const { http, url } = await serve(() =>
    inRequestOf(new Headers(), async () => {
      arrived.resolve();
      await gate.promise;
      isDone = true;
    }),
  );
  const asked = get(url);
  asked.on("error", () => undefined);
  await arrived.promise;
  asked.destroy();
  const drained = http.drain().then(() => isDone);
  gate.resolve();
  expect(await drained).toBe(true);
});

test("A11 a page goes on for a moment after whoever asked has gone, and is waited for so long", async () => {
  const arrived = Promise.withResolvers<void>();
  const gone = Promise.withResolvers<void>();
  const { http, url } = await serve(async (_request, response) => {
    response.once("close", gone.resolve);
    arrived.resolve();
    await gone.promise;
    await sleep(100);
    isDone = true;
  });
  let isDone = false;
  const asked = get(url);
  asked.on("error", () => undefined);
  await arrived.promise;
  asked.destroy();
  await gone.promise;
  await http.drain();
  expect(isDone).toBe(true);
});

test("A11 an answer that nobody ends, since whoever asked has gone, does not hold the server up", async () => {
  const arrived = Promise.withResolvers<void>();
  const gone = Promise.withResolvers<void>();
  const { http, url } = await serve(async (_request, response) => {
    response.once("close", gone.resolve);
    arrived.resolve();
    // As Next does with a file of the build whose reader went away.
    await new Promise(() => undefined);
  });
  const asked = get(`${url}/_next/static/x.js`);
  asked.on("error", () => undefined);
  await arrived.promise;
  asked.destroy();
  await gone.promise;
  const began = performance.now();
  await http.drain();
  expect(performance.now() - began).toBeLessThan(HELD_UP_MS);
}, 40_000);

test("A11 an answer whose request is not read to its end arrives whole, is its connection's last, and holds no stop up", async () => {
  const { http, url } = await serve(async (request, response) => {
    await once(request, "data");
    request.pause();
    response.writeHead(413).end("too large");
  });
  const sender = connect(Number(new URL(url).port), "127.0.0.1");
  sender.on("error", () => undefined);
  const chunk = `10000\r\n${"x".repeat(65_536)}\r\n`;
  const send = () => {
    while (sender.writable && sender.write(chunk));
  };
  sender.on("drain", send);
  sender.write("POST /api/x HTTP/1.1\r\nHost: desk\r\nTransfer-Encoding: chunked\r\n\r\n");
  send();
  const heard = sender.setEncoding("utf8").toArray();
  const closed = once(sender, "close");
  const answer = (await heard).join("");
  expect(answer).toMatch(/^HTTP\/1\.1 413 .*too large/s);
  expect(answer).toContain("Connection: close");
  sender.destroy();
  await closed;
  const began = performance.now();
  await http.drain();
  expect(performance.now() - began).toBeLessThan(HELD_UP_MS);
});

test("A11 who never looks at the answer and sends no more does not hold the server up either", async () => {
  const { http, url } = await serve(async (request, response) => {
    await once(request, "data");
    response.writeHead(413).end("too large");
  });
  const answered = once(http.server, "request").then(([, response]) => once(response, "finish"));
  const sender = connect({ port: Number(new URL(url).port), host: "127.0.0.1", allowHalfOpen: true });
  sender.on("error", () => undefined);
  sender.write("POST /api/x HTTP/1.1\r\nHost: desk\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n");
  await answered;
  const began = performance.now();
  await http.drain();
  expect(performance.now() - began).toBeLessThan(HELD_UP_MS);
  sender.destroy();
});

test("A11 a request that is read to its end keeps its connection", async () => {
  const { http, url } = await serve(async (request, response) => {
    for await (const _part of request);
    response.end("ok");
  });
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const asked = ask(`${url}/api/x`, { method: "POST", agent });
  asked.end("a body");
  const [response] = (await once(asked, "response")) as [IncomingMessage];
  expect(response.headers.connection).toBe("keep-alive");
  response.resume();
  await http.drain();
});

/** What the server writes into its log while `work` goes on. */
async function logged(work: () => Promise<void>, lines: number): Promise<Record<string, unknown>[]> {
  vi.stubEnv("PSSAAS_LOG_LEVEL", "info");
  const written = vi.spyOn(console, "error").mockReturnValue();
  await work();
  await expect.poll(() => written.mock.calls.length).toBe(lines);
  return written.mock.calls.map(([line]) => JSON.parse(String(line)));
}

test("C37 a request is one line with its route and who asked, and without address, query, header or body", async () => {
  const { http, url } = await serve(async (_request, response) => {
    noteRequest({ tenant: "acme", user: "u-1", code: "FORBIDDEN" });
    // As Next passes a door's headers on: beside those that are there.
    response.appendHeader("X-Request-Id", "another");
    response.writeHead(403).end();
  });
  const lines = await logged(async () => {
    const headers = {
      "X-Request-Id": "0123456789abcdef",
      Authorization: "Bearer canary",
      "User-Agent": "canary\tx",
    };
    const response = await request(`${url}/canary@mail.example?name=canary#canary`, undefined, headers);
    expect(response.headers["x-request-id"]).toBe("0123456789abcdef");
    response.resume();
  }, 1);
  const facts = { requestId: "0123456789abcdef", method: "GET", route: "/loans/{id}", status: 403 };
  expect(lines).toMatchObject([{ level: "info", msg: "request", ...facts, tenant: "acme", user: "u-1" }]);
  expect(JSON.stringify(lines)).not.toContain("canary");
  await http.drain();
});

test("C37 what fails before anything is answered is told under the id of its request", async () => {
  const { http, url } = await serve(async () => {
    log.warn("on the way");
    throw new Error("canary");
  });
  const lines = await logged(async () => {
    await expect(request(url)).rejects.toThrow(/hang up/);
  }, 3);
  expect(lines.map(({ msg }) => msg)).toEqual(["on the way", "A request could not be answered", "request"]);
  expect(new Set(lines.map(({ requestId }) => requestId)).size).toBe(1);
  expect(JSON.stringify(lines)).not.toContain("canary");
  await http.drain();
});

test("C37 a request whose sender went before it was answered is told without a status", async () => {
  const arrived = Promise.withResolvers<void>();
  const gone = Promise.withResolvers<void>();
  const { http, url } = await serve(async (_request, response) => {
    response.once("close", gone.resolve);
    arrived.resolve();
    await gone.promise;
  });
  const lines = await logged(async () => {
    const asked = get(url);
    asked.on("error", () => undefined);
    await arrived.promise;
    asked.destroy();
    await gone.promise;
  }, 1);
  expect(lines).toMatchObject([{ msg: "request", isCut: true }]);
  expect(lines[0]).not.toHaveProperty("status");
  await http.drain();
});

test("C37 a file of the build and a probe that finds all well are no news, and carry an id too", async () => {
  const { http, url } = await serve(async (_request, response) => void response.end());
  const lines = await logged(async () => {
    for (const path of ["/_next/static/x.js", "/api/ready", "/api/health", "/"]) {
      const response = await request(url + path);
      expect(response.headers["x-request-id"]).toMatch(/^[0-9a-f-]{36}$/);
      response.resume();
    }
  }, 1);
  expect(lines).toHaveLength(1);
  await http.drain();
});

/** A request as it is written on the wire, which no client of ours would send. */
async function raw(url: string, start: string, header = ""): Promise<string> {
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  socket.write(`${start} HTTP/1.1\r\nHost: desk\r\n${header}Connection: close\r\n\r\n`);
  return (await socket.setEncoding("utf8").toArray()).join("");
}

test("C37 C38 a method or a target that nothing here answers is refused before the app, and is no fault", async () => {
  const handler = vi.fn<Handler>(async (_request, response) => void response.end("the app"));
  const { http, url } = await serve(handler);
  const methods = ["TRACE /", "TRACE /api/health", "PROPFIND /", "CONNECT desk:443"];
  const targets = [
    "OPTIONS *",
    "GET http://",
    "GET http://[",
    "GET ftp://desk/",
    "GET /api/%",
    "GET /%E0%A4%A?x",
  ];
  const lines = await logged(
    async () => {
      for (const start of methods) {
        const answer = await raw(url, start);
        expect(answer, start).toMatch(/^HTTP\/1\.1 405 /);
        const allowed = start.endsWith(" /") ? "GET, HEAD" : "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";
        expect(answer, start).toContain(`Allow: ${allowed}\r\n`);
        expect(answer, start).toContain("X-Content-Type-Options: nosniff\r\n");
      }
      for (const start of targets) {
        const answer = await raw(url, start);
        expect(answer, start).toMatch(/^HTTP\/1\.1 400 .*"details":\[\]/s);
        expect(answer, start).toContain("X-Content-Type-Options: nosniff\r\n");
      }
    },
    methods.length + targets.length - 1,
  );
  expect(handler).not.toHaveBeenCalled();
  expect(new Set(lines.map(({ level }) => level))).toEqual(new Set(["info"]));
  await http.drain();
});

test("C5 C37 C38 what a page cannot be asked is refused before the app, and is no fault", async () => {
  const handler = vi.fn<Handler>(async (_request, response) => void response.end("the app"));
  const { http, url } = await serve(handler);
  const trees = [
    "x",
    "%",
    "{}",
    "[]",
    '["",{},null,null,true], ["",{}]',
    encodeURIComponent('["",{"children":[7]}]'),
  ];
  const refused = [
    ["POST /sign-in", "Next-Action: 7f\r\n", 405],
    ["POST /sign-in?x", "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 0\r\n", 405],
    ["OPTIONS /apis", "", 405],
    ...trees.map((tree) => ["GET /sign-in", `RSC: 1\r\nNext-Router-State-Tree: ${tree}\r\n`, 400] as const),
  ] as const;
  const lines = await logged(async () => {
    for (const [start, header, status] of refused) {
      const answer = await raw(url, start, header);
      expect(answer, `${start} ${header}`).toMatch(
        new RegExp(`^HTTP/1\\.1 ${status} .*"details":\\[\\]`, "s"),
      );
      expect(answer.includes("Allow: GET, HEAD\r\n"), header).toBe(status === 405);
      expect(answer, header).toContain("X-Content-Type-Options: nosniff\r\n");
    }
  }, refused.length);
  expect(handler).not.toHaveBeenCalled();
  expect(new Set(lines.map(({ level }) => level))).toEqual(new Set(["info"]));
  const own = `RSC: 1\r\nNext-Router-State-Tree: ${encodeURIComponent('["",{"children":["sign-in",{}]},null,null,1]')}\r\n`;
  expect(await raw(url, "GET /sign-in", own)).toMatch(/^HTTP\/1\.1 200 .*the app/s);
  await http.drain();
});

test("C38 an expectation that nobody knows is passed over, and the answer has its headers and its line", async () => {
  const { http, url } = await serve(async (_request, response) => void response.end("the app"));
  const lines = await logged(async () => {
    const answer = await raw(url, "GET /api/x", "Expect: a-miracle\r\n");
    expect(answer).toMatch(/^HTTP\/1\.1 200 .*the app/s);
    expect(answer).toContain("X-Content-Type-Options: nosniff\r\n");
  }, 1);
  expect(lines).toMatchObject([{ msg: "request" }]);
  await http.drain();
});

test("C37 whatever a door may answer reaches it, with any query", async () => {
  const { http, url } = await serve(async (_request, response) => void response.end("the app"));
  for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
    expect(await raw(url, `${method} /api/loans/%C3%A9?%=%`), method).toMatch(/^HTTP\/1\.1 200 .*the app/s);
  expect(await raw(url, "HEAD /")).toMatch(/^HTTP\/1\.1 200 /);
  await http.drain();
});

test("C38 whatever answers, the security headers are there, each once, and none that a page set is replaced", async () => {
  vi.stubEnv("NEXTAUTH_URL", "https://desk.example");
  const { http, url } = await serve(async (request, response) => {
    if (request.url === "/page") {
      for (const [name, value] of Object.entries(securityHeaders()))
        response.setHeader(name.toLowerCase(), value);
      response.setHeader("Referrer-Policy", "no-referrer");
    }
    if (request.url === "/whole") response.writeHead(404, { "Content-Type": "text/plain" });
    response.end();
  });
  for (const path of ["/page", "/whole", "/_next/static/x.js"]) {
    const response = await request(url + path);
    const own = path === "/page" ? { "Referrer-Policy": "no-referrer" } : {};
    for (const [name, value] of Object.entries({ ...securityHeaders(), ...own }))
      expect(response.headersDistinct[name.toLowerCase()], `${path} ${name}`).toEqual([value]);
    expect(response.headers).toHaveProperty("strict-transport-security");
    response.resume();
  }
  await http.drain();
});

test("A11 C37 who asks for another protocol is answered as anybody is, and keeps no connection for himself", async () => {
  const { http, url } = await serve(async (_request, response) => void response.end("the app"));
  // Next has such a listener, and then neither answers nor closes.
  const upgraded = vi.fn((_request: IncomingMessage, socket: Duplex) => void socket.destroy());
  http.server.on("upgrade", upgraded);
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  socket.end("GET http:// HTTP/1.1\r\nHost: desk\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
  expect((await socket.setEncoding("utf8").toArray()).join("")).toMatch(/^HTTP\/1\.1 400 /);
  expect(upgraded).not.toHaveBeenCalled();
  await http.drain();
});

/** All that comes back, until the connection is ended, for bytes that need not be a request. */
async function unread(url: string, bytes: string): Promise<string> {
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  socket.on("error", () => undefined);
  socket.write(bytes);
  return (await socket.setEncoding("utf8").toArray()).join("");
}

test("C37 C38 what Node's parser cannot read is refused with headers, an id and a line, and is no fault", async () => {
  const handler = vi.fn<Handler>(async (_request, response) => void response.end("the app"));
  const { http, url } = await serve(handler);
  const refused = [
    ["canary\r\n\r\n", 400, "PAYLOAD_VALIDATION"],
    ["\x16\x03\x01\x02canary", 400, "PAYLOAD_VALIDATION"],
    ["GET / HTTP/1.1\r\nHost: desk\r\ncanary\r\n\r\n", 400, "PAYLOAD_VALIDATION"],
    ["GET /canary HTTP/1.1\r\nConnection: close\r\n\r\n", 400, "PAYLOAD_VALIDATION"],
    [`GET / HTTP/1.1\r\nHost: desk\r\nX: ${"canary".repeat(100_000)}\r\n\r\n`, 431, "HEADERS_TOO_LARGE"],
  ] as const;
  const lines = await logged(async () => {
    for (const [bytes, status, code] of refused) {
      const answer = await unread(url, bytes);
      expect(answer.match(/^HTTP\//gm)).toHaveLength(1);
      expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} .*"code":"${code}".*"details":\\[\\]`, "s"));
      for (const [name, value] of Object.entries(securityHeaders()))
        expect(answer).toContain(`\r\n${name}: ${value}\r\n`);
      expect(answer).toMatch(/\r\nX-Request-Id: [0-9a-f-]{36}\r\n/);
      expect(answer).toMatch(/\r\nConnection: close\r\n/i);
      expect(answer).not.toContain("canary");
    }
  }, refused.length);
  expect(handler).not.toHaveBeenCalled();
  expect(lines.map(({ level, msg, status }) => [level, msg, status])).toEqual(
    refused.map(([, status]) => ["info", "request", status]),
  );
  expect(JSON.stringify(lines)).not.toContain("canary");
  await http.drain();
});

test("C37 a body that breaks off is refused under its request's id, and never into an answer that has begun", async () => {
  const { http, url } = await serve(async (request, response) => {
    if (request.url === "/api/begun") response.writeHead(200).write("begun");
    await new Promise((resolve) => request.once("close", resolve));
    response.end("the app");
  });
  const body = (path: string) =>
    `POST ${path} HTTP/1.1\r\nHost: desk\r\nX-Request-Id: 0123456789abcdef\r\nTransfer-Encoding: chunked\r\n\r\nnone\r\n`;
  const lines = await logged(async () => {
    const answer = await unread(url, body("/api/x"));
    expect(answer).toMatch(/^HTTP\/1\.1 400 .*X-Request-Id: 0123456789abcdef\r\n.*"details":\[\]\}$/s);
    expect(await unread(url, body("/api/begun"))).toMatch(/^HTTP\/1\.1 200 (?!.*HTTP\/)/s);
  }, 3);
  expect(new Set(lines.map(({ requestId }) => requestId))).toEqual(new Set(["0123456789abcdef"]));
  await http.drain();
});

test("C37 who resets the connection, or never asks anything, is no news", async () => {
  const { http, url } = await serve(async (_request, response) => void response.end("the app"));
  const lines = await logged(async () => {
    const left = once(http.server, "connection");
    const sender = connect(Number(new URL(url).port), "127.0.0.1");
    sender.write("GET / HTT");
    const [socket] = await left;
    await expect.poll(() => socket.bytesRead).toBeGreaterThan(0);
    const closed = new Promise((resolve) => socket.once("close", resolve));
    sender.resetAndDestroy();
    await closed;
    const accepted = once(http.server, "connection");
    const answer = unread(url, "");
    const timeIsOver = Object.assign(new Error(), { code: "ERR_HTTP_REQUEST_TIMEOUT" });
    http.server.emit("clientError", timeIsOver, (await accepted)[0]);
    expect(await answer).toMatch(/^HTTP\/1\.1 408 .*"code":"REQUEST_TIMEOUT"/s);
    expect(await unread(url, "nonsense\r\n\r\n")).toMatch(/^HTTP\/1\.1 400 /);
  }, 1);
  expect(lines).toMatchObject([{ status: 400 }]);
  await http.drain();
});
