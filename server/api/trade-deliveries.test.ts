import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeControlDatabase } from "../../db/control/client.ts";
import { closeTenants } from "../../db/tenant/client.ts";
import { type TestTenant, testTenant } from "../../db/testing.ts";
import { createApiKey, revokeApiKey, rotateApiKey } from "../auth/api-keys.ts";
import { someAddress } from "../auth/testing.ts";
import { psxLoan, psxTrade } from "../domain/pipeline/testing-trades.ts";
import { stateOf, tokenOf } from "./testing-callers.ts";
import { type Answer, send } from "./testing-client.ts";

/** P1 over HTTP: what the exchange sends, and what it gets back. */

const fixture = (name: string) => readFileSync(path.join(import.meta.dirname, "fixtures", name), "utf8");
const example = readFileSync(path.join(import.meta.dirname, "../../examples/trade-12-loans.json"), "utf8");

let tenant: TestTenant;
let key: string;
let operator: Record<string, string>;
beforeAll(async () => {
  tenant = await testTenant();
  key = (await createApiKey({ tenantId: tenant.id }, new Date())).key;
  operator = await tokenOf(tenant, "operator");
});
afterAll(async () => {
  await Promise.all([tenant.close(), closeTenants(), closeControlDatabase()]);
});

const post = (body: unknown, headers: Record<string, string> = {}) =>
  send("POST", "/api/pipeline/trades", { headers: { "x-exchange-api-key": key, ...headers }, body });

const fieldsOf = ({ json }: Answer) => (json.details as { field: string }[]).map((detail) => detail.field);

/** Refused, in the one form of errors, and nothing stored. */
async function expectRefused(work: () => Promise<Answer>, status: number, code: string): Promise<Answer> {
  const before = await stateOf(tenant);
  const answer = await work();
  expect([answer.status, answer.json.code], answer.text.slice(0, 300)).toEqual([status, code]);
  expect(Object.keys(answer.json)).toEqual(["code", "message", "details"]);
  expect(await stateOf(tenant)).toBe(before);
  return answer;
}

interface LoggedDelivery {
  outcome: string;
  status_code: number;
  key_prefix: string;
  refusal: { code: string; details: unknown[] } | null;
  exchange_trade_id: string | null;
}

async function lastDelivery(): Promise<LoggedDelivery | undefined> {
  const { rows } = await tenant.owner.query<LoggedDelivery>(
    "select * from pipeline_delivery order by delivery_id desc limit 1",
  );
  return rows[0];
}

