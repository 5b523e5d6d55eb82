import { SETTLED } from "@/server/domain/pipeline/model/status-workflow.ts";
import type { Session } from "../shell/session.tsx";
import type { Status } from "./use-statuses.ts";

/** What the button of a move says: "Mark in transit", "Record settlement". */
export function verbOf({ statusCode, displayName }: Pick<Status, "statusCode" | "displayName">): string {
  return statusCode === SETTLED ? "Record settlement" : `Mark ${inSentence(displayName)}`;
}

/** "In Transit" → "in transit", but "QC hold" keeps its letters. */
export function inSentence(name: string): string {
  return name.replace(/\p{L}+/gu, (word) =>
    /^\p{Lu}\p{Ll}+$/u.test(word) || word.length === 1 ? word.toLowerCase() : word,
  );
}

/** Settling is for administrators (P6.3); the server judges again. */
export function mayMove(role: Session["role"], { statusCode }: Pick<Status, "statusCode">): boolean {
  return role === "admin" || statusCode !== SETTLED;
}
