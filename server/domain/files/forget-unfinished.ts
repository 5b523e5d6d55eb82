import { and, eq, isNull, lte, or, sql } from "drizzle-orm";
import { storedFile } from "../../../db/tenant/schema/stored-files.ts";
import type { World } from "../context.ts";
import { tooFarAhead } from "../wrong-clock-rows.ts";

/** Whoever sends has given up by then. */
const ON_ITS_WAY_MS = 86_400_000;

/** Takes away a file that did not become whole. */
export async function forgetFile({ db }: Pick<World, "db">, storeKey: string): Promise<void> {
  await db.delete(storedFile).where(and(eq(storedFile.storeKey, storeKey), isNull(storedFile.completedAt)));
}

/**
 * Takes away what processes that fell over have left half.
 * @returns in how many milliseconds what is on its way now will be too old; null while nothing is
 */
export async function forgetUnfinished({ db, now }: Pick<World, "db" | "now">): Promise<number | null> {
  const moment = now();
  const at = moment.getTime();
  const { createdAt, completedAt } = storedFile;
  const tooOld = or(
    lte(createdAt, new Date(at - ON_ITS_WAY_MS).toISOString()),
    tooFarAhead(createdAt, moment, ON_ITS_WAY_MS),
  );
  await db.delete(storedFile).where(and(isNull(completedAt), tooOld));
  const [oldest] = await db
    .select({ since: sql<string | null>`min(${createdAt})`.mapWith(createdAt) })
    .from(storedFile)
    .where(isNull(completedAt));
  return oldest?.since ? Math.max(0, Date.parse(oldest.since) + ON_ITS_WAY_MS - at) : null;
}
