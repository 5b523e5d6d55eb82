import { addBusinessDays, type HolidayCalendar } from "../../business-days.ts";
import type { Refusal } from "../../errors.ts";
import { isToCome } from "../../wrong-clock.ts";

/** The calls of the Funding Queue (F5.2): how one may end, and when the client is called next. */

interface OutcomeDefinition {
  title: string;
  /**
   * `stays`: due until underwriting has looked again. `tries`: after so many business days, more with each call in a row that
   * did not reach the client. `asked`: on the day that the client asked for. `closes`: never again.
   */
  next: "stays" | "asked" | "closes" | { tries: readonly [number, ...number[]] };
  /** What the closed file says. */
  closing?: string;
}

/** In the order of their keys on the screen. */
export const CALL_OUTCOMES = {
  reached: { title: "Reached", next: "stays" },
  no_answer: { title: "No answer", next: { tries: [1, 1, 3, 5] } },
  left_message: { title: "Left a message", next: { tries: [2, 3, 5] } },
  call_later: { title: "Asked to be called later", next: "asked" },
  wrong_number: { title: "Wrong number", next: { tries: [1] } },
  not_interested: {
    title: "Not interested",
    next: "closes",
    closing: "The client is no longer interested.",
  },
  do_not_call: {
    title: "Do not call again",
    next: "closes",
    closing: "The client asked not to be called again.",
  },
} as const satisfies Record<string, OutcomeDefinition>;

export type CallOutcome = keyof typeof CALL_OUTCOMES;
export const OUTCOMES = Object.keys(CALL_OUTCOMES) as [CallOutcome, ...CallOutcome[]];

/** How long a client is one person's to call. */
export const CLAIM_MS = 30 * 60_000;

/** Nobody promises a call for longer than that. */
const MOST_DAYS_AHEAD = 730;

/** How a client stands before a call ends. */
export interface BeforeCall {
  /** In the tenant's zone. */
  today: string;
  dueOn: string;
  /** Calls in a row that did not reach the client. */
  unanswered: number;
}

/**
 * When the client is called next, and how many calls in a row have not reached them.
 * @param askedFor the day that the client asked for, with `call_later`
 * @returns `dueOn` null where the file is closed
 */
export function afterCall(
  outcome: CallOutcome,
  { today, dueOn, unanswered }: BeforeCall,
  askedFor: string | null,
  calendar: HolidayCalendar,
): { dueOn: string | null; unanswered: number } {
  const { next }: OutcomeDefinition = CALL_OUTCOMES[outcome];
  if (next === "closes") return { dueOn: null, unanswered: 0 };
  if (next === "asked") return { dueOn: askedFor, unanswered: 0 };
  if (next === "stays") return { dueOn, unanswered: 0 };
  const wait = next.tries[unanswered] ?? next.tries.at(-1) ?? 1;
  return { dueOn: addBusinessDays(today, wait, calendar), unanswered: unanswered + 1 };
}

/** The same for every outcome, to be shown before the call is logged. */
export function nextDays(before: BeforeCall, calendar: HolidayCalendar): Record<CallOutcome, string | null> {
  const days = OUTCOMES.map((outcome) => [outcome, afterCall(outcome, before, null, calendar).dueOn]);
  return Object.fromEntries(days) as Record<CallOutcome, string | null>;
}

/** Why a file is closed by a call. */
export function closingWords(outcome: CallOutcome, notes: string | null): string {
  const { closing = "" }: OutcomeDefinition = CALL_OUTCOMES[outcome];
  return notes === null ? closing : `${closing} ${notes}`;
}

/** A day goes with `call_later` and with nothing else, and it is still to come. */
export function guardAskedDay(outcome: CallOutcome, askedFor: string | null, today: string): Refusal | null {
  const isAsked = CALL_OUTCOMES[outcome].next === "asked";
  if (!isAsked && askedFor !== null) return invalidDay(`goes with “${CALL_OUTCOMES.call_later.title}” only`);
  if (!isAsked) return null;
  if (askedFor === null) return invalidDay("is required: say for when the client asked");
  if (askedFor <= today) return invalidDay(`must be after today (${today})`);
  const days = (Date.parse(askedFor) - Date.parse(today)) / 86_400_000;
  return days > MOST_DAYS_AHEAD ? invalidDay("must be within two years") : null;
}

