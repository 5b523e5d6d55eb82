import type pg from "pg";
import { type ObjectStore, objectStore } from "../../../db/objects/object-store.ts";
import { type AuditViolation, Breaches } from "./audit-violation.ts";

export const OBJECT_RULES = 3;

/** 12 bytes of nonce and 16 of tag. */
const SEAL_BYTES = 28;

/** A file whose parts are objects. */
interface FileRow {
  storeKey: string;
  isWhole: boolean;
  size: number | null;
  objectKeys: string[];
}

interface Found {
  missing: Breaches;
  ofOtherSize: Breaches;
  nobodys: Breaches;
}

/**
 * Holds the object store against the rows: every whole file has its objects, of its size, and every object is a part's or about to
 * be deleted. Without an object store nothing may lie in one. Rows and objects are read side by side, a few files at a time: where a
 * store lists by key, each once. What differs is looked at by itself on both sides before it is told, so neither a store of another
 * order nor what comes or goes meanwhile is taken for a fault.
 * @throws ObjectStoreError when the store does not answer: then nothing is known
 */
export async function verifyObjects(pool: pg.Pool, filesAtOnce = 500): Promise<AuditViolation[]> {
  const found: Found = {
    missing: new Breaches("Objects", "Every part that lies in the object store is there."),
    ofOtherSize: new Breaches("Objects", "A whole file's objects are of just its size."),
    nobodys: new Breaches("Objects", "Every object is a part of a file, or about to be deleted."),
  };
  const objects = objectStore();
  const listed = objectsOf(pool, objects);
  const strangers: string[] = [];
  const lookAtStrangers = async () => {
    for (const key of await nobodysAmong(pool, strangers.splice(0)))
      if ((await sizeOf(objects, key)) !== null) found.nobodys.add({ problem: key });
  };
  let next = await listed.next();
  for await (const files of filesInObjects(pool, filesAtOnce)) {
    const last = files.at(-1)?.storeKey;
    const sizes = new Map<string, number | null>(
      files.flatMap(({ objectKeys }) => objectKeys.map((key) => [key, null])),
    );
    for (; !next.done && (last === undefined || fileIn(next.value.key) <= last); next = await listed.next()) {
      const { key, size } = next.value;
      if (sizes.has(key)) sizes.set(key, size);
      else if (strangers.push(key) >= filesAtOnce) await lookAtStrangers();
    }
    for (const file of files) if (file.isWhole) await verifyFile(pool, objects, { file, sizes, found });
  }
  await lookAtStrangers();
  return [found.missing, found.ofOtherSize, found.nobodys].flatMap((breaches) => breaches.violations());
}

async function verifyFile(
  pool: pg.Pool,
  objects: ObjectStore | null,
  { file, sizes, found }: { file: FileRow; sizes: Map<string, number | null>; found: Found },
): Promise<void> {
  const bytes: number[] = [];
  for (const key of file.objectKeys) {
    const size = sizes.get(key) ?? (await sizeOf(objects, key));
    if (size !== null) bytes.push(size - SEAL_BYTES);
    else if (await isPart(pool, key)) found.missing.add({ problem: key });
    else return;
  }
  const sum = bytes.reduce((total, one) => total + one, 0);
  if (bytes.length > 0 && sum !== file.size) found.ofOtherSize.add({ problem: file.storeKey });
}

async function* objectsOf(pool: pg.Pool, objects: ObjectStore | null) {
  const { rows: tenants } = await pool.query<{ id: string }>("select tenant_id as id from tenant_identity");
  for (const { id } of tenants) if (objects) yield* objects.list(`${id}/`);
}

/** In the order of their keys; the last portion is empty. Each table is told where to go on: a join reads it from its beginning. */
async function* filesInObjects(pool: pg.Pool, atOnce: number): AsyncGenerator<FileRow[]> {
  for (let after: string | null | undefined = null; after !== undefined; ) {
    const { rows }: pg.QueryResult<FileRow> = await pool.query(
      `select f.store_key::text as "storeKey", completed_at is not null as "isWhole", size, array_agg(object_key) as "objectKeys"
       from stored_file f join stored_file_part p on p.store_key = f.store_key
       where object_key is not null and ($1::uuid is null or (f.store_key > $1 and p.store_key > $1))
       group by f.store_key order by f.store_key limit $2`,
      [after, atOnce],
    );
    yield rows;
    after = rows.at(-1)?.storeKey;
  }
}

/** Its second part; the first is the tenant. */
function fileIn(objectKey: string): string {
  return objectKey.split("/")[1] ?? "";
}

async function isPart(pool: pg.Pool, key: string): Promise<boolean> {
  const { rows } = await pool.query("select 1 from stored_file_part where object_key = $1", [key]);
  return rows.length > 0;
}

/** Those of the keys that are neither a part's nor about to be deleted. */
async function nobodysAmong(pool: pg.Pool, keys: string[]): Promise<string[]> {
  const { rows } = await pool.query<{ key: string }>(
    `select key from unnest($1::text[]) as key where not exists (select from stored_file_part where object_key = key)
     and not exists (select from stored_object_to_delete where object_key = key)`,
    [keys],
  );
  return rows.map(({ key }) => key);
}

async function sizeOf(objects: ObjectStore | null, key: string): Promise<number | null> {
  if (objects) for await (const one of objects.list(key)) if (one.key === key) return one.size;
  return null;
}
