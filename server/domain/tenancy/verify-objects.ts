import type pg from "pg";
import { type ObjectStore, objectStore } from "../../../db/objects/object-store.ts";
import { type AuditViolation, violationsOf } from "./audit-violation.ts";

export const OBJECT_RULES = 3;

/** 12 bytes of nonce and 16 of tag. */
const SEAL_BYTES = 28;

interface PartRow {
  key: string;
  storeKey: string;
  isWhole: boolean;
  /** The file's. */
  size: number | null;
}

/**
 * Holds the object store against the rows: every whole file has its objects, of its size, and every object is a part's or about to
 * be deleted. Without an object store nothing may lie in one. What comes or goes meanwhile is looked at once more.
 * @throws ObjectStoreError when the store does not answer: then nothing is known
 */
export async function verifyObjects(pool: pg.Pool): Promise<AuditViolation[]> {
  const objects = objectStore();
  const { rows: tenants } = await pool.query<{ id: string }>("select tenant_id as id from tenant_identity");
  // Rows come before their objects, so whatever is listed has its row by the time that rows are read.
  const listed = new Map<string, number>();
  for (const { id } of tenants)
    if (objects) for await (const { key, size } of objects.list(`${id}/`)) listed.set(key, size);
  const { rows: parts } = await pool.query<PartRow>(
    `select object_key as key, store_key::text as "storeKey", completed_at is not null as "isWhole", size
     from stored_file_part join stored_file using (store_key) where object_key is not null`,
  );
  const { rows: leaving } = await pool.query<{ key: string }>(
    "select object_key as key from stored_object_to_delete",
  );
  const missing: string[] = [];
  for (const { key, isWhole } of parts) {
    if (!isWhole || listed.has(key)) continue;
    const size = objects ? await sizeOf(objects, key) : null;
    if (size === null) missing.push(key);
    else listed.set(key, size);
  }
  const known = new Set([...parts, ...leaving].map(({ key }) => key));
  const nobodys: string[] = [];
  for (const key of listed.keys())
    if (!known.has(key) && objects && (await sizeOf(objects, key)) !== null) nobodys.push(key);
  return [
    ...violated("Every part that lies in the object store is there.", missing),
    ...violated("A whole file's objects are of just its size.", filesOfOtherSize(parts, listed)),
    ...violated("Every object is a part of a file, or about to be deleted.", nobodys),
  ];
}

function filesOfOtherSize(parts: PartRow[], listed: Map<string, number>): string[] {
  const sums = new Map<string, { expected: number | null; found: number }>();
  for (const { storeKey, key, isWhole, size } of parts) {
    const found = listed.get(key);
    if (!isWhole || found === undefined) continue;
    const sum = sums.get(storeKey) ?? { expected: size, found: 0 };
    sums.set(storeKey, { ...sum, found: sum.found + found - SEAL_BYTES });
  }
  return [...sums].filter(([, { expected, found }]) => expected !== found).map(([storeKey]) => storeKey);
}

async function sizeOf(objects: ObjectStore, key: string): Promise<number | null> {
  for await (const one of objects.list(key)) if (one.key === key) return one.size;
  return null;
}

function violated(rule: string, problems: string[]): AuditViolation[] {
  return violationsOf(
    "Objects",
    rule,
    problems.map((problem) => ({ problem })),
  );
}
