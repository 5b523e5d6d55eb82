import { inArray } from "drizzle-orm";
import type { Database } from "../../../db/connect.ts";
import { storedFile } from "../../../db/tenant/schema/stored-files.ts";

/**
 * Deletes whole files with all of their parts, in the transaction of what referred to them: all or nothing. The database refuses
 * one that something still refers to.
 * @returns how many went
 */
export async function deleteFiles(tx: Database, storeKeys: string[]): Promise<number> {
  if (storeKeys.length === 0) return 0;
  const gone = await tx
    .delete(storedFile)
    .where(inArray(storedFile.storeKey, storeKeys))
    .returning({ storeKey: storedFile.storeKey });
  return gone.length;
}