function invalidDay(message: string): Refusal {
  return {
    code: "PAYLOAD_VALIDATION",
    message: `callOn ${message}. Nothing was logged.`,
    details: [{ field: "callOn", message }],
  };
}

/** How a client who is in the queue stands with whoever calls. */
export interface CallState {
  version: number;
  claimedBy: string | null;
  claimedUntil: string | null;
}

/** Nobody is called by two, and nobody who has just been called is called again by somebody who has not seen it. */
export function guardCall(
  seen: number,
  { version, claimedBy, claimedUntil }: CallState,
  { me, now }: { me: string; now: Date },
): Refusal | null {
  if (isClaimedByAnother({ claimedBy, claimedUntil }, { me, now }))
    return {
      code: "CALL_TAKEN",
      message: `${claimedBy} has this client to call. Nothing was changed: take the next one.`,
      details: [{ field: "fileId", message: `is with ${claimedBy} until ${claimedUntil}` }],
      facts: { claimedBy, claimedUntil },
    };
  if (seen === version) return null;
  return {
    code: "CALL_CHANGED",
    message: "There is news of this client since you looked. Nothing was changed: look, then decide again.",
    details: [{ field: "version", message: `was ${seen} when you read it and is ${version} now` }],
  };
}

/** Whether somebody has the client to call now. */
export function isClaimed({ claimedUntil }: Pick<CallState, "claimedUntil">, now: Date): boolean {
  return isToCome(claimedUntil, now.getTime(), CLAIM_MS);
}

function isClaimedByAnother(
  { claimedBy, claimedUntil }: Pick<CallState, "claimedBy" | "claimedUntil">,
  { me, now }: { me: string; now: Date },
): boolean {
  return claimedBy !== me && isClaimed({ claimedUntil }, now);
}

/** A client as somebody's to call. */
export function claimOf(
  me: string,
  now: Date,
): { claimedBy: string; claimedAt: string; claimedUntil: string } {
  const until = new Date(now.getTime() + CLAIM_MS);
  return { claimedBy: me, claimedAt: now.toISOString(), claimedUntil: until.toISOString() };
}

export interface LoggedCall {
  callNo: number;
  runNo: number;
  outcome: CallOutcome | "taken_back";
  dueAfter: string | null;
  takesBack: number | null;
  recordedBy: string;
}

/** Only the newest call, by whoever logged it, while nothing has been built on it. */
export function guardTakingBack(
  newest: LoggedCall | undefined,
  callNo: number,
  dueOn: string,
  me: string,
): Refusal | null {
  const refused = (why: string): Refusal => ({
    code: "CALL_CHANGED",
    message: `${why} Nothing was changed.`,
  });
  if (newest?.callNo !== callNo) return refused("Only the last call of a client can be taken back.");
  if (newest.outcome === "taken_back") return refused("This is not a call.");
  if (newest.recordedBy !== me) return refused("Somebody else logged this call.");
  if (newest.dueAfter !== dueOn) return refused("The client has another day by now.");
  return null;
}

/**
 * How many calls in a row have not reached the client since a run parked them; what was taken back does not count.
 * @param calls newest first
 */
export function unansweredIn(
  calls: readonly Pick<LoggedCall, "callNo" | "runNo" | "outcome" | "takesBack">[],
  runNo: number,
): number {
  const takenBack = new Set(calls.map(({ takesBack }) => takesBack));
  const valid = calls.filter(({ callNo, outcome }) => outcome !== "taken_back" && !takenBack.has(callNo));
  const reached = valid.findIndex(
    (call) => call.runNo !== runNo || typeof CALL_OUTCOMES[call.outcome as CallOutcome].next === "string",
  );
  return reached === -1 ? valid.length : reached;
}
