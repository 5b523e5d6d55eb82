import { authorise, type Context } from "../context.ts";
import type { StatusWorkflow } from "./model/status-workflow.ts";
import { readWorkflow } from "./status-workflow-rows.ts";

/** The status workflow in force (P2.7), for screens that draw it and offer its moves. */
export function getWorkflow(ctx: Context): Promise<StatusWorkflow> {
  authorise(ctx, "pipeline:read");
  return readWorkflow(ctx.db);
}
