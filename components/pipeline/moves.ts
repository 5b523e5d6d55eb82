import { DELIVERED, SETTLED } from "@/server/domain/pipeline/model/status-workflow.ts";
import type { Session } from "../shell/session.tsx";
import { countText } from "../ui/money-text.ts";
import { isCustom } from "./status-look.ts";
import type { Status, Statuses } from "./use-statuses.ts";

/**
 * What the button of a move says: "Mark in transit", "Record settlement". A tenant's own status may be a noun, so it gets
 * a verb that fits any name: "Move to document review".
 */
export function verbOf({ statusCode, displayName }: Pick<Status, "statusCode" | "displayName">): string {
  if (statusCode === SETTLED) return "Record settlement";
  return `${isCustom(statusCode) ? "Move to" : "Mark"} ${inSentence(displayName)}`;
}

/** The same for several loans: "Mark 142 in transit", "Move 3 to document review", "Settle 12". */
export function bulkVerbOf(status: Pick<Status, "statusCode" | "displayName">, count: number): string {
  if (status.statusCode === SETTLED) return `Settle ${countText(count)}`;
  return verbOf(status).replace(" ", ` ${countText(count)} `);
}

/** "In Transit" → "in transit", but "QC hold" keeps its letters. */
function inSentence(name: string): string {
  return name.replace(/\p{L}+/gu, (word) =>
    /^\p{Lu}\p{Ll}+$/u.test(word) || word.length === 1 ? word.toLowerCase() : word,
  );
}

/** Settling is for administrators (P6.3); the server judges again. */
export function mayMove(role: Session["role"], { statusCode }: Pick<Status, "statusCode">): boolean {
  return role === "admin" || statusCode !== SETTLED;
}

/** Where a loan in any of these statuses may go (P7.5), the main path before exceptions. */
export function commonMoves(statuses: Pick<Statuses, "movesFrom">, codes: Iterable<string>): Status[] {
  const [first, ...others] = new Set(codes);
  if (first === undefined) return [];
  const reached = others.map((code) => new Set(statuses.movesFrom(code).map((move) => move.statusCode)));
  return statuses
    .movesFrom(first)
    .filter(({ statusCode }) => reached.every((targets) => targets.has(statusCode)));
}

/** How many of the loans are in which status, in the order in which the loans first name them. */
export function countByStatus(loans: Iterable<{ currentStatus: string }>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { currentStatus } of loans) counts.set(currentStatus, (counts.get(currentStatus) ?? 0) + 1);
  return counts;
}

/** Whether a move can be taken back by the workflow's own moves. Not a delivery: its date would stay on the loan. */
export function hasWayBack(from: string, to: string, statuses: Pick<Statuses, "movesFrom">): boolean {
  return to !== DELIVERED && statuses.movesFrom(to).some((move) => move.statusCode === from);
}
