import { and, asc, eq, isNull } from "drizzle-orm";
import type pg from "pg";
import { databaseOver } from "../../../db/connect.ts";
import { fundingFile } from "../../../db/tenant/schema/funding.ts";
import { atomically } from "../tenancy/owner.ts";
import { FILE_COLUMNS } from "./file-rows.ts";
import { keepNextSteps } from "./show-standing.ts";
import { readUnderWay } from "./step-rows.ts";

/** So many faults are told of; the rest is likely to be of the same kind. */
const MOST_TOLD = 5;

/**
 * Goes through the files of an older release, which did not keep what can be done now (F8.1). They count as waiting for it since
 * their last change. Each is locked for itself and as whoever changes it would, so that nobody waits long.
 * @returns how many there were
 * @throws Error that names the files that could not be gone through, after all others
 */
export async function fillNextSteps(client: pg.PoolClient): Promise<number> {
  const waiting = await databaseOver(client)
    .select({ fileId: fundingFile.fileId })
    .from(fundingFile)
    .where(isNull(fundingFile.nextSteps))
    .orderBy(asc(fundingFile.fileId));
  const faults: string[] = [];
  for (const { fileId } of waiting) {
    try {
      await atomically(client, () => fill(client, fileId));
    } catch (error) {
      faults.push(`file ${fileId}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  if (faults.length > 0)
    throw new Error(
      `What can be done now is not known of ${faults.length} files (${faults.slice(0, MOST_TOLD).join("; ")})`,
    );
  return waiting.length;
}

async function fill(client: pg.PoolClient, fileId: number): Promise<void> {
  const tx = databaseOver(client);
  const [file] = await tx
    .select(FILE_COLUMNS)
    .from(fundingFile)
    .where(and(eq(fundingFile.fileId, fileId), isNull(fundingFile.nextSteps)))
    .for("no key update");
  if (!file) return;
  const { run, workflow, progress } = await readUnderWay(tx, file);
  const since = { now: () => new Date(file.updatedAt) };
  await keepNextSteps(tx, since, file, { run, workflow, progress });
}
