import { and, type SQL, sql } from "drizzle-orm";
import { controlDatabase } from "../../db/control/client.ts";
import type { apiKey, clientToken } from "../../db/control/schema.ts";
import { isToCome } from "../domain/wrong-clock.ts";
import { toCome } from "../domain/wrong-clock-rows.ts";

const MINUTE_MS = 60_000;

/**
 * Notes when a credential was last used, to the minute; nobody waits for it, and a failure to write it refuses nobody. What a clock
 * that was far ahead has noted keeps nobody from noting again (I21).
 * @param isIt which row it is
 * @param lastUsedAt as it was read
 */
export function noteUse(
  table: typeof apiKey | typeof clientToken,
  isIt: SQL,
  lastUsedAt: string | null,
  now: Date,
): void {
  const until = lastUsedAt === null ? null : Date.parse(lastUsedAt) + MINUTE_MS;
  if (isToCome(until, now.getTime(), MINUTE_MS)) return;
  const isNoted = toCome(sql`${table.lastUsedAt} + interval '1 minute'`, now, MINUTE_MS);
  controlDatabase()
    .update(table)
    .set({ lastUsedAt: now.toISOString() })
    .where(and(isIt, sql`${isNoted} is not true`))
    .then(undefined, () => undefined);
}
