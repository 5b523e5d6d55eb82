import { and, eq } from "drizzle-orm";
import { ObjectStoreError, objectStore } from "../../../db/objects/object-store.ts";
import { storedFilePart } from "../../../db/tenant/schema/stored-files.ts";
import { log } from "../../log/log.ts";
import type { Context } from "../context.ts";
import { refuse } from "../errors.ts";
import { seal, unseal } from "../sealing.ts";

/** A part of a file under seal: a row, with its bytes or with the key of the object that they are. */
export interface PartPlace {
  /** The tenant for which it is sealed, also after a backup came back elsewhere. */
  sealedFor: string;
  storeKey: string;
  partNo: number;
}

/**
 * Puts a part where this deployment keeps them. The row comes before the object, so that there is none that nobody knows of.
 * @throws DomainError UNAVAILABLE when the object store does not take it
 */
export async function putPart({ db }: Context, place: PartPlace, bytes: Buffer): Promise<void> {
  const { storeKey, partNo } = place;
  const { sealedBytes, keyId } = seal(bytes, "stored file", boundTo(place));
  const objects = objectStore();
  if (objects === null) {
    await db.insert(storedFilePart).values({ storeKey, partNo, sealedBytes, keyId });
    return;
  }
  const objectKey = objectKeyOf(place);
  await db.insert(storedFilePart).values({ storeKey, partNo, objectKey, keyId });
  await orUnavailable(() => objects.put(objectKey, sealedBytes));
}

/** @throws DomainError UNAVAILABLE when the object store does not answer; Error when the part is not there or does not open */
export async function getPart({ db }: Pick<Context, "db">, place: PartPlace): Promise<Buffer> {
  const { storeKey, partNo } = place;
  const [part] = await db
    .select()
    .from(storedFilePart)
    .where(and(eq(storedFilePart.storeKey, storeKey), eq(storedFilePart.partNo, partNo)));
  if (!part) throw new Error(`the file ${storeKey} has no part ${partNo}`);
  const sealedBytes = part.sealedBytes ?? (await objectAt(part.objectKey ?? ""));
  return unseal({ sealedBytes, keyId: part.keyId }, "stored file", boundTo(place));
}

async function objectAt(objectKey: string): Promise<Buffer> {
  const objects = objectStore();
  if (objects === null)
    throw new Error(`${objectKey} lies in an object store, and no PSSAAS_S3_ settings say where`);
  const bytes = await orUnavailable(() => objects.get(objectKey));
  if (bytes === null) throw new Error(`the object store has no ${objectKey}`);
  return bytes;
}

async function orUnavailable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ObjectStoreError)) throw error;
    log.error("The store of files cannot be reached", error);
    return refuse(
      "UNAVAILABLE",
      "The store of files cannot be reached at the moment. Nothing was stored: try again shortly.",
    );
  }
}

function objectKeyOf({ sealedFor, storeKey, partNo }: PartPlace): string {
  return `${sealedFor}/${storeKey}/${partNo}`;
}

/** A part that is moved to another file, tenant or place does not open there. */
function boundTo({ sealedFor, storeKey, partNo }: PartPlace): string {
  return `${sealedFor} stored file ${storeKey} part ${partNo}`;
}
