import { createHash, timingSafeEqual } from "node:crypto";

/** One that is shorter could be guessed, and opens nothing. */
const SHORTEST = 16;

/**
 * Whether a request comes from the platform's scheduler, which sends the setting `CRON_SECRET` as its Bearer token, as Vercel's does.
 * Compared in constant time.
 * @returns null where there is no such secret, and so no scheduler
 */
export function isScheduler(authorization: string | null, secret = process.env.CRON_SECRET): boolean | null {
  if (!secret || secret.length < SHORTEST) return null;
  return timingSafeEqual(digestOf(authorization ?? ""), digestOf(`Bearer ${secret}`));
}

function digestOf(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
