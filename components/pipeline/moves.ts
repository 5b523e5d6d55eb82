import { SETTLED } from "@/server/domain/pipeline/model/status-workflow.ts";
import type { Session } from "../shell/session.tsx";
import { isCustom } from "./status-look.ts";
import type { Status } from "./use-statuses.ts";

/**
 * What the button of a move says: "Mark in transit", "Record settlement". A tenant's own status may be a noun, so it gets
 * a verb that fits any name: "Move to document review".
 */
export function verbOf({ statusCode, displayName }: Pick<Status, "statusCode" | "displayName">): string {
  if (statusCode === SETTLED) return "Record settlement";
  return `${isCustom(statusCode) ? "Move to" : "Mark"} ${inSentence(displayName)}`;
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
