import { authorise, type Context } from "../context.ts";
import { parseInput } from "../parse.ts";
import { WorkflowVersionsInput } from "./input.ts";
import type { StatusConfig } from "./model/status-workflow.ts";
import { type WorkflowChange, workflowChanges } from "./model/workflow-changes.ts";
import { readVersions } from "./status-workflow-rows.ts";

export interface WorkflowVersion {
  version: number;
  createdAt: string;
  createdBy: string;
  statuses: StatusConfig[];
  /** Against the version before; none of the first. */
  changes: WorkflowChange[];
}

const VERSIONS_AT_ONCE = 25;

/**
 * The versions of the status workflow, newest first, each with what it changed (P2.7): 25 before the one that is named, or
 * the newest. `older` is what to name next; null when there are no more. One statement. Administrators only.
 */
export async function listWorkflowVersions(
  ctx: Context,
  raw: unknown,
): Promise<{ versions: WorkflowVersion[]; older: number | null }> {
  authorise(ctx, "pipeline:configure");
  const { before = null } = parseInput(WorkflowVersionsInput, raw ?? {});
  // One more than is shown, to say what the last of them changed.
  const read = await readVersions(ctx.db, before, VERSIONS_AT_ONCE + 1);
  const versions = read.slice(0, VERSIONS_AT_ONCE).map((one, index) => {
    const former = read[index + 1];
    return { ...one, changes: former ? workflowChanges(former.statuses, one.statuses) : [] };
  });
  const last = versions.at(-1);
  return { versions, older: last && read.length > VERSIONS_AT_ONCE ? last.version : null };
}
