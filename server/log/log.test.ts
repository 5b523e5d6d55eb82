import fc from "fast-check";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { takeConsole } from "./console.ts";
import { faultOf } from "./fault.ts";
import { log } from "./log.ts";
import { currentRequest, inRequest, inRequestOf, noteRequest, requestIdFrom } from "./request.ts";
import { faultLines } from "./testing-lines.ts";

const CANARY = "Ann Canary ann.canary@mail.example 987-65-4321";

let written: string[];
beforeEach(() => {
  written = [];
  vi.stubEnv("PSSAAS_LOG", "json");
  vi.stubEnv("PSSAAS_LOG_LEVEL", "info");
  vi.spyOn(console, "error").mockImplementation((line) => void written.push(String(line)));
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

const lines = () => written.map((line) => JSON.parse(line) as Record<string, unknown>);

it("C37 a line is one object with its level, time, words and facts", () => {
  log.info("request", { method: "GET", status: 200, ms: 1.5, tenant: undefined });
  expect(lines()).toEqual([
    { level: "info", time: expect.any(String), msg: "request", method: "GET", status: 200, ms: 1.5 },
  ]);
  expect(new Date(String(lines()[0]?.time)).toISOString()).toBe(lines()[0]?.time);
});

it("C37 whatever a value holds, the line stays one line of printable signs, as JSON and in plain", () => {
  const signs = fc.string({ unit: "binary", maxLength: 40 });
  const breaks = fc.constantFrom("\n", "\r\n", "\u2028", "\u2029", "\u0085", "\u001b[2J", "\0", "\u007f");
  fc.assert(
    fc.property(signs, breaks, signs, fc.constantFrom("json", "plain"), (before, middle, after, form) => {
      vi.stubEnv("PSSAAS_LOG", form);
      written = [];
      log.info(`a${before}${middle}${after}`, { given: before + middle + after });
      expect(written).toHaveLength(1);
      expect(written[0]).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
    }),
  );
});

it("C37 a long value is cut, so that nobody fills the disk by one request", () => {
  log.info("x", { given: "y".repeat(100_000) });
  expect(written[0]?.length).toBeLessThan(700);
});

it("C37 lines below the level are not written; on a terminal warnings and errors are", () => {
  vi.stubEnv("PSSAAS_LOG_LEVEL", "warn");
  log.info("no");
  log.warn("yes");
  vi.stubEnv("PSSAAS_LOG_LEVEL", "");
  vi.stubEnv("PSSAAS_LOG", "plain");
  log.info("no");
  log.error("yes", undefined, { tenant: "acme" });
  expect(written.map((line) => line.replace(/^\{.*"msg":"(.*)"\}$/, "$1"))).toEqual([
    "yes",
    "yes  tenant=acme",
  ]);
});

it("C37 an error is told by kind, code and place, with nothing that it was about", () => {
  const cause = Object.assign(new Error(`invalid input syntax for type date: "${CANARY}"`), {
    code: "22007",
  });
  const query = new Error(`Failed query: insert into borrower values ($1)\nparams: ${CANARY}`, { cause });
  query.name = "DrizzleQueryError";
  log.error("A request failed", query);
  expect(lines()[0]).toMatchObject({ kind: "DrizzleQueryError < Error 22007" });
  expect(lines()[0]?.at).toEqual(expect.arrayContaining([expect.stringContaining("log.test.ts")]));
  expect(written.join()).not.toMatch(/Canary|canary|987-65|params|borrower/);
});

it("C37 what PostgreSQL says of its own schema is kept, since it names columns and no data", () => {
  const error = Object.assign(new Error('column "sale_price" does not exist'), { code: "42703" });
  expect(faultOf(new Error("Failed query", { cause: error })).said).toBe(
    'column "sale_price" does not exist',
  );
  expect(faultOf(Object.assign(new Error(CANARY), { code: "23505" })).said).toBeUndefined();
});

it("C37 a name, code or thing thrown that is no plain word does not come through", () => {
  const error = Object.assign(new Error("x"), { name: `E\n${CANARY}`, code: CANARY });
  for (const thrown of [error, CANARY, { message: CANARY }, null]) log.error("failed", thrown);
  expect(lines().map(({ kind }) => kind)).toEqual(["Error", "not an error", "not an error", "not an error"]);
  expect(written.join()).not.toContain("Canary");
});

it("C37 every line that is written while a request is answered carries its id, tenant and person's id", async () => {
  const answering = (id: string, tenant: string) =>
    inRequest({ id }, async () => {
      noteRequest({ tenant, user: "u-1" });
      await new Promise(setImmediate);
      log.info("export");
    });
  await Promise.all([answering("first-request-id", "a"), answering("second-request-id", "b")]);
  expect(lines().map(({ requestId, tenant, user }) => [requestId, tenant, user])).toEqual([
    ["first-request-id", "a", "u-1"],
    ["second-request-id", "b", "u-1"],
  ]);
  expect(currentRequest()).toBeUndefined();
});

it.each([
  ["3f1c6f0e-5f0e-4e57-9b53-3a1f4f1f2a10", true],
  ["0123456789abcdef", true],
  ["short", false],
  ["x".repeat(65), false],
  ["with spaces in it, 20", false],
  ["line\nbreak-0123456789", false],
  ['"quoted"0123456789abcdef', false],
  ["987-65-4321", false],
  ["of-the-client-987-65-4321", false],
  [null, false],
])("C37 an id that the caller gives (%j) is taken just when it is plain", (given, isTaken) => {
  const id = requestIdFrom(given);
  if (isTaken) expect(id).toBe(given);
  else expect(id).toMatch(/^[0-9a-f-]{36}$/);
  expect(inRequestOf(new Headers(given && isTaken ? { "x-request-id": given } : {}), (one) => one)).toMatch(
    /^[\w-]{16,64}$/,
  );
});

it("C37 what a library writes to the console becomes a line; of a page's fault there is another one", () => {
  const { error, warn } = console;
  const held = globalThis as { pssaasConsoleError?: unknown };
  try {
    takeConsole();
    console.error(" ⨯", new TypeError(CANARY));
    console.warn("The address\nis old");
    console.error(Object.assign(new Error(CANARY), { digest: "123" }));
    console.error({ typed: CANARY });
  } finally {
    Object.assign(console, { error, warn });
    delete held.pssaasConsoleError;
  }
  expect(lines().map(({ level, msg, kind }) => [level, msg, kind])).toEqual([
    ["error", "A library reported a fault", "TypeError"],
    ["warn", "The address\nis old", undefined],
    ["error", "A library wrote to the console", undefined],
  ]);
  expect(written.join()).not.toContain("Canary");
});

it("C37 of what a program wrote, a browser test is told of warnings, errors and what is no line of the log", () => {
  log.info("request");
  log.warn("The outbox of acme cannot be sent at the moment (Error); it is tried again.");
  log.error("A request failed", new Error("x"));
  const others = ["(node:7) Warning: old", "(Use `node --trace-warnings`)", "", " ⨯ Error: x", "null", "7"];
  const told = faultLines([...written, ...others].join("\n"));
  expect(told).toEqual([written[1], written[2], " ⨯ Error: x", "null", "7"]);
});
