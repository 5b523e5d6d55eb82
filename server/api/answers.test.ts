import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { closeControlDatabase, controlDatabase } from "../../db/control/client.ts";
import { closeTenants } from "../../db/tenant/client.ts";
import { type TestTenant, testTenant } from "../../db/testing.ts";
import { createApiKey } from "../auth/api-keys.ts";
import { openFile } from "../domain/funding/open-file.ts";
import { client } from "../domain/funding/testing-files.ts";
import { newMortgage } from "../domain/mortgages/testing-mortgages.ts";
import { buyLoans, psxLoan, psxTrade } from "../domain/pipeline/testing-trades.ts";
import { doors } from "./rest.ts";
import { cookieOf, FOREIGN_PAGE, OWN_PAGE, stateOf, tokenOf } from "./testing-callers.ts";
import { type Answer, routeFiles, send } from "./testing-client.ts";

/** What every answer carries, and what none lets out. */

let tenant: TestTenant;
let operator: Record<string, string>;
let loans: number[];
beforeAll(async () => {
  tenant = await testTenant();
  operator = await tokenOf(tenant, "operator");
  loans = await buyLoans(tenant.as("exchange"), "T-1", 20);
});
afterAll(async () => {
  await Promise.all([tenant.close(), closeTenants(), closeControlDatabase()]);
});
afterEach(() => vi.restoreAllMocks());

const REQUEST_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

function expectHeaders({ headers }: Answer, path: string) {
  const isStream = headers.get("content-type") === "text/event-stream";
  expect(headers.get("cache-control"), path).toBe(isStream ? "no-store, no-transform" : "no-store");
  expect(headers.get("x-content-type-options"), path).toBe("nosniff");
  expect(headers.get("x-frame-options"), path).toBe("DENY");
  expect(headers.get("referrer-policy"), path).toBe("same-origin");
  expect(headers.get("cross-origin-resource-policy"), path).toBe("same-origin");
  expect(headers.get("access-control-allow-origin"), path).toBeNull();
  expect(headers.get("x-powered-by"), path).toBeNull();
  expect(headers.get("x-request-id"), path).toMatch(REQUEST_ID);
}

/** No stack, SQL, path or name of what it is made of. */
function expectNothingInside(text: string) {
  expect(text).not.toMatch(
    / {4}at |:\d+:\d+|\.ts\b|node_modules|select |insert |pipeline_loan|funding_|drizzle|postgres|Secret/i,
  );
}

describe("C8 C38 every answer", () => {
  it.each(routeFiles().map((route) => [route.path]))("%s, good or bad", async (path) => {
    const address = path
      .replace("[id]", String(loans[0]))
      .replace("[trpc]", "pipeline.workflow")
      .replace("[...nextauth]", "csrf")
      .replace("[...unknown]", "nothing");
    for (const headers of [operator, {}]) expectHeaders(await send("GET", address, { headers }), path);
    expectHeaders(
      await send("POST", address, { headers: { ...operator, ...FOREIGN_PAGE }, body: "{" }),
      path,
    );
  });

  it("a request id of its own each", async () => {
    const ids = await Promise.all(
      Array.from({ length: 5 }, async () => (await send("GET", "/api/health")).headers.get("x-request-id")),
    );
    expect(new Set(ids).size).toBe(5);
  });

  it("the caller's own request id when it is a plain one, and never another text", async () => {
    const idFor = async (path: string, given: string) =>
      (await send("GET", path, { headers: { "x-request-id": given } })).headers.get("x-request-id");
    const paths = ["/api/health", "/api/trpc/pipeline.workflow", "/api/auth/session", "/api/nothing"];
    for (const path of paths) {
      expect(await idFor(path, "0123456789abcdef-mine"), path).toBe("0123456789abcdef-mine");
      expect(await idFor(path, "<script>alert(1)</script>"), path).toMatch(REQUEST_ID);
    }
  });

  it("errors have the three fields and say how to sign in, what is allowed, when to come back", async () => {
    const unauthorized = await send("GET", "/api/pipeline/loans");
    expect(unauthorized.headers.get("www-authenticate")).toBe('Bearer realm="pssaas"');
    const refused = await send("DELETE", `/api/pipeline/loans/${loans[0]}`, { headers: operator });
    expect([refused.status, refused.headers.get("allow")]).toEqual([405, "GET, PATCH"]);
    const unknown = await send("GET", "/api/pipeline/nothing");
    expect([unknown.status, unknown.json.code]).toEqual([404, "NOT_FOUND"]);
    for (const { text, json } of [unauthorized, refused, unknown]) {
      expect(Object.keys(json)).toEqual(["code", "message", "details"]);
      expectNothingInside(text);
    }
  });
});

