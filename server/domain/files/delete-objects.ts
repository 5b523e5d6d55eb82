import { asc, eq } from "drizzle-orm";
import { objectStore } from "../../../db/objects/object-store.ts";
import { storedObjectToDelete } from "../../../db/tenant/schema/stored-files.ts";
import type { World } from "../context.ts";

/** A look takes no longer than this many. */
const MOST_AT_ONCE = 200;

/**
 * Deletes the objects of files that are gone: after the transaction in which they went, by whichever process looks. One that falls
 * over meanwhile leaves them to the next, since deleting twice is as deleting once. What another tenant's files are, which came
 * along in a backup, is left to that tenant.
 * @returns whether there are more
 * @throws ObjectStoreError when the store does not answer; then they stay in the list
 */
export async function deleteObjects({ db }: Pick<World, "db">, tenantId: string): Promise<boolean> {
  const objects = objectStore();
  if (objects === null) return false;
  const { objectKey, since } = storedObjectToDelete;
  const rows = await db
    .select({ key: objectKey })
    .from(storedObjectToDelete)
    .orderBy(asc(since), asc(objectKey))
    .limit(MOST_AT_ONCE);
  for (const { key } of rows) {
    if (key.startsWith(`${tenantId}/`)) await objects.remove(key);
    await db.delete(storedObjectToDelete).where(eq(objectKey, key));
  }
  return rows.length === MOST_AT_ONCE;
}
