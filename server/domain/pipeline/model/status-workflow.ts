import type { Refusal } from "../../errors.ts";

/**
 * A tenant's status workflow is data: codes, the moves between them, and how long a loan may rest in each. Nothing in the
 * product names a status but the four core ones, so that a custom status works everywhere (P2.6, P2.7).
 */
export interface StatusConfig {
  statusCode: string;
  displayName: string;
  allowedTransitions: string[];
  isTerminal: boolean;
  /** A loan here is off the main path; counts for the trade's status (P4.2). */
  isException: boolean;
  sequenceOrder: number;
  /** Business days after which a loan in this status is overdue; null: never. */
  agingThresholdDays: number | null;
}

export interface StatusWorkflow {
  version: number;
  /** In `sequenceOrder`. */
  statuses: StatusConfig[];
}

export const INITIAL_STATUS = "purchased";
export const SETTLED = "settled";
export const DELIVERED = "delivered";
export const CORE_STATUSES = [INITIAL_STATUS, "in_transit", DELIVERED, SETTLED] as const;

function row(
  order: number,
  statusCode: string,
  displayName: string,
  allowedTransitions: string[],
  agingThresholdDays: number | null,
  flags: { isTerminal?: true; isException?: true } = {},
): StatusConfig {
  return {
    statusCode,
    displayName,
    allowedTransitions,
    agingThresholdDays,
    sequenceOrder: order,
    isTerminal: flags.isTerminal ?? false,
    isException: flags.isException ?? false,
  };
}

/** The seed of a new tenant: «Default Status Configuration Seed Data» of the source. */
export const DEFAULT_STATUSES: StatusConfig[] = [
  row(1, "purchased", "Purchased", ["in_transit"], 2),
  row(2, "in_transit", "In Transit", ["delivered", "rejected", "returned"], 5),
  row(3, "delivered", "Delivered", ["settled", "disputed"], 10),
  row(4, "settled", "Settled", [], null, { isTerminal: true }),
  row(5, "rejected", "Rejected", ["in_transit"], 5, { isException: true }),
  row(6, "returned", "Returned", ["in_transit"], 5, { isException: true }),
  row(7, "disputed", "Disputed", ["settled", "returned"], 3, { isException: true }),
];

export function statusOf(workflow: StatusWorkflow, code: string): StatusConfig | undefined {
  return workflow.statuses.find((status) => status.statusCode === code);
}

/** Refuses a move that the workflow does not have, naming both statuses and the moves there are (P2.2). */
export function guardTransition(workflow: StatusWorkflow, from: string, to: string): Refusal | null {
  const allowed = statusOf(workflow, from)?.allowedTransitions ?? [];
  if (allowed.includes(to)) return null;
  const choices =
    allowed.length > 0 ? `From '${from}' a loan can move to ${quoted(allowed)}.` : `'${from}' is final.`;
  return {
    code: "INVALID_TRANSITION",
    message: `Invalid transition from '${from}' to '${to}'. ${choices}`,
    facts: { from, to, allowed },
  };
}