describe("C11 a fault of ours", () => {
  it("is a 500 in general words over REST, with the request's id in the log", async () => {
    await tenant.owner.query("alter table pipeline_loan_search rename to pipeline_loan_search_away");
    const logged = vi.spyOn(console, "error").mockReturnValue();
    try {
      const answer = await send("GET", "/api/pipeline/loans?search=borrower", { headers: operator });
      expect([answer.status, answer.json.code]).toEqual([500, "INTERNAL"]);
      expect(Object.keys(answer.json)).toEqual(["code", "message", "details", "requestId"]);
      expect(answer.json.requestId).toBe(answer.headers.get("x-request-id"));
      expect(answer.json.message).toContain("quote the reference");
      expectNothingInside(answer.text);
      expectHeaders(answer, "/api/pipeline/loans");
      const line = JSON.parse(String(logged.mock.calls[0]?.[0])) as Record<string, unknown>;
      expect(line).toMatchObject({ level: "error", requestId: answer.headers.get("x-request-id") });
      expect(line).toMatchObject({ route: "/api/pipeline/loans", tenant: tenant.slug });
      expect(line.kind).toMatch(/42P01/);
      // What was searched for.
      expect(JSON.stringify(line)).not.toContain("borrower");
    } finally {
      await tenant.owner.query("alter table pipeline_loan_search_away rename to pipeline_loan_search");
    }
  });

  it("is one over tRPC too", async () => {
    await tenant.owner.query("alter table pipeline_loan_search rename to pipeline_loan_search_away");
    vi.spyOn(console, "error").mockReturnValue();
    try {
      const input = encodeURIComponent(JSON.stringify({ search: "borrower" }));
      const answer = await send("GET", `/api/trpc/pipeline.loans?input=${input}`, { headers: operator });
      expect(answer.status).toBe(500);
      expect(errorOf(answer).data.refusal).toMatchObject({
        code: "INTERNAL",
        details: [],
        requestId: answer.headers.get("x-request-id"),
      });
      expectNothingInside(answer.text.replace('"path":"pipeline.loans"', ""));
    } finally {
      await tenant.owner.query("alter table pipeline_loan_search_away rename to pipeline_loan_search");
    }
  });

  it("an answer that does not fit its own description is our fault, not the caller's", async () => {
    const logged = vi.spyOn(console, "error").mockReturnValue();
    const { GET } = doors({
      method: "GET",
      path: "/api/broken",
      summary: "",
      access: "open",
      status: 200,
      response: z.object({ status: z.literal("ok") }),
      refusals: [],
      handle: async () => ({ status: "secret" }),
    });
    const response = await GET(new Request("http://localhost:3000/api/broken"), {
      params: Promise.resolve({}),
    });
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([500, "INTERNAL"]);
    expect(logged).toHaveBeenCalledOnce();
  });
});

interface TrpcError {
  message: string;
  data: { code: string; httpStatus: number; path?: string; refusal: { code: string; requestId: string } };
}
const errorOf = (answer: Answer) => (answer.json as unknown as { error: TrpcError }).error;
const errorsOf = (answer: Answer) =>
  (answer.json as unknown as { error?: TrpcError }[]).flatMap((one) => one.error ?? []);

