import type { StatusConfig } from "./status-workflow.ts";
import { byCode, isReordered } from "./workflow-merge.ts";

/** One difference between two versions of a workflow, in words. */
export interface WorkflowChange {
  kind: "added" | "removed" | "changed";
  /** Whom it concerns; absent for the order of all. */
  statusCode?: string;
  text: string;
}

/** What leads from one version of the workflow to another, statuses before moves (P2.7). */
export function workflowChanges(before: StatusConfig[], after: StatusConfig[]): WorkflowChange[] {
  const [old, next] = [byCode(before), byCode(after)];
  const changes: WorkflowChange[] = [];
  for (const status of after) {
    const { statusCode } = status;
    const was = old.get(statusCode);
    if (!was)
      changes.push({ kind: "added", statusCode, text: `${status.displayName} is new${traits(status)}.` });
    else for (const text of factChanges(was, status)) changes.push({ kind: "changed", statusCode, text });
  }
  for (const { statusCode, displayName } of before) {
    if (!next.has(statusCode))
      changes.push({ kind: "removed", statusCode, text: `${displayName} is removed.` });
  }
  changes.push(...moveChanges(before, after));
  if (isReordered(before, after)) {
    changes.push({
      kind: "changed",
      text: `The order is ${after.map((one) => one.displayName).join(", ")}.`,
    });
  }
  return changes;
}

export function daysText(days: number): string {
  return days === 1 ? "1 business day" : `${days} business days`;
}

function traits({ isTerminal, isException, agingThresholdDays }: StatusConfig): string {
  const words = [
    ...(isTerminal ? ["final"] : []),
    ...(isException ? ["an exception"] : []),
    ...(agingThresholdDays === null ? [] : [`overdue after ${daysText(agingThresholdDays)}`]),
  ];
  return words.length === 0 ? "" : `: ${words.join(", ")}`;
}

function factChanges(was: StatusConfig, is: StatusConfig): string[] {
  const name = is.displayName;
  const texts: string[] = [];
  if (was.displayName !== name) texts.push(`${was.displayName} is called ${name}.`);
  if (was.isTerminal !== is.isTerminal)
    texts.push(`${name} is ${is.isTerminal ? "final" : "no longer final"}.`);
  if (was.isException !== is.isException)
    texts.push(`${name} is ${is.isException ? "an exception" : "no longer an exception"}.`);
  const [before, now] = [was.agingThresholdDays, is.agingThresholdDays];
  if (before !== now) {
    texts.push(
      now === null
        ? `${name} is never overdue; it was after ${daysText(before ?? 0)}.`
        : `${name} is overdue after ${daysText(now)}; it was ${before === null ? "never" : `after ${before}`}.`,
    );
  }
  return texts;
}

/** Moves that came and went; those of a status that went with it go without saying. */
function moveChanges(before: StatusConfig[], after: StatusConfig[]): WorkflowChange[] {
  const [old, next] = [byCode(before), byCode(after)];
  const nameOf = (code: string) => (next.get(code) ?? old.get(code))?.displayName ?? code;
  const moves = (statuses: StatusConfig[]) =>
    statuses.flatMap(({ statusCode: from, allowedTransitions }) =>
      allowedTransitions.map((to) => ({ from, to, key: `${from} ${to}` })),
    );
  const [oldKeys, newKeys] = [moves(before), moves(after)].map((list) => new Set(list.map(({ key }) => key)));
  return [
    ...moves(after)
      .filter(({ key }) => !oldKeys?.has(key))
      .map(({ from, to }) => ({
        kind: "added" as const,
        statusCode: from,
        text: `${nameOf(from)} can lead to ${nameOf(to)}.`,
      })),
    ...moves(before)
      .filter(({ from, to, key }) => !newKeys?.has(key) && next.has(from) && next.has(to))
      .map(({ from, to }) => ({
        kind: "removed" as const,
        statusCode: from,
        text: `${nameOf(from)} no longer leads to ${nameOf(to)}.`,
      })),
  ];
}
