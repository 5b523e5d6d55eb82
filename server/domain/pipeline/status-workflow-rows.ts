import { asc, desc, eq, sql } from "drizzle-orm";
import type { Database } from "../../../db/connect.ts";
import { statusConfig } from "../../../db/tenant/schema/pipeline.ts";
import type { StatusConfig, StatusWorkflow } from "./model/status-workflow.ts";

/**
 * The workflow in force. A verb that moves loans reads it after it has locked them: whoever changes the workflow first
 * waits for those locks, so a loan is never judged by a version that is already gone.
 */
export async function readWorkflow(db: Database): Promise<StatusWorkflow> {
  const rows = await db
    .select()
    .from(statusConfig)
    .where(eq(statusConfig.version, sql`(select max(version) from pipeline_status_config)`))
    .orderBy(asc(statusConfig.sequenceOrder), asc(statusConfig.statusCode));
  return {
    version: rows[0]?.version ?? 0,
    statuses: rows.map(({ version, createdAt, createdBy, ...status }) => status),
  };
}

/** Writes a new version; the caller has checked it and holds the locks. */
export async function insertWorkflow(
  db: Database,
  version: number,
  statuses: StatusConfig[],
  by: { createdBy: string; createdAt: string },
): Promise<void> {
  await db.insert(statusConfig).values(statuses.map((status) => ({ ...status, ...by, version })));
}

/** Versions with who put them in force and when, newest first: so many before the given one, or of all. */
export async function readVersions(db: Database, before: number | null, count: number) {
  const rows = await db
    .select()
    .from(statusConfig)
    .where(
      sql`${statusConfig.version} in (select distinct version from pipeline_status_config
        where version < coalesce(${before}::int, 2147483647) order by version desc limit ${count})`,
    )
    .orderBy(desc(statusConfig.version), asc(statusConfig.sequenceOrder), asc(statusConfig.statusCode));
  const versions = new Map<
    number,
    { version: number; createdAt: string; createdBy: string; statuses: StatusConfig[] }
  >();
  for (const { version, createdAt, createdBy, ...status } of rows) {
    const known = versions.get(version) ?? { version, createdAt, createdBy, statuses: [] };
    known.statuses.push(status);
    versions.set(version, known);
  }
  return [...versions.values()];
}
