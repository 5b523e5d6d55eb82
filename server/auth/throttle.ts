import { createHash } from "node:crypto";
import { eq, lt, or } from "drizzle-orm";
import { sql } from "drizzle-orm/sql";
import { rowsOf } from "../../db/connect.ts";
import { controlDatabase } from "../../db/control/client.ts";
import { throttle } from "../../db/control/schema.ts";
import { isToCome } from "../domain/wrong-clock.ts";
import { toCome, tooFarAhead } from "../domain/wrong-clock-rows.ts";
import { addressBucket } from "./address.ts";

/** How many failures are borne in a window, which begins with the first of them. */
export interface ThrottleLimit {
  limit: number;
  windowSeconds: number;
}

export const SIGN_IN_PER_ACCOUNT: ThrottleLimit = { limit: 10, windowSeconds: 15 * 60 };
export const SIGN_IN_PER_ADDRESS: ThrottleLimit = { limit: 50, windowSeconds: 15 * 60 };
/** Failed keys and tokens of one address (P6.5). */
export const REFUSED_CREDENTIALS: ThrottleLimit = { limit: 60, windowSeconds: 60 };

/** The bucket of an account: a digest, so that the table holds no addresses of people and no text of any length. */
export function accountBucket(email: string): string {
  return `sign-in account ${createHash("sha256").update(email).digest("base64url")}`;
}

/** The bucket of a client address for one kind of attempt. */
export function attemptsFrom(kind: "sign-in" | "bearer" | "webhook", address: string): string {
  return `${kind} ${addressBucket(address)}`;
}

/** Buckets known to be over their limit, and until when: a flood then costs this process no statement per attempt. */
const blockedUntil = new Map<string, number>();
const MOST_REMEMBERED = 10_000;

/**
 * Counts one failure in the bucket's window, which all app processes share, in one statement (P6.5).
 * @returns the failures of the window so far; infinite while the bucket is known to be over its limit
 */
export async function countFailure(
  bucket: string,
  { limit, windowSeconds }: ThrottleLimit,
  now: Date,
): Promise<number> {
  const windowMs = windowSeconds * 1_000;
  if (isToCome(blockedUntil.get(bucket) ?? null, now.getTime(), windowMs)) return Number.POSITIVE_INFINITY;
  const at = sql`${now.toISOString()}::timestamptz`;
  const window = sql`make_interval(secs => ${windowSeconds}::int)`;
  const over = sql`not ${toCome(sql`throttle.window_start + ${window}`, now, windowMs)}`;
  const [row] = await rowsOf<{ failures: number; until: number }>(
    controlDatabase(),
    // Nobody waits for the disk: what a crash forgets is a second of guesses, and a flood must not hold up who may come.
    sql`WITH unhurried AS MATERIALIZED (SELECT set_config('synchronous_commit', 'off', true))
      INSERT INTO throttle (bucket, window_start, failures) SELECT ${bucket}, ${at}, 1 FROM unhurried
      ON CONFLICT (bucket) DO UPDATE SET
        window_start = CASE WHEN ${over} THEN ${at} ELSE throttle.window_start END,
        failures = CASE WHEN ${over} THEN 1 ELSE least(throttle.failures + 1, 1000000) END
      RETURNING failures, (extract(epoch FROM window_start) * 1000)::float8 + ${windowSeconds * 1000}::int AS until`,
  );
  const failures = row?.failures ?? 1;
  if (failures > limit && row) {
    if (blockedUntil.size >= MOST_REMEMBERED) blockedUntil.clear();
    blockedUntil.set(bucket, row.until);
  }
  sweepNowAndThen(now);
  return failures;
}

/**
 * Counts one failed attempt.
 * @returns true when the bucket is now over its limit, so that the caller answers TOO_MANY_ATTEMPTS (P6.5)
 */
export async function recordFailure(bucket: string, limit: ThrottleLimit, now: Date): Promise<boolean> {
  return (await countFailure(bucket, limit, now)) > limit.limit;
}

/** Forgets the failures of a bucket, after an attempt that succeeded (P6.5). */
export async function clearFailures(bucket: string): Promise<void> {
  blockedUntil.delete(bucket);
  await controlDatabase().delete(throttle).where(eq(throttle.bucket, bucket));
}

/** Takes back one counted attempt that turned out not to be a failure. */
export async function forgiveFailure(bucket: string): Promise<void> {
  await controlDatabase()
    .update(throttle)
    .set({ failures: sql`greatest(${throttle.failures} - 1, 0)` })
    .where(eq(throttle.bucket, bucket));
}

const SWEEP_EVERY = 10 * 60_000;
const KEPT = 24 * 3_600_000;
let sweptAt = 0;

/** Removes windows that ended long ago, so that guessing with ever new names cannot fill the table. */
function sweepNowAndThen(now: Date): void {
  if (Math.abs(now.getTime() - sweptAt) < SWEEP_EVERY) return;
  sweptAt = now.getTime();
  // Neither clock, ours and the database's, forgets by itself what is new.
  const before = sql`least(${now.toISOString()}::timestamptz, now()) - make_interval(secs => ${KEPT / 1_000}::int)`;
  controlDatabase()
    .delete(throttle)
    .where(or(lt(throttle.windowStart, before), tooFarAhead(throttle.windowStart, now, KEPT)))
    .then(undefined, () => undefined); // the next sweep tries again
}