describe("a trade that is taken in", () => {
  it("P1.4 P1.5 answers 201 with the six fields of the source and the exact sum", async () => {
    const answer = await post(example);
    expect(answer.status, answer.text).toBe(201);
    expect(Object.keys(answer.json)).toEqual([
      "pipelineTradeId",
      "exchangeTradeId",
      "loanCount",
      "totalAmount",
      "status",
      "createdAt",
    ]);
    const cents = (JSON.parse(example) as { loans: { purchasePrice: number }[] }).loans.reduce(
      (sum, loan) => sum + BigInt(Math.round(loan.purchasePrice * 100)),
      0n,
    );
    expect(answer.text).toContain(`"totalAmount":${cents / 100n}.${String(cents % 100n).padStart(2, "0")},`);
    expect(answer.json).toMatchObject({ loanCount: 12, status: "active" });
    expect(answer.json.createdAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    const listed = await send("GET", `/api/pipeline/loans?pipelineTradeId=${answer.json.pipelineTradeId}`, {
      headers: operator,
    });
    expect(listed.json.totalRows).toBe(12);
    const [first] = listed.json.loans as { pipelineLoanId: number }[];
    const detail = await send("GET", `/api/pipeline/loans/${first?.pipelineLoanId}`, { headers: operator });
    expect(detail.json).toMatchObject({
      currentStatus: "purchased",
      dataSource: "exchange",
      purchaseDate: (JSON.parse(example) as { tradeDate: string }).tradeDate,
      statusHistory: [
        {
          previousStatus: null,
          newStatus: "purchased",
          changedBy: "system/exchange-webhook",
          notes: null,
        },
      ],
    });
  });

  it("P1.3 P3.6 amounts come back digit for digit, in every answer", async () => {
    const created = await post(fixture("exact-amounts.json"));
    expect(created.status, created.text).toBe(201);
    expect(created.text).toContain('"totalAmount":0.10,');
    const get = async (address: string) => (await send("GET", address, { headers: operator })).text;
    const list = await get("/api/pipeline/loans?exchangeTradeId=PSX-EXACT-1");
    expect(list).toContain('"loanAmount":9007199254740993.11,"noteRate":7,');
    expect(list).toContain('"purchasePrice":0.10,');
    const id = (JSON.parse(list) as { loans: { pipelineLoanId: number }[] }).loans[0]?.pipelineLoanId;
    const detail = await get(`/api/pipeline/loans/${id}`);
    expect(detail).toContain('"loanAmount":9007199254740993.11,');
    expect(detail).toContain('"ltv":59.727,"cltv":59.727,');
    const trade = await get(`/api/pipeline/trades/${created.json.pipelineTradeId}`);
    expect(trade).toContain('"totalAmount":0.10,');
    expect(trade).toContain('"loanAmount":9007199254740993.11,');
    const csv = await get(
      "/api/pipeline/loans/export.csv?columns=loanAmount,purchasePrice&exchangeTradeId=PSX-EXACT-1",
    );
    expect(csv).toBe("loanAmount,purchasePrice\n9007199254740993.11,0.10\n");
    const filtered = (value: string) =>
      get(
        `/api/pipeline/loans?filters=${encodeURIComponent(`[{"field":"loanAmount","operator":"eq","value":${value}}]`)}`,
      );
    expect(await filtered("9007199254740993.11")).toContain('"totalRows":1,');
    expect(await filtered('"9007199254740993.11"')).toContain('"totalRows":1,');
    expect(await filtered("9007199254740992.11")).toContain('"totalRows":0,');
    expect(await get("/api/pipeline/loans?loanAmount=9007199254740993.11")).toContain('"totalRows":1,');
  });

  it("P1.3 numbers may be texts, and the largest amount is kept", async () => {
    const loan = psxLoan(1, { loanAmount: "9999999999999999.99", purchasePrice: "0.1", creditScore: "740" });
    const answer = await post(psxTrade("T-TEXTS", [loan]));
    expect([answer.status, answer.text]).toEqual([201, expect.stringContaining('"totalAmount":0.10,')]);
  });

  it("P1.2 a content type with a charset is JSON too", async () => {
    const headers = { "content-type": "Application/JSON; charset=utf-8" };
    expect((await post(psxTrade("T-CHARSET", [psxLoan(1)]), headers)).status).toBe(201);
  });

  it("P1.9 P1.2 a trade of 16 MB is read, one byte more is not, however it is sent", async () => {
    const loans = Array.from({ length: 10 }, (_, i) => psxLoan(i + 1));
    const sized = (id: string, bytes: number) => {
      const text = JSON.stringify(psxTrade(id, loans));
      return new TextEncoder().encode(text.padEnd(bytes, " "));
    };
    const chunked = (bytes: Uint8Array) =>
      new ReadableStream<Uint8Array>({
        start: (controller) => {
          for (let at = 0; at < bytes.length; at += 1_000_000) {
            controller.enqueue(bytes.subarray(at, at + 1_000_000));
          }
          controller.close();
        },
      });
    const tooLarge = (body: unknown, headers?: Record<string, string>) =>
      expectRefused(() => post(body, headers), 413, "PAYLOAD_TOO_LARGE");
    await tooLarge(sized("T-16", 16_000_001));
    await tooLarge(chunked(sized("T-16", 16_000_001)));
    await tooLarge(sized("T-16", 100), { "content-length": "16000001" });
    expect((await post(sized("T-16", 16_000_000))).status).toBe(201);
    expect((await post(chunked(sized("T-16-CHUNKED", 16_000_000)))).status).toBe(201);
  });
});

describe("P1.6 the same trade again", () => {
  it("is a 409 with the fields of the trade that there is beside the error's", async () => {
    const first = await post(psxTrade("T-AGAIN", [psxLoan(1)]));
    const again = await post(psxTrade("T-AGAIN", [psxLoan(1)]));
    expect(again.status).toBe(409);
    expect(Object.keys(again.json)).toEqual(["code", "message", "details", ...Object.keys(first.json)]);
    expect(again.json).toMatchObject({ code: "DUPLICATE_TRADE", details: [], ...first.json });
    expect(again.text).toContain('"totalAmount":256000.00,');
  });

  it("says so when its payload differs, and changes nothing", async () => {
    const before = await stateOf(tenant);
    const other = await post(psxTrade("T-AGAIN", [psxLoan(1, { purchasePrice: 1 })]));
    expect([other.status, other.json.code]).toEqual([409, "DUPLICATE_TRADE"]);
    expect(other.json.details).toEqual([{ field: "", message: expect.stringContaining("differs") }]);
    expect(await stateOf(tenant)).toBe(before);
  });

  it("sixteen at once make one trade", async () => {
    const answers = await Promise.all(
      Array.from({ length: 16 }, () => post(psxTrade("T-RACE", [psxLoan(1), psxLoan(2)]))),
    );
    const statuses = answers.map((answer) => answer.status).sort();
    expect(statuses).toEqual([201, ...Array<number>(15).fill(409)]);
    expect(new Set(answers.map((answer) => answer.json.pipelineTradeId)).size).toBe(1);
  });
});

describe("P1.1 the key", () => {
  it("missing, malformed, unknown, expired and revoked are told the same, byte for byte", async () => {
    const expired = await createApiKey(
      { tenantId: tenant.id, expiresAt: new Date("2026-01-02") },
      new Date(),
    );
    const revoked = await createApiKey({ tenantId: tenant.id }, new Date());
    await revokeApiKey(tenant.id, revoked.prefix, new Date());
    const flipped = `${key.slice(0, -1)}${key.endsWith("A") ? "B" : "A"}`;
    const bad = [
      "",
      "x",
      flipped,
      expired.key,
      revoked.key,
      key.toUpperCase(),
      `${key} `.repeat(2),
      "x".repeat(9_000),
    ];
    const told = new Set<string>();
    for (const one of [null, ...bad]) {
      const answer = await send("POST", "/api/pipeline/trades", {
        headers: one === null ? {} : { "x-exchange-api-key": one },
        body: psxTrade("T-KEYS", [psxLoan(1)]),
      });
      answer.headers.delete("x-request-id");
      told.add(JSON.stringify([answer.status, answer.text, [...answer.headers]]));
    }
    expect(told.size).toBe(1);
    expect(JSON.parse([...told][0] ?? "")[0]).toBe(401);
  });

  it("is asked for before anything is read", async () => {
    let pulled = 0;
    const endless = new ReadableStream<Uint8Array>(
      {
        pull: (controller) => {
          pulled += 1;
          controller.enqueue(new Uint8Array(1_000));
        },
      },
      { highWaterMark: 0 },
    );
    const answer = await post(endless, { "x-exchange-api-key": "nobody's" });
    expect([answer.status, pulled]).toEqual([401, 0]);
  });

  it("rotates without a gap: the old and the new one are good until the old one is revoked", async () => {
    const old = await createApiKey({ tenantId: tenant.id }, new Date());
    const fresh = await rotateApiKey(tenant.id, new Date());
    const status = async (id: string, one: string) =>
      (await post(psxTrade(id, [psxLoan(1)]), { "x-exchange-api-key": one })).status;
    expect([await status("T-OLD", old.key), await status("T-NEW", fresh.key)]).toEqual([201, 201]);
    await revokeApiKey(tenant.id, old.prefix, new Date());
    expect([await status("T-OLD-2", old.key), await status("T-NEW-2", fresh.key)]).toEqual([401, 201]);
  });

  it("P6.5 sixty bad ones a minute close the address to bad ones, never to a good one", async () => {
    const from = { "x-pssaas-client-address": someAddress() };
    const statuses = [];
    for (let i = 0; i < 65; i += 1) {
      statuses.push((await post("{}", { ...from, "x-exchange-api-key": "bad" })).status);
    }
    expect(statuses.slice(0, 60)).toEqual(Array(60).fill(401));
    expect(statuses.at(-1)).toBe(429);
    const last = await post("{}", { ...from, "x-exchange-api-key": "bad" });
    expect([last.json.code, last.headers.get("retry-after")]).toEqual(["TOO_MANY_ATTEMPTS", "60"]);
    expect((await post(psxTrade("T-GOOD", [psxLoan(1)]), from)).status).toBe(201);
  });
});

describe("P1.2 what is refused", () => {
  it("every wrong field is named at once", async () => {
    const answer = await expectRefused(
      () => post(fixture("invalid-many-fields.json")),
      400,
      "PAYLOAD_VALIDATION",
    );
    expect(fieldsOf(answer)).toEqual([
      "sellerId",
      "loans[0].propertyState",
      "loans[1].purchasePrice",
      "loans[2].loanAmount",
      "loans[3].propertyZip",
    ]);
    expect(answer.json.message).toBe("5 fields are not valid; nothing was changed.");
  });

  const deep = (depth: number) => "[".repeat(depth) + "]".repeat(depth);
  const trade = (facts: Record<string, unknown>) => psxTrade("T-BAD", [psxLoan(1)], facts);
  const loan = (facts: Record<string, unknown>) => psxTrade("T-BAD", [psxLoan(1, facts)]);
  const raw = (literal: string) => JSON.stringify(loan({ loanAmount: "RAW" })).replace('"RAW"', literal);

  const bodies: [what: string, body: unknown, field: string][] = [
    ["nothing", "", ""],
    ["no JSON", "{", ""],
    ["XML", "<trade/>", ""],
    ["a list", "[]", ""],
    ["a number", "5", "exchangeTradeId"],
    ["null", "null", ""],
    ["a text", '"T-1"', ""],
    ["JSON and something after it", "{} {}", ""],
    ["bytes that are no UTF-8", new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]), ""],
    ["nesting without end", deep(200_000), ""],
    ["no loans", psxTrade("T-BAD", []), "loans"],
    ["loans that are none", trade({ loans: [5, null, "x"] }), "loans[0].exchangeLoanId"],
    ["loans as an object", trade({ loans: {} }), "loans"],
    ["a loan twice", psxTrade("T-BAD", [psxLoan(1), psxLoan(1)]), "loans[1].exchangeLoanId"],
    ["an unknown principal", trade({ principalId: "NOBODY" }), "principalId"],
    ["a day that does not exist", trade({ tradeDate: "2026-02-30" }), "tradeDate"],
    ["a control character", trade({ buyerName: "A\u0000B" }), "buyerName"],
    ["half a character", trade({ buyerName: "\ud800" }), "buyerName"],
    ["a blank text", loan({ borrowerName: "  " }), "loans[0].borrowerName"],
    ["a negative price", loan({ purchasePrice: -1 }), "loans[0].purchasePrice"],
    ["three decimals", raw("1.005"), "loans[0].loanAmount"],
    ["an exponent", raw("1e3"), "loans[0].loanAmount"],
    ["an exponent without end", raw("1e999999999"), "loans[0].loanAmount"],
    ["a number too large for its column", raw("99999999999999999.00"), "loans[0].loanAmount"],
    ["a million digits", raw("9".repeat(1_000_000)), "loans[0].loanAmount"],
    ["NaN as a text", loan({ loanAmount: "NaN" }), "loans[0].loanAmount"],
    ["a ZIP of four digits", loan({ propertyZip: "1234" }), "loans[0].propertyZip"],
    ["a score out of range", loan({ creditScore: 851 }), "loans[0].creditScore"],
    ["an unknown purpose", loan({ purposeCode: "X" }), "loans[0].purposeCode"],
  ];

  it.each(bodies)("%s", async (_what, body, field) => {
    const answer = await expectRefused(() => post(body), 400, "PAYLOAD_VALIDATION");
    expect(fieldsOf(answer)[0]).toBe(field);
  });

  it.each([
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    "application/jsonp",
    "",
  ])("the content type «%s»", async (type) => {
    const body = JSON.stringify(psxTrade("T-TYPE", [psxLoan(1)]));
    await expectRefused(() => post(body, { "content-type": type }), 415, "UNSUPPORTED_CONTENT_TYPE");
  });

  it("P1.9 10,001 loans", async () => {
    const loans = Array.from({ length: 10_001 }, (_, i) => psxLoan(i + 1));
    const answer = await expectRefused(() => post(psxTrade("T-MANY", loans)), 400, "PAYLOAD_VALIDATION");
    expect(fieldsOf(answer)).toEqual(["loans"]);
  });

  it("of a field given twice the last one counts, as JSON has it", async () => {
    const text = JSON.stringify(psxTrade("T-TWICE", [psxLoan(1)]));
    const answer = await post(text.replace("{", '{"exchangeTradeId":"T-FIRST",'));
    expect([answer.status, answer.json.exchangeTradeId]).toEqual([201, "T-TWICE"]);
  });
});

