import { afterEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { freePort } from "../../db/free-port.ts";
import { type HttpCall, type HttpSettings, httpClient, shaped } from "./http.ts";
import { isPrivate, privateHostsFrom } from "./reach.ts";
import { type Reply, type TestServer, testServer } from "./testing-server.ts";

const open: TestServer[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

const GET: HttpCall = { method: "GET", path: "/thing" };

async function called(reply: Reply | Reply[], call: HttpCall = GET, settings: Partial<HttpSettings> = {}) {
  const replies = Array.isArray(reply) ? [...reply] : [reply];
  const server = await testServer(() =>
    replies.length > 1 ? (replies.shift() as Reply) : (replies[0] as Reply),
  );
  open.push(server);
  const pauses: number[] = [];
  const client = httpClient({
    name: "The service",
    base: `${server.base}/api`,
    privateHosts: [server.host],
    timeoutMs: 1_000,
    random: () => 0,
    pause: async (ms) => pauses.push(ms),
    ...settings,
  });
  return { outcome: await client(call), server, pauses };
}

describe("F7.4 how a call ended", () => {
  it("an answer that came whole was carried out", async () => {
    const call: HttpCall = {
      method: "POST",
      path: "/thing",
      query: { a: "x y", b: undefined },
      json: { n: 1 },
    };
    const { outcome, server } = await called({ status: 201, json: { id: "1", amount: 12.5 } }, call, {
      headers: { authorization: "Bearer key" },
    });
    expect(outcome).toMatchObject({
      how: "answered",
      status: 201,
      body: { id: "1" },
      text: '{"id":"1","amount":12.5}',
    });
    expect(server.received).toMatchObject([
      {
        method: "POST",
        path: "/api/thing",
        query: { a: "x y" },
        body: { n: 1 },
        headers: { authorization: "Bearer key" },
      },
    ]);
  });

  it("an answer without a body is an answer", async () => {
    expect((await called({ status: 204 })).outcome).toMatchObject({ how: "answered", body: null });
  });

  it.each([
    [400, true],
    [401, true],
    [403, true],
    [404, true],
    [409, true],
    [422, true],
    [429, false],
    [301, true],
    [308, true],
  ])("a status of %i says that nothing was carried out", async (status, isFinal) => {
    const { outcome, server } = await called({
      status,
      json: { message: ["a must not be empty"] },
      headers: { location: "/elsewhere" },
    });
    expect(outcome).toMatchObject({
      how: "refused",
      status,
      isFinal,
      body: { message: ["a must not be empty"] },
    });
    expect(server.received).toHaveLength(1);
  });

  it.each([408, 500, 502, 503, 504, 302, 303])("of a status of %i nobody knows", async (status) => {
    const { outcome, server } = await called({ status, headers: { location: "/elsewhere" } });
    expect(outcome).toMatchObject({ how: "unknown", status });
    expect(server.received).toHaveLength(1);
  });

  it.each<[string, Reply, Partial<HttpSettings>]>([
    ["does not answer in time", "silence", {}],
    ["is cut off", "cut", {}],
    ["is cut off in the middle of the answer", { cutAfter: '{"id":' }, {}],
    ["answers with what is no JSON", { text: "<html>oops</html>" }, {}],
    ["answers more than is read", { text: JSON.stringify("x".repeat(5_000)) }, { mostBytes: 1_000 }],
  ])("of a call that %s nobody knows", async (_, reply, settings) => {
    expect((await called(reply, { ...GET, method: "POST" }, settings)).outcome.how).toBe("unknown");
  });

  it("a no is a no although its body is broken", async () => {
    expect((await called({ status: 422, text: "<html>" })).outcome).toMatchObject({
      how: "refused",
      body: null,
    });
    expect((await called({ cutAfter: "{", status: 404 })).outcome).toMatchObject({
      how: "refused",
      status: 404,
    });
  });

  it("whoever is not reached has carried out nothing", async () => {
    const port = await freePort();
    const host = `127.0.0.1:${port}`;
    const refused = httpClient({ name: "The service", base: `http://${host}`, privateHosts: [host] });
    expect(await refused(GET)).toMatchObject({
      how: "refused",
      isFinal: false,
      status: null,
      why: "The service refused the connection.",
    });
    const unknown = httpClient({ name: "The service", base: "https://nobody.invalid" });
    expect(await unknown(GET)).toMatchObject({ how: "refused", isFinal: false, status: null });
  });

  it("a caller that breaks off is told so, and one whose patience ended that nobody answered in time", async () => {
    // From when it is called on: before that the server has to begin.
    const late = {
      ...GET,
      get signal() {
        return AbortSignal.timeout(300);
      },
    };
    expect((await called("silence", late, { timeoutMs: 5_000 })).outcome).toEqual({
      how: "unknown",
      status: null,
      why: "The service did not answer in time.",
    });
    const leaving = new AbortController();
    const asking = called("silence", { ...GET, signal: leaving.signal }, { timeoutMs: 5_000 });
    leaving.abort();
    expect((await asking).outcome).toMatchObject({ why: "The call to The service was broken off." });
  });

  it("what is in another shape than documented is not known", async () => {
    const { outcome } = await called({ json: { id: 5 } });
    const shape = z.object({ id: z.string() });
    expect(shaped("The service", outcome, shape)).toMatchObject({
      how: "unknown",
      why: expect.stringContaining("id"),
    });
  });

  it("the reason is the service's own where it gives one, and never what was sent", async () => {
    const reasonIn = (body: unknown) => (body as { message?: string } | null)?.message ?? null;
    const { outcome } = await called({ status: 422, json: { message: "no such stage" } }, GET, { reasonIn });
    expect(outcome).toMatchObject({ why: "The service answered 422: no such stage" });
  });
});

describe("F7.4 a call that may be repeated", () => {
  it("is made again after a cut and a server error, and never unless the caller says so", async () => {
    const replies: Reply[] = ["cut", { status: 500 }, { json: { ok: true } }];
    const again = await called(replies, { ...GET, repeats: 3 });
    expect(again.outcome.how).toBe("answered");
    expect(again.server.received).toHaveLength(3);
    expect(again.pauses).toEqual([150, 300]);
    const once = await called(replies, GET);
    expect(once.outcome.how).toBe("unknown");
    expect(once.server.received).toHaveLength(1);
  });

  it("waits as long as it is asked to, and leaves a longer wait to the caller", async () => {
    const short = await called([{ status: 429, headers: { "retry-after": "2" } }, { json: {} }], {
      ...GET,
      repeats: 1,
    });
    expect([short.outcome.how, short.pauses]).toEqual(["answered", [2_000]]);
    const long = await called({ status: 429, headers: { "retry-after": "60" } }, { ...GET, repeats: 3 });
    expect(long.outcome).toMatchObject({ how: "refused", retryAfterMs: 60_000, isFinal: false });
    expect(long.server.received).toHaveLength(1);
    const silent = await called([{ status: 429 }, { json: {} }], { ...GET, repeats: 1 });
    expect([silent.outcome.how, silent.pauses]).toEqual(["answered", [150]]);
  });

  it("is not made again after a final no, and never without end", async () => {
    expect((await called({ status: 422 }, { ...GET, repeats: 3 })).server.received).toHaveLength(1);
    expect((await called({ status: 500 }, { ...GET, repeats: 99 })).server.received).toHaveLength(5);
  });

  it("reads a moment in Retry-After as well", async () => {
    const date = "Wed, 04 Mar 2026 15:00:00 GMT";
    const until = "Wed, 04 Mar 2026 15:00:03 GMT";
    const { outcome } = await called({ status: 429, headers: { "retry-after": until, date } });
    expect(outcome).toMatchObject({ retryAfterMs: 3_000 });
  });
});

describe("F7.4 only what is public is called (C32)", () => {
  it.each([
    "127.0.0.1",
    "10.1.2.3",
    "172.31.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "::1",
    "::ffff:10.0.0.1",
    "::ffff:8.8.8.8",
    "fe80::1",
    "fd00::1",
    "64:ff9b::a00:1",
  ])("%s is private", (address) => expect(isPrivate(address)).toBe(true));

  it.each(["8.8.8.8", "104.16.0.1", "2606:4700::1111"])("%s is not", (address) =>
    expect(isPrivate(address)).toBe(false),
  );

  it.each(["http://127.0.0.1:PORT", "http://localhost:PORT", "http://[::1]:PORT"])(
    "%s is not called unless whoever runs the app allows it",
    async (pattern) => {
      const server = await testServer(() => ({ json: {} }));
      open.push(server);
      const base = pattern.replace("PORT", String(server.port));
      const client = httpClient({ name: "The service", base, privateHosts: [] });
      expect(await client(GET)).toMatchObject({
        how: "refused",
        isFinal: true,
        why: expect.stringContaining("PSSAAS_PRIVATE_HOSTS"),
      });
      expect(server.received).toEqual([]);
    },
  );

  it("another host than the base address's is not called, nor one without TLS", async () => {
    const client = httpClient({ name: "The service", base: "https://service.test" });
    for (const path of ["@evil.test/", ".evil.test/", ":99999/"])
      expect((await client({ ...GET, path }).catch(() => ({ how: "refused" }))).how).toBe("refused");
    const plain = httpClient({ name: "The service", base: "http://service.test" });
    expect(await plain(GET)).toMatchObject({ how: "refused", isFinal: true });
  });

  it("the hosts of the own network are a list of names", () => {
    expect(privateHostsFrom({ PSSAAS_PRIVATE_HOSTS: " Documenso.internal, localhost:1025 ," })).toEqual([
      "documenso.internal",
      "localhost:1025",
    ]);
    expect(privateHostsFrom({})).toEqual([]);
  });
});
