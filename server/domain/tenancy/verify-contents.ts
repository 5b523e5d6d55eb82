import { createHash } from "node:crypto";
import type pg from "pg";
import { databaseOver, isUnavailable, reasonOf } from "../../../db/connect.ts";
import { DomainError } from "../errors.ts";
import { readFile } from "../files/read-file.ts";
import { type AuditViolation, Breaches } from "./audit-violation.ts";

export const CONTENT_RULES = 1;

interface FileRow {
  storeKey: string;
  size: number;
  sha256: string;
}

/**
 * Opens every whole file, wherever its parts lie, and recomputes its size and SHA-256 (I28), with no more than a few files' rows and
 * a part in memory.
 * @throws DomainError UNAVAILABLE when the object store does not answer, and what the database says when it is away: then nothing is
 * known
 */
export async function verifyContents(pool: pg.Pool, filesAtOnce = 500): Promise<AuditViolation[]> {
  const broken = new Breaches("I28", "A whole file opens, and its bytes are those that came.");
  for await (const file of wholeFiles(pool, filesAtOnce)) {
    const problem = await problemOf(pool, file);
    if (problem !== null) broken.add({ storeKey: file.storeKey, problem });
  }
  return broken.violations();
}

async function* wholeFiles(pool: pg.Pool, atOnce: number): AsyncGenerator<FileRow> {
  for (let after: string | null | undefined = null; after !== undefined; ) {
    const { rows }: pg.QueryResult<FileRow> = await pool.query(
      `select store_key::text as "storeKey", size, sha256 from stored_file
       where completed_at is not null and ($1::uuid is null or store_key > $1) order by stored_file.store_key limit $2`,
      [after, atOnce],
    );
    yield* rows;
    after = rows.at(-1)?.storeKey;
  }
}

async function problemOf(pool: pg.Pool, { storeKey, size, sha256 }: FileRow): Promise<string | null> {
  const hash = createHash("sha256");
  let found = 0;
  try {
    for await (const part of (await readFile({ db: databaseOver(pool) }, storeKey)).bytes) {
      hash.update(part);
      found += part.length;
    }
  } catch (error) {
    if (error instanceof DomainError || isUnavailable(error)) throw error;
    // What was deleted while we looked is nobody's fault.
    if (!(await isThere(pool, storeKey))) return null;
    return reasonOf(error);
  }
  if (found !== size) return `${found} bytes instead of ${size}`;
  return hash.digest("hex") === sha256 ? null : "other bytes than came";
}

async function isThere(pool: pg.Pool, storeKey: string): Promise<boolean> {
  const { rowCount } = await pool.query("select 1 from stored_file where store_key = $1", [storeKey]);
  return rowCount === 1;
}
