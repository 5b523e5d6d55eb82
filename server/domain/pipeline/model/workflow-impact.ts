import { type AgingClock, agingOf, type DayCount } from "./aging.ts";
import type { StatusConfig } from "./status-workflow.ts";
import { byCode } from "./workflow-merge.ts";

/** What a new version would mean for the loans of one status. */
export interface StatusImpact {
  statusCode: string;
  loans: number;
  becomeOverdue: number;
  ceaseToBeOverdue: number;
  /** Codes to which these loans could move, and could no more. */
  lostMoves: string[];
  gainedMoves: string[];
  /** They could move on and could no more. */
  loseNextStep: boolean;
}

export interface WorkflowImpact {
  /** Loans in statuses whose moves, thresholds or kind change. */
  loansConcerned: number;
  becomeOverdue: number;
  ceaseToBeOverdue: number;
  loansWithoutNextStep: number;
  /** Statuses that change and hold loans, in the order of the version in force. */
  statuses: StatusImpact[];
}

/** What present loans would notice of a new version (P2.7, P3.5). @param daysIn by status, when its loans came there */
export function workflowImpact(
  before: StatusConfig[],
  after: StatusConfig[],
  daysIn: ReadonlyMap<string, DayCount[]>,
  clock: AgingClock,
): WorkflowImpact {
  const next = byCode(after);
  const statuses = before.flatMap((old) => {
    const [now, days] = [next.get(old.statusCode), daysIn.get(old.statusCode) ?? []];
    const loans = days.reduce((sum, day) => sum + day.loans, 0);
    return now && loans > 0 && isChanged(old, now) ? [statusImpact(old, now, loans, days, clock)] : [];
  });
  const sum = (count: (status: StatusImpact) => number) =>
    statuses.reduce((total, status) => total + count(status), 0);
  return {
    loansConcerned: sum((status) => status.loans),
    becomeOverdue: sum((status) => status.becomeOverdue),
    ceaseToBeOverdue: sum((status) => status.ceaseToBeOverdue),
    loansWithoutNextStep: sum((status) => (status.loseNextStep ? status.loans : 0)),
    statuses,
  };
}

function isChanged(old: StatusConfig, now: StatusConfig): boolean {
  return (
    old.agingThresholdDays !== now.agingThresholdDays ||
    old.isException !== now.isException ||
    old.isTerminal !== now.isTerminal ||
    missingFrom(now, old).length > 0 ||
    missingFrom(old, now).length > 0
  );
}

function missingFrom(where: StatusConfig, whose: StatusConfig): string[] {
  return whose.allowedTransitions.filter((target) => !where.allowedTransitions.includes(target));
}

function statusImpact(
  old: StatusConfig,
  now: StatusConfig,
  loans: number,
  days: DayCount[],
  clock: AgingClock,
): StatusImpact {
  // All of them entered by age, so the overdue of the two versions are one within the other.
  const more =
    agingOf(clock, now.agingThresholdDays, days).overdue -
    agingOf(clock, old.agingThresholdDays, days).overdue;
  return {
    statusCode: old.statusCode,
    loans,
    becomeOverdue: Math.max(0, more),
    ceaseToBeOverdue: Math.max(0, -more),
    lostMoves: missingFrom(now, old),
    gainedMoves: missingFrom(old, now),
    loseNextStep: old.allowedTransitions.length > 0 && now.allowedTransitions.length === 0,
  };
}
