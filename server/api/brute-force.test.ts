import "next/dist/server/node-environment-baseline.js"; // before anything of Next that keeps a request in scope
import { randomBytes, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeControlDatabase } from "../../db/control/client.ts";
import { closeTenants } from "../../db/tenant/client.ts";
import { type TestTenant, testTenant } from "../../db/testing.ts";
import { createApiKey } from "../auth/api-keys.ts";
import { someAddress, testPerson } from "../auth/testing.ts";
import { psxLoan, psxTrade } from "../domain/pipeline/testing-trades.ts";
import { OWN_PAGE, tokenOf } from "./testing-callers.ts";
import { type Answer, send } from "./testing-client.ts";

/** A12: guessing lets nobody in, and does not keep out those who may come. */

/** `PSSAAS_TEST_ATTEMPTS=10000` for a long night. */
const ATTEMPTS = Number(process.env.PSSAAS_TEST_ATTEMPTS ?? 2_000);
const AT_ONCE = 8;
const ROUNDS = 5;
/** How much longer a good call may take than among as many good ones, before guessing counts as keeping people out. */
const SLOWER = 20;

let tenant: TestTenant;
let operator: Record<string, string>;
let exchange: Record<string, string>;
let serial = 0;
beforeAll(async () => {
  tenant = await testTenant();
  operator = await tokenOf(tenant, "operator");
  exchange = { "x-exchange-api-key": (await createApiKey({ tenantId: tenant.id }, new Date())).key };
});
afterAll(async () => {
  await Promise.all([tenant.close(), closeTenants(), closeControlDatabase()]);
});

/** An address of the attacker's, of a few or of ever new ones. */
const few = Array.from({ length: 4 }, someAddress);
const addressOf = (attempt: number) => (attempt % 2 === 0 ? few[attempt % few.length] : someAddress()) ?? "";
const from = (attempt: number) => ({ "x-pssaas-client-address": addressOf(attempt) });

async function formOfSignIn() {
  const { headers, json } = await send("GET", "/api/auth/csrf");
  const cookie = headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
  return { cookie, csrfToken: String(json.csrfToken) };
}

/** Ever new names from a few addresses, and one person's name from ever new ones. */
async function badSignIns(email: string): Promise<(attempt: number) => Promise<Answer>> {
  const { cookie, csrfToken } = await formOfSignIn();
  return (attempt) =>
    send("POST", "/api/auth/callback/credentials", {
      headers: { ...OWN_PAGE, ...from(attempt), cookie },
      body: {
        csrfToken,
        json: "true",
        email: attempt % 2 === 0 ? `${randomUUID()}@desk.test` : email,
        password: randomBytes(9).toString("base64url"),
      },
    });
}

const badKey = (attempt: number) =>
  send("POST", "/api/pipeline/trades", {
    headers: { ...from(attempt), "x-exchange-api-key": `pssaas_${randomBytes(24).toString("base64url")}` },
    body: psxTrade(`T-BAD-${attempt}`, [psxLoan(1)]),
  });

/** What goes on as every day: an operator reads, and the exchange delivers. */
async function goodCall(): Promise<Answer> {
  serial += 1;
  if (serial % 10 > 0) return send("GET", "/api/pipeline/loans?pageSize=10", { headers: operator });
  return send("POST", "/api/pipeline/trades", {
    headers: exchange,
    body: psxTrade(`T-${serial}`, [psxLoan(serial)]),
  });
}

/** Sends `count` of them, some at once, and says how often each status came. */
async function flood(count: number, call: (attempt: number) => Promise<Answer>) {
  const statuses: Record<number, number> = {};
  let next = 0;
  const sender = async () => {
    for (let attempt = next++; attempt < count; attempt = next++) {
      const { status } = await call(attempt);
      statuses[status] = (statuses[status] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, sender));
  return statuses;
}

/** How long good calls took while the other work was going on, in milliseconds. */
async function goodCallsWhile<T>(work: Promise<T>): Promise<{ done: T; took: number[] }> {
  let isDone = false;
  const ended = work.finally(() => {
    isDone = true;
  });
  const took: number[] = [];
  while (!isDone || took.length === 0) {
    const began = performance.now();
    const { status, text } = await goodCall();
    took.push(performance.now() - began);
    expect([200, 201], text).toContain(status);
  }
  return { done: await ended, took };
}

const median = (took: number[]) => took.toSorted((a, b) => a - b)[Math.floor(took.length / 2)] ?? 0;

describe(`A12 ${ATTEMPTS} bad attempts`, () => {
  it.each([
    ["sign-ins", async () => badSignIns((await testPerson({ roles: { [tenant.id]: "admin" } })).email)],
    ["webhook keys", async () => badKey],
  ] as const)(
    "A12 %s get 401 and 429 and nothing else, and good calls are answered meanwhile",
    { timeout: 60_000 + 60 * ATTEMPTS },
    async (what, makeCall) => {
      const call = await makeCall();
      const statuses: Record<string, number> = {};
      const [attacked, crowded]: [number[], number[]] = [[], []];
      // In turns, so that whatever else the machine does meanwhile weighs on both.
      for (let round = 0; round < ROUNDS; round += 1) {
        crowded.push(...(await goodCallsWhile(flood(60, goodCall))).took);
        const { done, took } = await goodCallsWhile(flood(ATTEMPTS / ROUNDS, call));
        attacked.push(...took);
        for (const [status, count] of Object.entries(done))
          statuses[status] = (statuses[status] ?? 0) + count;
      }
      const milliseconds = { attacked: median(attacked), crowded: median(crowded) };
      process.stdout.write(
        `A12 ${JSON.stringify({ what, attempts: ATTEMPTS, statuses, good: attacked.length, milliseconds })}\n`,
      );
      expect(Object.keys(statuses).filter((status) => !["401", "429"].includes(status))).toEqual([]);
      expect(statuses[401]).toBeGreaterThan(0);
      expect(milliseconds.attacked).toBeLessThan(SLOWER * milliseconds.crowded);
    },
  );
});
