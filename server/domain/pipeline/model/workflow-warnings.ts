import { INITIAL_STATUS, SETTLED, type StatusConfig, statusesThatReach } from "./status-workflow.ts";

/** What may come into force, though it is seldom meant: whom it concerns, what follows from it, and what to do. */
export interface WorkflowWarning {
  rule: "unreached" | "no-way-back" | "no-threshold";
  statusCode: string;
  message: string;
  remedy: string;
}

/** Doubts about a configuration that breaks no rule (P2.7). */
export function workflowWarnings(statuses: StatusConfig[]): WorkflowWarning[] {
  const reached = reachedFrom(INITIAL_STATUS, statuses);
  const mainPath = statuses.filter((one) => !one.isException && one.statusCode !== SETTLED);
  const goingBack = new Set(mainPath.flatMap((one) => [...statusesThatReach(one.statusCode, statuses)]));
  return statuses.flatMap((status) => {
    const { statusCode: code, isTerminal, isException, agingThresholdDays } = status;
    const doubts: [isDoubtful: boolean, rule: WorkflowWarning["rule"], message: string, remedy: string][] = [
      [
        !reached.has(code),
        "unreached",
        `No loan can come to '${code}'.`,
        "Let a status that loans pass through lead to it.",
      ],
      [
        isException && !isTerminal && !goingBack.has(code),
        "no-way-back",
        `From '${code}' no loan comes back to the main path.`,
        "Add a move back, unless settlement is the only way out.",
      ],
      [
        !isTerminal && agingThresholdDays === null,
        "no-threshold",
        `A loan can rest in '${code}' for ever without being overdue.`,
        "Set an aging threshold.",
      ],
    ];
    return doubts
      .filter(([isDoubtful]) => isDoubtful)
      .map(([, rule, message, remedy]) => ({ rule, statusCode: code, message, remedy }));
  });
}

/** The statuses to which some chain of moves leads from `start`, itself included. */
function reachedFrom(start: string, statuses: StatusConfig[]): Set<string> {
  const movesOf = new Map(statuses.map((status) => [status.statusCode, status.allowedTransitions]));
  const reached = new Set([start]);
  for (const code of reached) for (const next of movesOf.get(code) ?? []) reached.add(next);
  return reached;
}
