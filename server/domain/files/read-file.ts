import { and, eq } from "drizzle-orm";
import { storedFile, storedFilePart } from "../../../db/tenant/schema/stored-files.ts";
import type { Context } from "../context.ts";
import { unseal } from "../sealing.ts";
import { placeOf } from "./store-file.ts";

/** A whole file: what it is, and its bytes as they came, a part at a time. */
export interface StoredContent {
  mediaType: string;
  size: number;
  bytes: AsyncGenerator<Buffer>;
}

/** For verbs that have authorised and know the key. @throws Error when there is no such whole file */
export async function readFile(world: Context, storeKey: string): Promise<StoredContent> {
  const [file] = await world.db.select().from(storedFile).where(eq(storedFile.storeKey, storeKey));
  const { mediaType, size, partCount, sealedFor } = file ?? {};
  if (!mediaType || !size || !partCount || !sealedFor) throw new Error(`the file ${storeKey} is not whole`);
  return { mediaType, size, bytes: partsOf(world, { storeKey, partCount, sealedFor }) };
}

/** One statement a part, so that a slow reader holds no connection. */
async function* partsOf(
  world: Context,
  { storeKey, partCount, sealedFor }: { storeKey: string; partCount: number; sealedFor: string },
): AsyncGenerator<Buffer> {
  for (let partNo = 1; partNo <= partCount; partNo += 1) {
    const [part] = await world.db
      .select()
      .from(storedFilePart)
      .where(and(eq(storedFilePart.storeKey, storeKey), eq(storedFilePart.partNo, partNo)));
    if (!part) throw new Error(`the file ${storeKey} has no part ${partNo}`);
    yield unseal(part, "stored file", placeOf(sealedFor, storeKey, partNo));
  }
}
