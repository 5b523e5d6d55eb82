import type { Refusal } from "../../errors.ts";
import type { MarketMode } from "./loan-offers.ts";

/** What a step sends out (F3.10), and how often it is tried. */

/**
 * `isHarmless`: carried out twice it is the same as once, so an attempt of which nobody knows the outcome is made again. The
 * CRM takes tags, fields and stages as a state. A letter, an envelope, an invoice and a recorded payment would be there twice,
 * and none of these systems takes a key by which it would notice.
 */
export const EFFECTS = {
  email: { title: "E-mail", system: "smtp", isHarmless: false },
  agreement: { title: "Agreement to sign", system: "documenso", isHarmless: false },
  invoice: { title: "Invoice", system: "gohighlevel", isHarmless: false },
  payment: { title: "Received payment in the CRM", system: "gohighlevel", isHarmless: false },
  crm_parking: { title: "Parked in the CRM", system: "gohighlevel", isHarmless: true },
  crm_tag: { title: "Tag in the CRM", system: "gohighlevel", isHarmless: true },
  crm_closing: { title: "Closed in the CRM", system: "gohighlevel", isHarmless: true },
  /** Of no step: it shows where the whole file stands after a run or another change. */
  crm_stage: { title: "Stage in the CRM", system: "gohighlevel", isHarmless: true },
} as const satisfies Record<string, { title: string; system: string; isHarmless: boolean }>;

export type EffectKind = keyof typeof EFFECTS;
export const EFFECT_KINDS = Object.keys(EFFECTS) as [EffectKind, ...EffectKind[]];

/**
 * What goes one after the other, in its order: the CRM holds one contact and one opportunity of a client, and two effects at
 * once would each look for it and each make it. All others stand for themselves.
 */
export const KINDS_IN_ORDER: readonly EffectKind[] = EFFECT_KINDS.filter(
  (kind) => EFFECTS[kind].system === "gohighlevel",
);

/** What asks for money or records it: what these rest on is not reopened once they have gone out. */
export const MONEY_KINDS: readonly EffectKind[] = ["invoice", "payment"];

/**
 * `unclear`: it may have gone out or not, and somebody has to look. `withdrawn`: its step was taken back before it went.
 */
export const EFFECT_STATES = ["queued", "sending", "sent", "failed", "unclear", "withdrawn"] as const;
export type EffectState = (typeof EFFECT_STATES)[number];

export interface NewEffect {
  effect: EffectKind;
  payload: Record<string, unknown>;
}

/** How an attempt ended, as far as the sender knows. One that throws knows nothing. */
export type SendOutcome =
  /**
   * @param receipt what the other system calls it
   * @param mode whether that was the sandbox
   */
  | { how: "sent"; receipt: string | null; mode?: MarketMode }
  /** Certainly not carried out; `isFinal` where another attempt would be refused as well. */
  | { how: "refused"; why: string; isFinal: boolean }
  | { how: "unknown"; why: string };

/** After each so many the effect has failed, and an operator decides. */
export const MOST_ATTEMPTS = 6;

const FIRST_WAIT_MS = 15_000;
/** No effect waits longer to be tried again, and no attempt lasts as long. */
export const LONGEST_BACK_OFF_MS = 30 * 60_000;

/**
 * What becomes of an effect after an attempt. One whose step was taken back meanwhile does not set out again.
 * @param attempts how many there have been in all
 */
export function afterAttempt(
  { effect, attempts, isTakenBack }: { effect: EffectKind; attempts: number; isTakenBack: boolean },
  outcome: SendOutcome,
  random: number,
): { state: "sent" | "failed" | "unclear" | "withdrawn" } | { state: "queued"; waitMs: number } {
  if (outcome.how === "sent") return { state: "sent" };
  if (outcome.how === "unknown" && !EFFECTS[effect].isHarmless) return { state: "unclear" };
  if (isTakenBack) return { state: "withdrawn" };
  const isLast = attempts % MOST_ATTEMPTS === 0;
  if ((outcome.how === "refused" && outcome.isFinal) || isLast) return { state: "failed" };
  return { state: "queued", waitMs: backOff(attempts % MOST_ATTEMPTS, random) };
}

