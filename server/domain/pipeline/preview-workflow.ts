import { authorise, type Context } from "../context.ts";
import { refuseIf } from "../errors.ts";
import { parseInput } from "../parse.ts";
import { agingClock } from "./conditions.ts";
import { SaveStatusWorkflowInput } from "./input.ts";
import { guardWorkflow } from "./model/status-workflow.ts";
import { type WorkflowImpact, workflowImpact } from "./model/workflow-impact.ts";
import { readWorkflow } from "./status-workflow-rows.ts";
import { dayGroups } from "./summarize-loans.ts";

/**
 * What a new version of the status workflow would mean for the loans there are (P2.7), by the same checks as saving it and
 * without changing anything. Two statements, whatever the number of loans. Administrators only.
 * @throws DomainError INVALID_WORKFLOW with every broken rule; CONFLICT when another version came into force meanwhile
 */
export async function previewWorkflow(ctx: Context, raw: unknown): Promise<WorkflowImpact> {
  authorise(ctx, "pipeline:configure");
  const { version, statuses } = parseInput(SaveStatusWorkflowInput, raw);
  const present = await readWorkflow(ctx.db);
  const groups = await dayGroups(ctx.db, ctx, present, { conditions: [], search: "" });
  const occupied = groups.map((group) => group.status);
  refuseIf(guardWorkflow({ version, statuses }, present, occupied));
  const daysIn = new Map(groups.map((group) => [group.status, group.days]));
  return workflowImpact(present.statuses, statuses, daysIn, agingClock(ctx));
}