describe("C10 tRPC", () => {
  const batch = (calls: number) => {
    const paths = Array<string>(calls).fill("pipeline.workflow").join(",");
    return send("GET", `/api/trpc/${paths}?batch=1&input=%7B%7D`, { headers: operator });
  };

  it("takes ten calls in one request, and not eleven", async () => {
    expect((await batch(10)).status).toBe(200);
    const answer = await batch(11);
    expect(answer.status).toBe(400);
    expectHeaders(answer, "/api/trpc/");
    expect(answer.text).toContain('"PAYLOAD_VALIDATION"');
    expectNothingInside(answer.text);
  });

  it("a batch that writes is limited alike, and nothing of it is carried out", async () => {
    const input = { loanId: loans[0], newStatus: "in_transit", notes: "x" };
    const body = Object.fromEntries(Array.from({ length: 11 }, (_, i) => [i, input]));
    const before = await stateOf(tenant);
    const paths = Array<string>(11).fill("pipeline.changeStatus").join(",");
    expect((await send("POST", `/api/trpc/${paths}?batch=1`, { headers: operator, body })).status).toBe(400);
    expect(await stateOf(tenant)).toBe(before);
  });

  it("an error carries the refusal and the request's id, and no stack", async () => {
    const input = encodeURIComponent(JSON.stringify({ loanId: 999_999 }));
    const answer = await send("GET", `/api/trpc/pipeline.loan?input=${input}`, { headers: operator });
    expect(answer.status).toBe(404);
    const { message, data } = errorOf(answer);
    expect(message).toBe("There is no such loan. Check its id.");
    expect(Object.keys(data).sort()).toEqual(["code", "httpStatus", "path", "refusal"]);
    expect([data.code, data.httpStatus]).toEqual(["NOT_FOUND", 404]);
    expect(data.refusal).toEqual({
      code: "LOAN_NOT_FOUND",
      message,
      details: [],
      requestId: answer.headers.get("x-request-id"),
    });
    expect(answer.text).not.toContain("stack");
  });

  it("every refusal of a batch says so for itself", async () => {
    const input = encodeURIComponent(JSON.stringify({ 0: { loanId: 999_999 }, 1: { loanId: "x" } }));
    const answer = await send("GET", `/api/trpc/pipeline.loan,pipeline.loan?batch=1&input=${input}`, {
      headers: operator,
    });
    expect(answer.status).toBe(207);
    expect(errorsOf(answer).map((error) => error.data.refusal.code)).toEqual([
      "LOAN_NOT_FOUND",
      "PAYLOAD_VALIDATION",
    ]);
  });

  it("a call that is not well formed is the caller's fault, and no entry in our log", async () => {
    const logged = vi.spyOn(console, "error");
    const move = "/api/trpc/pipeline.changeStatus";
    const told = [
      await send("GET", "/api/trpc/pipeline.nothing", { headers: operator }),
      await send("GET", move, { headers: operator }),
      await send("POST", "/api/trpc/pipeline.workflow", { headers: operator, body: {} }),
      await send("GET", "/api/trpc/pipeline.loans?input={", { headers: operator }),
      await send("POST", move, { headers: operator, body: "{" }),
      await send("POST", move, { headers: { ...operator, "content-type": "text/plain" }, body: "{}" }),
    ];
    expect(told.map((answer) => [answer.status, errorOf(answer).data.refusal.code])).toEqual([
      [404, "NOT_FOUND"],
      [405, "METHOD_NOT_ALLOWED"],
      [405, "METHOD_NOT_ALLOWED"],
      [400, "PAYLOAD_VALIDATION"],
      [400, "PAYLOAD_VALIDATION"],
      [415, "UNSUPPORTED_CONTENT_TYPE"],
    ]);
    for (const { text } of told) expectNothingInside(text.replace(/"path":"[^"]*"/, ""));
    expect(logged).not.toHaveBeenCalled();
  });

  it("reads no more of a body than a call may send, and nothing of a stranger's", async () => {
    const big = JSON.stringify({ loanId: loans[0], newStatus: "in_transit", notes: "x" }).padEnd(
      1_000_001,
      " ",
    );
    const answer = await send("POST", "/api/trpc/pipeline.changeStatus", { headers: operator, body: big });
    expect([answer.status, errorOf(answer).data.refusal.code]).toEqual([413, "PAYLOAD_TOO_LARGE"]);
    let pulled = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        pulled += 1;
        controller.enqueue(new Uint8Array(100_000));
      },
    });
    const stranger = await send("POST", "/api/trpc/pipeline.changeStatus", {
      headers: OWN_PAGE,
      body: endless,
    });
    expect(stranger.status).toBe(401);
    expect(pulled).toBeLessThan(20);
  });
});

