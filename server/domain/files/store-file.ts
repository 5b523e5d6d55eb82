import { createHash, randomUUID } from "node:crypto";
import { eq, ne, sql } from "drizzle-orm";
import type { Database } from "../../../db/connect.ts";
import { storedFile } from "../../../db/tenant/schema/stored-files.ts";
import type { Context } from "../context.ts";
import { refuse } from "../errors.ts";
import { forgetFile, forgetUnfinished } from "./forget-unfinished.ts";
import { cleanName, HEAD_BYTES, MOST_FILE_BYTES, mediaTypeOf } from "./model/media-types.ts";
import { putPart } from "./part-bytes.ts";

/** What a tenant's files may take in all: a backup of more is for another store. */
const MOST_STORED_BYTES = 20_000_000_000;

/** What is held in memory of a file at once, and what a part of it holds. */
const PART_BYTES = 1_000_000;

/** A file whose bytes are here, and which becomes whole together with what refers to it. */
export interface ArrivedFile {
  storeKey: string;
  /** Without what a folder or a header would take for something else. */
  name: string;
  mediaType: string;
  size: number;
  sha256: string;
  partCount: number;
}

/**
 * Takes a file as it comes, a part at a time, each under seal: nobody waits with a transaction for a slow sender, and no more
 * than a part is in memory. What breaks off is taken away again, at once or, when the process is gone, a day later. For verbs that have
 * authorised; they make it whole with `completeFile`, or let it go with `forgetFile`.
 * @throws DomainError PAYLOAD_TOO_LARGE; STORE_FULL; UNAVAILABLE; UNREADABLE_DOCUMENT when it is empty, of no kind that is taken, or not what its name says
 */
export async function storeFile(
  world: Context,
  content: AsyncIterable<Uint8Array>,
  givenName: string,
): Promise<ArrivedFile> {
  const name = cleanName(givenName);
  const storeKey = randomUUID();
  await forgetUnfinished(world);
  await world.db.insert(storedFile).values({
    storeKey,
    sealedFor: world.tenant.id,
    createdAt: world.now().toISOString(),
    createdBy: world.actor.name,
  });
  try {
    await refuseWhenFull(world, storeKey);
    return { storeKey, name, ...(await storeParts(world, storeKey, content, name)) };
  } catch (error) {
    await forgetFile(world, storeKey);
    throw error;
  }
}

/** What else is on its way counts as the largest that it may become, so that many at once do not pass the limit together. */
async function refuseWhenFull({ db }: Context, storeKey: string): Promise<void> {
  const [stored] = await db
    .select({ bytes: sql<string>`coalesce(sum(coalesce(${storedFile.size}, ${MOST_FILE_BYTES})), 0)::text` })
    .from(storedFile)
    .where(ne(storedFile.storeKey, storeKey));
  if (Number(stored?.bytes) >= MOST_STORED_BYTES)
    refuse(
      "STORE_FULL",
      "All the room for files is taken (20 GB). Nothing was stored: delete what is not needed any more, then send it again.",
    );
}

async function storeParts(
  world: Context,
  storeKey: string,
  content: AsyncIterable<Uint8Array>,
  name: string,
) {
  const hash = createHash("sha256");
  let [size, partCount, mediaType] = [0, 0, null as string | null];
  for await (const part of inParts(content)) {
    partCount += 1;
    size += part.length;
    hash.update(part);
    mediaType ??= mediaTypeOf(name, part.subarray(0, HEAD_BYTES)) ?? notTaken();
    await putPart(world, { sealedFor: world.tenant.id, storeKey, partNo: partCount }, part);
  }
  if (mediaType === null)
    return refuse("UNREADABLE_DOCUMENT", "The file is empty. Nothing was stored: choose another one.");
  return { mediaType, size, sha256: hash.digest("hex"), partCount };
}

function notTaken(): never {
  return refuse(
    "UNREADABLE_DOCUMENT",
    "This is no PDF, picture (JPEG, PNG, TIFF, HEIC), Word, Excel or CSV file, or its name ends as if it were another one. Nothing was stored: save it as one of these and send it again.",
  );
}

/** Pieces of one size, however they come in. */
async function* inParts(content: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let [held, size, total] = [[] as Uint8Array[], 0, 0];
  for await (const piece of content) {
    total += piece.length;
    if (total > MOST_FILE_BYTES)
      refuse("PAYLOAD_TOO_LARGE", "The file is larger than 20 MB. Nothing was stored: send it in parts.");
    held.push(piece);
    size += piece.length;
    while (size >= PART_BYTES) {
      const all = Buffer.concat(held);
      yield all.subarray(0, PART_BYTES);
      held = [all.subarray(PART_BYTES)];
      size -= PART_BYTES;
    }
  }
  if (size > 0) yield Buffer.concat(held);
}

/** From now on it stays, as it is. Within the transaction of what refers to it. */
export async function completeFile(tx: Database, world: Context, file: ArrivedFile): Promise<void> {
  const { storeKey, name: _, ...facts } = file;
  const [whole] = await tx
    .update(storedFile)
    .set({ ...facts, completedAt: world.now().toISOString() })
    .where(eq(storedFile.storeKey, storeKey))
    .returning({ storeKey: storedFile.storeKey });
  if (!whole) throw new Error(`the file ${storeKey} is gone before it was whole`);
}
