import { createHash, randomUUID } from "node:crypto";
import { and, eq, isNull, lt } from "drizzle-orm";
import type { Database } from "../../../db/connect.ts";
import { storedFile, storedFilePart } from "../../../db/tenant/schema/stored-files.ts";
import type { Context } from "../context.ts";
import { refuse } from "../errors.ts";
import { seal } from "../sealing.ts";
import { cleanName, HEAD_BYTES, mediaTypeOf } from "./model/media-types.ts";

/** A photograph of a tax return, or a year of statements in one PDF. */
export const MOST_FILE_BYTES = 20_000_000;

/** What is held in memory of a file at once, and what a row of it holds. */
const PART_BYTES = 1_000_000;

/** Whoever sends has given up by then. */
const ON_ITS_WAY_MS = 86_400_000;

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
 * than a part is in memory. What breaks off is taken away again, at once or by whoever sends the next one. For verbs that have
 * authorised; they make it whole with `completeFile`, or let it go with `forgetFile`.
 * @throws DomainError PAYLOAD_TOO_LARGE; UNREADABLE_DOCUMENT when it is empty, of no kind that is taken, or not what its name says
 */
export async function storeFile(
  world: Context,
  content: AsyncIterable<Uint8Array>,
  givenName: string,
): Promise<ArrivedFile> {
  const name = cleanName(givenName);
  const storeKey = randomUUID();
  const now = world.now();
  await world.db
    .delete(storedFile)
    .where(
      and(
        isNull(storedFile.completedAt),
        lt(storedFile.createdAt, new Date(now.getTime() - ON_ITS_WAY_MS).toISOString()),
      ),
    );
  await world.db.insert(storedFile).values({
    storeKey,
    sealedFor: world.tenant.id,
    createdAt: now.toISOString(),
    createdBy: world.actor.name,
  });
  try {
    return { storeKey, name, ...(await storeParts(world, storeKey, content, name)) };
  } catch (error) {
    await forgetFile(world, storeKey);
    throw error;
  }
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
    const place = placeOf(world.tenant.id, storeKey, partCount);
    await world.db
      .insert(storedFilePart)
      .values({ storeKey, partNo: partCount, ...seal(part, "stored file", place) });
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
  await tx
    .update(storedFile)
    .set({ ...facts, completedAt: world.now().toISOString() })
    .where(eq(storedFile.storeKey, storeKey));
}

/** Takes away a file that did not become whole. */
export async function forgetFile(world: Context, storeKey: string): Promise<void> {
  await world.db
    .delete(storedFile)
    .where(and(eq(storedFile.storeKey, storeKey), isNull(storedFile.completedAt)));
}

/** A part that is moved to another file, tenant or place does not open there. */
export function placeOf(tenantId: string, storeKey: string, partNo: number): string {
  return `${tenantId} stored file ${storeKey} part ${partNo}`;
}