describe("P7.9 while the database is away", () => {
  it("is a 503 that says to try again", async () => {
    vi.spyOn(console, "error").mockReturnValue();
    const { key } = await createApiKey({ tenantId: tenant.id }, new Date());
    const { userId: _, ...browser } = await cookieOf(tenant, "operator");
    const lost = Object.assign(new Error("terminating connection"), { code: "57P01" });
    vi.spyOn(controlDatabase(), "select").mockImplementation(() => {
      throw lost;
    });
    const answers = [
      await send("GET", "/api/pipeline/loans", { headers: operator }),
      await send("GET", "/api/pipeline/loans", { headers: browser }),
      await send("POST", "/api/pipeline/trades", {
        headers: { "x-exchange-api-key": key },
        body: psxTrade("T-2", [psxLoan(1)]),
      }),
    ];
    for (const answer of answers) {
      expect([answer.status, answer.json.code]).toEqual([503, "UNAVAILABLE"]);
      expectNothingInside(answer.text);
    }
  });
});

describe("A1 a sender that hangs up in the middle of a body", () => {
  /** As Node tells it: with the code of a lost connection. */
  const brokenOff = () =>
    new ReadableStream({
      pull(controller) {
        controller.enqueue(new TextEncoder().encode('%PDF-1.7 {"a":'));
        controller.error(Object.assign(new Error("aborted"), { code: "ECONNRESET" }));
      },
    });

  it("is no fault of the database, and nothing changes", async () => {
    const logged = vi.spyOn(console, "error").mockReturnValue();
    const { key } = await createApiKey({ tenantId: tenant.id }, new Date());
    const admin = await tokenOf(tenant, "admin");
    const { fileId } = await openFile(tenant.as("operator"), client());
    const { mortgageId } = await newMortgage(tenant.as("admin"));
    const before = await stateOf(tenant);
    const bytes = { "content-type": "application/octet-stream" };
    const doorsToKnock: [method: string, address: string, headers: Record<string, string>][] = [
      ["POST", "/api/pipeline/trades", { "x-exchange-api-key": key }],
      ["PUT", `/api/pipeline/loans/${loans[0]}/status`, operator],
      ["POST", `/api/funding/files/${fileId}/credit-reports`, operator],
      ["POST", `/api/funding/files/${fileId}/documents?name=a.pdf&type=other`, { ...operator, ...bytes }],
      ["POST", `/api/mortgages/${mortgageId}/documents?name=a.pdf&type=appraisal`, { ...admin, ...bytes }],
      ["POST", "/api/trpc/pipeline.changeStatus", { ...operator, ...OWN_PAGE }],
    ];
    for (const [method, address, headers] of doorsToKnock) {
      const { status } = await send(method, address, { headers, body: brokenOff() });
      expect(status, address).toBeGreaterThanOrEqual(400);
      expect(status, address).toBeLessThan(500);
    }
    expect(logged).not.toHaveBeenCalled();
    expect(await stateOf(tenant)).toBe(before);
  });
});
