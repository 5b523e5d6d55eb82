import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { closeControlDatabase } from "../../db/control/client.ts";
import { isScheduler } from "../auth/scheduler-secret.ts";
import { someAddress } from "../auth/testing.ts";
import { send } from "./testing-client.ts";

/** Who is let in to have every outbox sent; that they are sent shows the suite `functions` of `npm run test:faults`. */

const SECRET = "a secret of the scheduler's alone";
const call = (authorization?: string, address = someAddress()) =>
  send("GET", "/api/cron/outbox", {
    headers: { "x-pssaas-client-address": address, ...(authorization ? { authorization } : {}) },
  });

beforeEach(() => vi.stubEnv("CRON_SECRET", SECRET));
afterEach(() => vi.unstubAllEnvs());
afterAll(() => closeControlDatabase());

it.each<[string | null, string, boolean | null]>([
  [`Bearer ${SECRET}`, SECRET, true],
  [`Bearer ${SECRET}`, `${SECRET}\n`, true],
  [`Bearer ${SECRET}`, `${SECRET}.`, false],
  [`bearer ${SECRET}`, SECRET, false],
  [null, SECRET, false],
  ["Bearer fifteen letters", "fifteen letters", null],
  ["Bearer ", "", null],
])("F3.10 A12 who brings %j where %j is set: %j", (authorization, secret, expected) => {
  expect(isScheduler(authorization, secret)).toBe(expected);
});

describe("F3.10 A12 the door of the platform's scheduler", () => {
  it.each([
    ["nothing", undefined],
    ["no token", "Bearer"],
    ["an empty one", "Bearer "],
    ["another one", `Bearer ${SECRET}.`],
    ["a part of it", `Bearer ${SECRET.slice(0, -1)}`],
    ["it by another way", `Basic ${btoa(`cron:${SECRET}`)}`],
  ])("F3.10 A12 is shut to who brings %s", async (_, authorization) => {
    const { status, json } = await call(authorization);
    expect([status, json.code]).toEqual([401, "UNAUTHORIZED"]);
  });

  it("F3.10 A12 counts who guesses at it", async () => {
    const address = someAddress();
    const statuses = new Set<number>();
    for (let attempt = 0; attempt < 200 && !statuses.has(429); attempt += 1)
      statuses.add((await call(`Bearer ${SECRET} ${attempt}`, address)).status);
    expect([...statuses]).toEqual([401, 429]);
  });

  it.each(["", "short", "fifteen letters"])(
    "F3.10 A12 is not there while the secret is %j",
    async (secret) => {
      vi.stubEnv("CRON_SECRET", secret);
      const { status, json } = await call(`Bearer ${secret}`);
      expect([status, json.code]).toEqual([404, "NOT_FOUND"]);
    },
  );
});
