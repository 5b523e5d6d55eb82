import type pg from "pg";
import type { AuditHead, LogHead } from "./audit-head.ts";
import { type AuditViolation, violationsOf } from "./audit-violation.ts";
import { blocksOf, columnsOfLogs } from "./log-blocks.ts";
import { changedBlocks } from "./model/log-prefix.ts";
import { atOneMoment } from "./snapshot.ts";

/**
 * Whether every log still begins as the head says (I18): nothing cut, nothing rewritten, nothing put in between. What was written
 * since is no matter.
 * @param pool any role that may read the tenant's tables
 * @returns a violation for each log that does not
 */
export function verifyHead(pool: pg.Pool, head: AuditHead): Promise<AuditViolation[]> {
  return atOneMoment(pool, (client) => compareWithHead(client, head));
}

/** The same within a transaction of the caller's, whose search path is PostgreSQL's own from here on. */
export async function compareWithHead(client: pg.ClientBase, head: AuditHead): Promise<AuditViolation[]> {
  await client.query("set local search_path = pg_catalog");
  const present = await columnsOfLogs(client);
  const violations: AuditViolation[] = [];
  for (const log of head.logs) {
    const problems = await problemsOf(client, log, head.blockSize, present.get(log.log));
    violations.push(...violationsOf("I18", `The log ${log.log} begins as the head says.`, problems));
  }
  return violations;
}

async function problemsOf(
  client: pg.ClientBase,
  log: LogHead,
  blockSize: number,
  present: string[] = [],
): Promise<object[]> {
  const gone = log.columns.filter((column) => !present.includes(column));
  if (gone.length > 0) return [{ problem: "gone", columns: gone }];
  return changedBlocks({ ...log, blockSize }, await blocksOf(client, { ...log, blockSize }));
}
