import { describe, expect, it } from "vitest";
import {
  DEFAULT_STATUSES,
  type StatusConfig,
  workflowProblems,
} from "@/server/domain/pipeline/model/status-workflow.ts";
import { editWorkflow } from "@/server/domain/pipeline/model/workflow-edit.ts";
import { remedyOf } from "./problem-remedy.ts";

const without = (code: string) =>
  DEFAULT_STATUSES.filter((status) => status.statusCode !== code).map((status) => ({
    ...status,
    allowedTransitions: status.allowedTransitions.filter((target) => target !== code),
  }));
const changed = (code: string, facts: Partial<StatusConfig>) =>
  DEFAULT_STATUSES.map((status) => (status.statusCode === code ? { ...status, ...facts } : status));

describe("what mends a broken rule at one stroke (P2.7)", () => {
  it.each([
    ["a core status that is missing", without("delivered"), []],
    ["a removed status with loans", without("returned"), ["returned"]],
    ["settled that is not final", changed("settled", { isTerminal: false }), []],
    ["a final exception with moves and a threshold", changed("rejected", { isTerminal: true }), []],
    [
      "a final status on the main path",
      changed("returned", {
        isTerminal: true,
        isException: false,
        allowedTransitions: [],
        agingThresholdDays: null,
      }),
      [],
    ],
    ["a core status as an exception", changed("delivered", { isException: true }), []],
  ] as [string, StatusConfig[], string[]][])("%s keeps every rule afterwards", (_what, broken, occupied) => {
    let statuses = broken;
    // One stroke may show the next; there are never more than these.
    for (let strokes = 0; strokes < 3; strokes += 1) {
      for (const problem of workflowProblems(statuses, occupied)) {
        const remedy = remedyOf(problem, DEFAULT_STATUSES);
        if (remedy) statuses = editWorkflow(statuses, remedy.edit, new Set());
      }
    }
    expect(workflowProblems(broken, occupied)).not.toEqual([]);
    expect(workflowProblems(statuses, occupied)).toEqual([]);
  });

  it("guesses nothing where several things can be meant", () => {
    const stuck = changed("returned", { allowedTransitions: [] });
    const [problem] = workflowProblems(stuck, []);
    expect(problem?.rule).toBe("never-settled");
    expect(problem && remedyOf(problem, DEFAULT_STATUSES)).toBeNull();
  });
});