function quoted(codes: string[]): string {
  const names = codes.map((code) => `'${code}'`);
  return names.length === 1 ? `${names[0]}` : `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;
}

const STATUS_CODE = /^[a-z][a-z0-9_]{0,39}$/;

export type WorkflowRule =
  | "code-unique"
  | "code-form"
  | "name-missing"
  | "core-removed"
  | "occupied-removed"
  | "target-unknown"
  | "target-itself"
  | "target-twice"
  | "name-twice"
  | "settled-not-terminal"
  | "terminal-with-moves"
  | "terminal-not-exception"
  | "terminal-with-threshold"
  | "core-exception"
  | "threshold-form"
  | "never-settled";

export const LONGEST_THRESHOLD_DAYS = 365;

/** A broken rule: whom it concerns, what is wrong, and what to do. */
export interface WorkflowProblem {
  rule: WorkflowRule;
  statusCode: string;
  /** When it concerns a move: where to. */
  target?: string;
  message: string;
  remedy: string;
}

/**
 * Every reason for which a configuration may not come into force (P2.7); empty when it may.
 * @param occupied the statuses in which there are loans now
 */
export function workflowProblems(statuses: StatusConfig[], occupied: string[]): WorkflowProblem[] {
  const codes = new Set(statuses.map((status) => status.statusCode));
  const settling = statusesThatReach(SETTLED, statuses);
  return [
    ...membershipProblems(statuses, codes, occupied),
    ...nameProblems(statuses),
    ...statuses.flatMap((status) => [...statusProblems(status), ...moveProblems(status, codes)]),
    ...statuses
      .filter(({ statusCode, isTerminal }) => !isTerminal && !settling.has(statusCode))
      .map(({ statusCode: code }) =>
        broken(
          "never-settled",
          code,
          `From '${code}' a loan can never be settled.`,
          "Add a move that leads on to 'settled', directly or through other statuses.",
        ),
      ),
  ];
}

function broken(
  rule: WorkflowRule,
  statusCode: string,
  message: string,
  remedy: string,
  target?: string,
): WorkflowProblem {
  return { rule, statusCode, message, remedy, ...(target === undefined ? {} : { target }) };
}

function membershipProblems(
  statuses: StatusConfig[],
  codes: Set<string>,
  occupied: string[],
): WorkflowProblem[] {
  const problems: WorkflowProblem[] = [];
  if (codes.size < statuses.length) {
    const seen = new Set<string>();
    const twice = statuses.find(({ statusCode }) => seen.size === seen.add(statusCode).size);
    problems.push(
      broken(
        "code-unique",
        twice?.statusCode ?? "",
        "A status code appears twice.",
        "Give each status its own.",
      ),
    );
  }
  for (const code of CORE_STATUSES) {
    if (codes.has(code)) continue;
    problems.push(
      broken("core-removed", code, `The core status '${code}' cannot be removed.`, "Bring it back."),
    );
  }
  for (const code of occupied) {
    if (codes.has(code)) continue;
    problems.push(
      broken(
        "occupied-removed",
        code,
        `'${code}' cannot be removed while loans are in it.`,
        "Bring it back, and remove it when its loans have moved on.",
      ),
    );
  }
  return problems;
}

/** People know a status by its name: of two with the same one nobody could say which is meant. */
function nameProblems(statuses: StatusConfig[]): WorkflowProblem[] {
  const names = statuses.map((status) => status.displayName.trim().toLowerCase());
  return statuses
    .filter((_, index) => names[index] !== "" && names.indexOf(names[index] ?? "") < index)
    .map(({ statusCode: code }) =>
      broken("name-twice", code, `'${code}' has the name of another status.`, "Give it a name of its own."),
    );
}

function statusProblems(status: StatusConfig): WorkflowProblem[] {
  const { statusCode: code, allowedTransitions, isTerminal, isException, agingThresholdDays } = status;
  const checks: [isBroken: boolean, rule: WorkflowRule, message: string, remedy: string][] = [
    [
      !STATUS_CODE.test(code),
      "code-form",
      `'${code}' is no status code: use lower-case letters, digits and underscores, at most 40.`,
      "Begin with a letter.",
    ],
    [
      status.displayName.trim() === "",
      "name-missing",
      `'${code}' needs a display name.`,
      "Give it the name that the desk uses.",
    ],
    [
      code === SETTLED && !isTerminal,
      "settled-not-terminal",
      "'settled' must be terminal.",
      "Mark it as final.",
    ],
    [
      isTerminal && allowedTransitions.length > 0,
      "terminal-with-moves",
      `'${code}' is terminal and cannot lead anywhere.`,
      "Drop its moves, or make it no longer final.",
    ],
    [
      isTerminal && code !== SETTLED && !isException,
      "terminal-not-exception",
      `'${code}' is terminal, so it must be an exception state.`,
      "Mark it as an exception, or make it no longer final.",
    ],
    [
      isException && isCore(code),
      "core-exception",
      `The core status '${code}' cannot be an exception state.`,
      "Take the mark off.",
    ],
    [
      isTerminal && agingThresholdDays !== null,
      "terminal-with-threshold",
      `'${code}' is terminal and has no aging threshold.`,
      "Leave the threshold empty.",
    ],
    [
      agingThresholdDays !== null && !isThreshold(agingThresholdDays),
      "threshold-form",
      `The aging threshold of '${code}' must be a whole number of business days.`,
      `Write 0 to ${LONGEST_THRESHOLD_DAYS}, or leave it empty.`,
    ],
  ];
  return checks
    .filter(([isBroken]) => isBroken)
    .map(([, rule, message, remedy]) => broken(rule, code, message, remedy));
}

function isThreshold(days: number): boolean {
  return Number.isInteger(days) && days >= 0 && days <= LONGEST_THRESHOLD_DAYS;
}

function moveProblems({ statusCode: code, allowedTransitions }: StatusConfig, codes: Set<string>) {
  const problems: WorkflowProblem[] = [];
  const refuse = (rule: WorkflowRule, message: string, remedy: string, target?: string) =>
    problems.push(broken(rule, code, message, remedy, target));
  for (const target of allowedTransitions) {
    if (!codes.has(target)) {
      const message = `'${code}' leads to '${target}', which does not exist.`;
      refuse("target-unknown", message, "Drop the move, or add the status it leads to.", target);
    }
    if (target === code)
      refuse("target-itself", `'${code}' cannot lead to itself.`, "Drop the move.", target);
  }
  if (new Set(allowedTransitions).size < allowedTransitions.length)
    refuse("target-twice", `'${code}' names a target twice.`, "Name it once.");
  return problems;
}

/**
 * Refuses a version made from one that is no longer in force, and one that breaks a rule, with every reason (P2.7).
 * @param occupied the statuses in which there are loans now
 */
export function guardWorkflow(
  edited: { version?: number | undefined; statuses: StatusConfig[] },
  present: StatusWorkflow,
  occupied: string[],
): Refusal | null {
  if (edited.version !== undefined && edited.version !== present.version) {
    const message = `was ${edited.version} when you read it and is ${present.version} now`;
    return {
      code: "CONFLICT",
      message:
        "Another version of the workflow came into force meanwhile. Reload it and make your changes again.",
      details: [{ field: "version", message }],
    };
  }
  const problems = workflowProblems(edited.statuses, occupied);
  if (problems.length === 0) return null;
  return {
    code: "INVALID_WORKFLOW",
    message: `The workflow was not changed. ${problems[0]?.message}`,
    details: problems.map(({ message }) => ({ field: "statuses", message })),
  };
}

export function isCore(code: string): boolean {
  const core: readonly string[] = CORE_STATUSES;
  return core.includes(code);
}

/** The statuses from which some chain of moves ends in `target`, itself included. */
export function statusesThatReach(target: string, statuses: StatusConfig[]): Set<string> {
  const reaching = new Set([target]);
  for (let grew = true; grew; ) {
    grew = false;
    for (const { statusCode, allowedTransitions } of statuses) {
      if (reaching.has(statusCode) || !allowedTransitions.some((next) => reaching.has(next))) continue;
      reaching.add(statusCode);
      grew = true;
    }
  }
  return reaching;
}
