import { eq } from "drizzle-orm";
import { storedFile } from "../../../db/tenant/schema/stored-files.ts";
import type { Context } from "../context.ts";
import { getPart } from "./part-bytes.ts";

/** A whole file: what it is, and its bytes as they came, a part at a time. */
export interface StoredContent {
  mediaType: string;
  size: number;
  bytes: AsyncGenerator<Buffer>;
}

/**
 * For verbs that have authorised and know the key. Its first part is read before anything is answered, so that a store that does
 * not answer is a refusal and not half a file.
 * @throws DomainError UNAVAILABLE; Error when there is no such whole file
 */
export async function readFile(world: Pick<Context, "db">, storeKey: string): Promise<StoredContent> {
  const [file] = await world.db.select().from(storedFile).where(eq(storedFile.storeKey, storeKey));
  const { mediaType, size, partCount, sealedFor } = file ?? {};
  if (!mediaType || !size || !partCount || !sealedFor) throw new Error(`the file ${storeKey} is not whole`);
  const partAt = (partNo: number) => getPart(world, { sealedFor, storeKey, partNo });
  return { mediaType, size, bytes: partsOf(await partAt(1), partCount, partAt) };
}

/** One statement a part, so that a slow reader holds no connection. */
async function* partsOf(
  first: Buffer,
  partCount: number,
  partAt: (partNo: number) => Promise<Buffer>,
): AsyncGenerator<Buffer> {
  yield first;
  for (let partNo = 2; partNo <= partCount; partNo += 1) yield await partAt(partNo);
}
