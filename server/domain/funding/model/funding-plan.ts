import type { Refusal } from "../../errors.ts";
import { isToCome } from "../../wrong-clock.ts";
import type { PlannedCard } from "./emails.ts";
import { type PathProgress, type Progress, pathsOf } from "./progress.ts";
import { doneBy, type StepEvent } from "./step-events.ts";
import type { Workflow } from "./workflow.ts";

/** The funding plan: its cards, what may still change in it, and when to ask whether to close it out (F3.7). */

export interface CardChange extends PlannedCard {
  changeNo: number;
  notes: string | null;
  recordedAt: string;
  recordedBy: string;
}

/** A card as it stands, with how it came there; newest change first. */
export interface CardInPlan extends CardChange {
  cardNo: number;
  history: CardChange[];
}

const DAY_MS = 24 * 60 * 60_000;
export const DAYS_TO_CLOSE_OUT = 7;

export interface CloseOut {
  deliveredAt: string;
  /** From when the step asks «Ready to invoice and close out?». */
  asksFrom: string;
  isAsked: boolean;
  /** When an operator last chose to go on waiting. */
  waitedAt: string | null;
}

/**
 * Asked from the seventh day after delivery on, while card funding is under way; who goes on waiting is asked again a day
 * later.
 */
export function closeOutOf(
  paths: readonly PathProgress[],
  events: readonly StepEvent[],
  now: number,
): CloseOut | null {
  if (!paths.some(({ path, state }) => path === "card_funding" && state === "active")) return null;
  const delivered = doneBy(events, "card_funding", "deliver_funding_plan");
  if (!delivered || doneBy(events, "card_funding", "track_card_statuses")) return null;
  const waited = events.findLast(({ kind, seq }) => kind === "waited" && seq > delivered.seq);
  const waits = [{ since: delivered.recordedAt, ms: DAYS_TO_CLOSE_OUT * DAY_MS }];
  if (waited) waits.push({ since: waited.recordedAt, ms: DAY_MS });
  const ends = waits.map(({ since, ms }) => ({ end: Date.parse(since) + ms, ms }));
  const toCome = ends.filter(({ end, ms }) => isToCome(end, now, ms));
  const isAsked = toCome.length === 0;
  const lasts = (isAsked ? ends : toCome).map(({ end }) => end);
  return {
    deliveredAt: delivered.recordedAt,
    asksFrom: new Date(Math.max(...lasts)).toISOString(),
    isAsked,
    waitedAt: waited?.recordedAt ?? null,
  };
}

/** Going on waiting is an answer; unasked there is none. */
export function guardKeepWaiting(closeOut: CloseOut | null): Refusal | null {
  if (closeOut?.isAsked) return null;
  const when = closeOut ? `It is asked from ${closeOut.asksFrom} on.` : "Nobody waits for cards at present.";
  return {
    code: "STEP_OUT_OF_TURN",
    message: `There is nothing to decide yet. ${when} Nothing was changed.`,
  };
}

/** Cards change from the results on, until the invoice is made or the path has ended. */
export function guardCardUpdate(
  workflow: Workflow | null,
  progress: Progress,
  events: readonly StepEvent[],
): Refusal | null {
  const refused = (why: string): Refusal => ({
    code: "STEP_OUT_OF_TURN",
    message: `${why} Nothing was changed.`,
  });
  if (workflow === null || !pathsOf(workflow, progress).includes("card_funding"))
    return refused("Card funding is not part of the file's workflow.");
  if (progress.ended.some(({ path }) => path === "card_funding")) return refused("Card funding has ended.");
  if (!doneBy(events, "card_funding", "wait_card_stacking_results"))
    return refused("There is no funding plan yet: record the results first.");
  if (doneBy(events, "card_funding", "collect_invoice"))
    return refused("The invoice has been made from these cards.");
  return null;
}

/** The plan that the results brought last, by its number; null while there is none. */
export function planNoOf(events: readonly StepEvent[]): number | null {
  return doneBy(events, "card_funding", "wait_card_stacking_results")?.occurrence ?? null;
}

/** Refuses what was decided by a plan that has been recorded anew since: its cards are others. */
export function guardPlanSeen(seen: number, present: number | null): Refusal | null {
  if (seen === present) return null;
  return {
    code: "CARD_CHANGED",
    message:
      "The funding plan was recorded anew after you saw it. Nothing was changed: look, then decide again.",
    details: [{ field: "planNo", message: `was ${seen} when you saw the plan and is ${present} now` }],
  };
}

/** Refuses what was decided by a state of the card that is no longer the present one. */
export function guardCardSeen(seen: number, { changeNo, issuer }: CardInPlan): Refusal | null {
  if (seen === changeNo) return null;
  return {
    code: "CARD_CHANGED",
    message: `Somebody changed the card of ${issuer} after you saw it. Nothing was changed: look, then decide again.`,
    details: [{ field: "seen", message: `was ${seen} when you saw the card and is ${changeNo} now` }],
  };
}