describe("P1.8 the log of deliveries", () => {
  it.each([
    ["not valid", "{}", {}, 400, "PAYLOAD_VALIDATION"],
    ["not JSON", "{", {}, 400, "PAYLOAD_VALIDATION"],
    ["of the wrong type", "{}", { "content-type": "text/plain" }, 415, "UNSUPPORTED_CONTENT_TYPE"],
    ["too large", "{}", { "content-length": "16000001" }, 413, "PAYLOAD_TOO_LARGE"],
    ["delivered before", psxTrade("T-AGAIN", [psxLoan(1)]), {}, 409, "DUPLICATE_TRADE"],
  ])("keeps one that is %s", async (_what, body, headers, statusCode, code) => {
    const answer = await post(body, headers as Record<string, string>);
    expect(answer.status).toBe(statusCode);
    const logged = await lastDelivery();
    expect(logged).toMatchObject({
      outcome: code === "DUPLICATE_TRADE" ? "duplicate" : "rejected",
      status_code: statusCode,
      key_prefix: key.slice(4, 12),
      refusal: { code },
      // Of a body that nobody read nothing is claimed.
      payload_bytes: statusCode === 415 || statusCode === 413 ? null : expect.any(Number),
    });
    expect(JSON.stringify(logged)).not.toContain(key);
  });

  it("keeps one that was taken in, with the fields that nobody asked for", async () => {
    await post(psxTrade("T-LOGGED", [psxLoan(1, { shoeSize: 44 })], { mood: "good" }));
    expect(await lastDelivery()).toMatchObject({
      outcome: "created",
      status_code: 201,
      exchange_trade_id: "T-LOGGED",
      ignored_fields: ["mood", "loans[].shoeSize"],
    });
  });

  it("keeps none of whom nobody knows", async () => {
    const count = async () =>
      (await tenant.owner.query<{ n: string }>("select count(*) as n from pipeline_delivery")).rows[0]?.n;
    const before = await count();
    await post("{}", { "x-exchange-api-key": "bad" });
    expect(await count()).toBe(before);
  });
});
