import { readFile } from "node:fs/promises";
import type { StatusWorkflow } from "../../server/domain/pipeline/model/status-workflow.ts";
import { workflowWarnings } from "../../server/domain/pipeline/model/workflow-warnings.ts";
import { saveStatusWorkflow } from "../../server/domain/pipeline/save-status-workflow.ts";
import type { Command } from "../command.ts";
import { withDeployment } from "../environment.ts";
import { Failure } from "../failure.ts";
import { tenantContext } from "../tenant-context.ts";

export const command: Command = {
  summary:
    "Puts a status workflow in force: a JSON file with a list of statuses, as `workflow show --json` prints it.",
  options: {
    tenant: { value: "slug", description: "the tenant", required: true },
    file: {
      value: "path",
      description:
        "JSON: the statuses, or an object that holds them as «statuses»; its «version» must be the one in force",
      required: true,
    },
  },
  async run(args) {
    const edited = workflowOf(await readJson(args.text("file")));
    const workflow = await withDeployment(async () =>
      saveStatusWorkflow(await tenantContext(args.text("tenant")), edited),
    );
    return {
      result: { ...workflow },
      text: [`Version ${workflow.version} is in force.`, ...doubtsOf(workflow)].join("\n"),
    };
  },
};

function doubtsOf({ statuses }: StatusWorkflow): string[] {
  return workflowWarnings(statuses).map(({ message, remedy }) => `Note: ${message} ${remedy}`);
}

/** With the version that was shown, so that nothing is overwritten that somebody else put in force meanwhile. */
function workflowOf(content: unknown): { statuses: unknown; version?: unknown } {
  if (typeof content !== "object" || content === null || !("statuses" in content))
    return { statuses: content };
  const { statuses } = content;
  return "version" in content ? { statuses, version: content.version } : { statuses };
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch (error) {
    throw new Failure(
      `${file} cannot be read as JSON: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
