import type { StatusConfig, WorkflowProblem } from "@/server/domain/pipeline/model/status-workflow.ts";
import type { WorkflowEdit } from "@/server/domain/pipeline/model/workflow-edit.ts";

export interface Remedy {
  /** The verb on its button. */
  verb: string;
  edit: WorkflowEdit;
}

/** What mends a broken rule at one stroke, where only one thing can be meant (P2.7). @param base the version in force */
export function remedyOf({ rule, statusCode: code }: WorkflowProblem, base: StatusConfig[]): Remedy | null {
  const set = (
    verb: string,
    facts: Partial<
      Pick<StatusConfig, "isTerminal" | "isException" | "agingThresholdDays" | "allowedTransitions">
    >,
  ): Remedy => ({ verb, edit: { do: "set", code, facts } });
  switch (rule) {
    case "core-removed":
    case "occupied-removed":
      return { verb: "Bring it back", edit: { do: "restore", code, base } };
    case "settled-not-terminal":
      return set("Mark as final", { isTerminal: true });
    case "terminal-with-moves":
      return set("Drop its moves", { allowedTransitions: [] });
    case "terminal-not-exception":
      return set("Mark as exception", { isException: true });
    case "terminal-with-threshold":
      return set("Clear the threshold", { agingThresholdDays: null });
    case "core-exception":
      return set("Not an exception", { isException: false });
    default:
      return null;
  }
}
