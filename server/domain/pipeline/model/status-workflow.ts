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
  return { code: "INVALID_TRANSITION", message: `Invalid transition from '${from}' to '${to}'. ${choices}` };
}

function quoted(codes: string[]): string {
  const names = codes.map((code) => `'${code}'`);
  return names.length === 1 ? `${names[0]}` : `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;
}

const STATUS_CODE = /^[a-z][a-z0-9_]{0,39}$/;

/**
 * Every reason for which a configuration may not come into force (P2.7); empty when it may.
 * @param occupied the statuses in which there are loans now
 */
export function workflowProblems(statuses: StatusConfig[], occupied: string[]): string[] {
  const codes = new Set(statuses.map((status) => status.statusCode));
  const problems: string[] = [];
  if (codes.size < statuses.length) problems.push("A status code appears twice.");
  for (const code of CORE_STATUSES) {
    if (!codes.has(code)) problems.push(`The core status '${code}' cannot be removed.`);
  }
  for (const code of occupied) {
    if (!codes.has(code)) problems.push(`'${code}' cannot be removed while loans are in it.`);
  }
  for (const status of statuses) problems.push(...statusProblems(status, codes));
  const settling = statusesThatReach(SETTLED, statuses);
  for (const { statusCode, isTerminal } of statuses) {
    if (!isTerminal && !settling.has(statusCode))
      problems.push(`From '${statusCode}' a loan can never be settled.`);
  }
  return problems;
}

function statusProblems(status: StatusConfig, codes: Set<string>): string[] {
  const { statusCode: code, allowedTransitions, isTerminal, isException, agingThresholdDays } = status;
  const core: readonly string[] = CORE_STATUSES;
  const problems: string[] = [];
  if (!STATUS_CODE.test(code)) {
    problems.push(`'${code}' is no status code: use lower-case letters, digits and underscores, at most 40.`);
  }
  if (status.displayName.trim() === "") problems.push(`'${code}' needs a display name.`);
  for (const target of allowedTransitions) {
    if (!codes.has(target)) problems.push(`'${code}' leads to '${target}', which does not exist.`);
    if (target === code) problems.push(`'${code}' cannot lead to itself.`);
  }
  if (new Set(allowedTransitions).size < allowedTransitions.length)
    problems.push(`'${code}' names a target twice.`);
  if (code === SETTLED && !isTerminal) problems.push("'settled' must be terminal.");
  if (isTerminal && allowedTransitions.length > 0)
    problems.push(`'${code}' is terminal and cannot lead anywhere.`);
  if (isTerminal && code !== SETTLED && !isException) {
    problems.push(`'${code}' is terminal, so it must be an exception state.`);
  }
  if (isException && core.includes(code))
    problems.push(`The core status '${code}' cannot be an exception state.`);
  if (isTerminal && agingThresholdDays !== null)
    problems.push(`'${code}' is terminal and has no aging threshold.`);
  if (agingThresholdDays !== null && (!Number.isInteger(agingThresholdDays) || agingThresholdDays < 0)) {
    problems.push(`The aging threshold of '${code}' must be a whole number of business days.`);
  }
  return problems;
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
