import { asc, eq, sql } from "drizzle-orm";
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
