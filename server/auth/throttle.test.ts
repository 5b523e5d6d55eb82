import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, describe, expect, it } from "vitest";
import { closeControlDatabase, controlDatabase } from "../../db/control/client.ts";
import { throttle } from "../../db/control/schema.ts";
import {
  accountBucket,
  attemptsFrom,
  clearFailures,
  countFailure,
  forgiveFailure,
  recordFailure,
} from "./throttle.ts";

const LIMIT = { limit: 3, windowSeconds: 60 };
const at = (seconds: number) => new Date(Date.parse("2026-03-04T15:00:00Z") + seconds * 1000);

afterAll(closeControlDatabase);

describe("throttle", () => {
  it("P6.5 lets a bucket fail as often as its limit says, then refuses until the window ends", async () => {
    const bucket = randomUUID();
    const over = [];
    for (let second = 0; second < 5; second += 1) over.push(await recordFailure(bucket, LIMIT, at(second)));
    expect(over).toEqual([false, false, false, true, true]);
    expect(await recordFailure(bucket, LIMIT, at(59))).toBe(true);
    expect(await recordFailure(bucket, LIMIT, at(60))).toBe(false);
    expect(await countFailure(bucket, LIMIT, at(61))).toBe(2);
  });

  it("P6.5 counts attempts that come at the same time one by one", async () => {
    const bucket = randomUUID();
    const over = await Promise.all(Array.from({ length: 40 }, () => recordFailure(bucket, LIMIT, at(0))));
    expect(over.filter((blocked) => !blocked)).toHaveLength(3);
  });

  it("P6.5 forgets after success, and takes one back", async () => {
    const bucket = randomUUID();
    for (let i = 0; i < 4; i += 1) await recordFailure(bucket, LIMIT, at(0));
    await clearFailures(bucket);
    expect(await countFailure(bucket, LIMIT, at(1))).toBe(1);
    await forgiveFailure(bucket);
    expect(await countFailure(bucket, LIMIT, at(1))).toBe(1);
  });

  it("P6.5 a flood writes no more once the bucket is known to be over", async () => {
    const bucket = randomUUID();
    for (let i = 0; i < 50; i += 1) await recordFailure(bucket, LIMIT, at(0));
    const [row] = await controlDatabase().select().from(throttle).where(eq(throttle.bucket, bucket));
    expect(row?.failures).toBe(4);
  });

  it("P6.5 a clock that was years ahead locks nobody out once it is right", async () => {
    const bucket = randomUUID();
    const [right, ahead] = [at(0), at(100 * 365 * 86_400)];
    for (let i = 0; i < 5; i += 1) await recordFailure(bucket, LIMIT, ahead);
    expect(await recordFailure(bucket, LIMIT, ahead)).toBe(true);
    expect(await recordFailure(bucket, LIMIT, right)).toBe(false);
    expect(await countFailure(bucket, LIMIT, right)).toBe(2);
  });

  it("P6.5 I21 what a clock that was far ahead has counted is swept away once it is right", async () => {
    const bucket = randomUUID();
    await recordFailure(bucket, LIMIT, at(200 * 365 * 86_400));
    await recordFailure(randomUUID(), LIMIT, at(0));
    const left = () => controlDatabase().$count(throttle, eq(throttle.bucket, bucket));
    await expect.poll(left).toBe(0);
  });

  it("P6.5 keeps no e-mail and counts a household of IPv6 addresses as one", () => {
    expect(accountBucket("ann@desk.test")).not.toContain("ann");
    expect(attemptsFrom("bearer", "2001:db8::1")).toBe(attemptsFrom("bearer", "2001:db8::2"));
    expect(attemptsFrom("bearer", "2001:db8::1")).not.toBe(attemptsFrom("webhook", "2001:db8::1"));
  });
});