/** Twice as long each time, with jitter downwards by half, so that many do not come back at once. */
export function backOff(attempts: number, random: number): number {
  const longest = Math.min(LONGEST_BACK_OFF_MS, FIRST_WAIT_MS * 2 ** (attempts - 1));
  return Math.round(longest * (0.5 + random / 2));
}

/** `was_not_sent` is said of what is not to be sent again. */
export const EFFECT_DECISIONS = ["send_again", "was_sent", "was_not_sent"] as const;
export type EffectDecision = (typeof EFFECT_DECISIONS)[number];

/** What an operator may decide about an effect. */
export function guardRetry(
  {
    effect,
    state,
    isTakenBack,
    isRedirected,
  }: { effect: string; state: EffectState; isTakenBack: boolean; isRedirected: boolean },
  decision: EffectDecision,
): Refusal | null {
  const title = effect in EFFECTS ? EFFECTS[effect as EffectKind].title : effect;
  if (state === "sent")
    return { code: "STEP_DONE_ALREADY", message: `“${title}” has been sent; nothing was sent again.` };
  if (isRedirected)
    return {
      code: "STEP_OUT_OF_TURN",
      message: `“${title}” goes to the corrected address already. Nothing was sent again.`,
    };
  if (state === "withdrawn")
    return {
      code: "STEP_OUT_OF_TURN",
      message: `“${title}” was withdrawn with its step: do the step again. Nothing was changed.`,
    };
  if (state === "queued" || state === "sending")
    return {
      code: "STEP_OUT_OF_TURN",
      message: `“${title}” is on its way already; wait for its outcome. Nothing was changed.`,
    };
  if (isTakenBack && decision === "send_again")
    return {
      code: "STEP_OUT_OF_TURN",
      message: `The step of “${title}” was taken back: say whether it went out, and do the step again. Nothing was changed.`,
    };
  if (!isTakenBack && decision === "was_not_sent")
    return {
      code: "STEP_OUT_OF_TURN",
      message: `“${title}” is still to be sent: send it again. Nothing was changed.`,
    };
  if (decision === "was_sent" && state !== "unclear")
    return {
      code: "STEP_OUT_OF_TURN",
      message: `“${title}” was certainly not sent: send it again. Nothing was changed.`,
    };
  return null;
}

/** Refuses what was decided by a state of the effect that is no longer the present one. */
export function guardEffectSeen(
  seen: { state: EffectState; attempts: number; to?: string | undefined },
  held: { effect: string; state: EffectState; attempts: number; correctedRecipient: string | null },
): Refusal | null {
  const { effect, state, attempts, correctedRecipient } = held;
  if (seen.to !== undefined && seen.to !== correctedRecipient) return otherAddress(held);
  if (seen.state === state && seen.attempts === attempts) return null;
  const title = effect in EFFECTS ? EFFECTS[effect as EffectKind].title : effect;
  return {
    code: "EFFECT_CHANGED",
    message: `“${title}” has moved on since you saw it. Nothing was changed: look, then decide again.`,
    details: [
      {
        field: "seen",
        message: `was ${seen.state} after ${seen.attempts} attempts when you saw it and is ${state} after ${attempts} now`,
      },
    ],
  };
}

function otherAddress({
  effect,
  correctedRecipient,
}: {
  effect: string;
  correctedRecipient: string | null;
}): Refusal {
  const title = effect in EFFECTS ? EFFECTS[effect as EffectKind].title : effect;
  const to = correctedRecipient ?? "where it went before";
  return {
    code: "EFFECT_CHANGED",
    message: `“${title}” would go to ${to} now. Nothing was changed: look, then decide again.`,
    details: [{ field: "seen.to", message: `is not where it would go now (${to})` }],
  };
}
