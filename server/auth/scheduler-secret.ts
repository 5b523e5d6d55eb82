import { createHash, timingSafeEqual } from "node:crypto";
import { log } from "../log/log.ts";

/** One that is shorter could be guessed, and opens nothing. */
const SHORTEST = 16;

/**
 * Whether a request comes from the platform's scheduler, which sends the setting `CRON_SECRET` as its Bearer token, as Vercel's does.
 * Compared in constant time.
 * @returns null where there is no such secret, and so no scheduler
 */
export function isScheduler(authorization: string | null, secret = process.env.CRON_SECRET): boolean | null {
  // As it comes out of a file, with a line break behind it, no header could hold it.
  const kept = secret?.trim() ?? "";
  if (kept.length < SHORTEST) {
    if (kept !== "") tellTooShort();
    return null;
  }
  return timingSafeEqual(digestOf(authorization ?? ""), digestOf(`Bearer ${kept}`));
}

let isTold = false;
function tellTooShort(): void {
  if (!isTold) log.warn(`CRON_SECRET has less than ${SHORTEST} characters, so no scheduler is let in`);
  isTold = true;
}

function digestOf(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
