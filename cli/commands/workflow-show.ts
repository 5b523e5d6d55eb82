import { readWorkflow } from "../../server/domain/pipeline/status-workflow-rows.ts";
import { type Command, columns } from "../command.ts";
import { withDeployment } from "../environment.ts";
import { tenantContext } from "../tenant-context.ts";

export const command: Command = {
  summary: "Shows the status workflow in force.",
  options: { tenant: { value: "slug", description: "the tenant", required: true } },
  async run(args) {
    const workflow = await withDeployment(async () =>
      readWorkflow((await tenantContext(args.text("tenant"))).db),
    );
    const rows = workflow.statuses.map((status) => [
      status.statusCode,
      status.displayName,
      status.agingThresholdDays === null ? "" : `overdue after ${status.agingThresholdDays}`,
      [status.isTerminal ? "final" : "", status.isException ? "exception" : ""].filter(Boolean).join(", "),
      status.allowedTransitions.join(", "),
    ]);
    return { result: { ...workflow }, text: `Version ${workflow.version}\n${columns(rows)}` };
  },
};
