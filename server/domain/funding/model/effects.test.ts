import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  afterAttempt,
  backOff,
  EFFECT_DECISIONS,
  EFFECT_KINDS,
  EFFECT_STATES,
  EFFECTS,
  type EffectKind,
  type EffectState,
  guardRetry,
  MOST_ATTEMPTS,
  type SendOutcome,
} from "./effects.ts";

const HARMLESS = ["crm_parking", "crm_tag", "crm_closing", "crm_stage"];
const sent: SendOutcome = { how: "sent", receipt: "R-1" };
const unknown: SendOutcome = { how: "unknown", why: "cut" };
const later: SendOutcome = { how: "refused", why: "429", isFinal: false };
const never: SendOutcome = { how: "refused", why: "no such contact", isFinal: true };

const attempted = (effect: EffectKind, attempts: number, outcome: SendOutcome, isTakenBack = false) =>
  afterAttempt({ effect, attempts, isTakenBack }, outcome, 0);

describe("F3.10 what becomes of an effect", () => {
  it("F3.10 only what the CRM keeps as a state is harmless to repeat", () => {
    expect(EFFECT_KINDS.filter((kind) => EFFECTS[kind].isHarmless)).toEqual(HARMLESS);
  });

  it.each(EFFECT_KINDS)("F3.10 %s: what nobody knows is repeated only where that is harmless", (kind) => {
    const isHarmless = HARMLESS.includes(kind);
    expect(attempted(kind, 1, unknown).state).toBe(isHarmless ? "queued" : "unclear");
    expect(attempted(kind, MOST_ATTEMPTS, unknown).state).toBe(isHarmless ? "failed" : "unclear");
    expect(attempted(kind, 1, sent)).toEqual({ state: "sent" });
    expect(attempted(kind, 1, later).state).toBe("queued");
    expect(attempted(kind, MOST_ATTEMPTS, later)).toEqual({ state: "failed" });
    expect(attempted(kind, 1, never)).toEqual({ state: "failed" });
  });

  it.each(EFFECT_KINDS)("F3.10 %s whose step was taken back does not set out again", (kind) => {
    for (const outcome of [later, never])
      expect(attempted(kind, 1, outcome, true)).toEqual({ state: "withdrawn" });
    expect(attempted(kind, 1, sent, true)).toEqual({ state: "sent" });
    expect(attempted(kind, 1, unknown, true).state).toBe(HARMLESS.includes(kind) ? "withdrawn" : "unclear");
  });

  it("F3.10 the wait grows, has jitter, and is bounded", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (attempts, random) => {
          const [wait, shortest, longest] = [
            backOff(attempts, random),
            backOff(attempts, 0),
            backOff(attempts, 1),
          ];
          expect(wait).toBeGreaterThanOrEqual(shortest);
          expect(wait).toBeLessThanOrEqual(longest);
          expect(longest).toBeLessThanOrEqual(30 * 60_000);
          expect(shortest).toBeGreaterThanOrEqual(longest / 2 - 1);
          expect(backOff(attempts + 1, random)).toBeGreaterThanOrEqual(wait);
        },
      ),
    );
    expect([1, 2, 3].map((attempts) => backOff(attempts, 1))).toEqual([15_000, 30_000, 60_000]);
  });

  it("F3.10 an operator sends again what failed, and says of what is unclear either", () => {
    const letter = (state: EffectState, isTakenBack: boolean) => ({
      effect: "email",
      state,
      isTakenBack,
      isRedirected: false,
    });
    const decided = EFFECT_STATES.map((state) => [
      state,
      ...EFFECT_DECISIONS.map((decision) => guardRetry(letter(state, false), decision)?.code ?? null),
    ]);
    expect(decided).toEqual([
      ["queued", "STEP_OUT_OF_TURN", "STEP_OUT_OF_TURN", "STEP_OUT_OF_TURN"],
      ["sending", "STEP_OUT_OF_TURN", "STEP_OUT_OF_TURN", "STEP_OUT_OF_TURN"],
      ["sent", "STEP_DONE_ALREADY", "STEP_DONE_ALREADY", "STEP_DONE_ALREADY"],
      ["failed", null, "STEP_OUT_OF_TURN", "STEP_OUT_OF_TURN"],
      ["unclear", null, null, "STEP_OUT_OF_TURN"],
      ["withdrawn", "STEP_OUT_OF_TURN", "STEP_OUT_OF_TURN", "STEP_OUT_OF_TURN"],
    ]);
    const takenBack = EFFECT_DECISIONS.map((one) => guardRetry(letter("unclear", true), one)?.code ?? null);
    expect(takenBack).toEqual(["STEP_OUT_OF_TURN", null, null]);
  });
});
