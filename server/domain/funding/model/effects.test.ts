import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  afterAttempt,
  backOff,
  EFFECT_KINDS,
  EFFECT_STATES,
  EFFECTS,
  guardRetry,
  MOST_ATTEMPTS,
  type SendOutcome,
} from "./effects.ts";

const HARMLESS = ["crm_parking", "crm_tag", "crm_closing"];
const sent: SendOutcome = { how: "sent", receipt: "R-1" };
const unknown: SendOutcome = { how: "unknown", why: "cut" };
const later: SendOutcome = { how: "refused", why: "429", isFinal: false };
const never: SendOutcome = { how: "refused", why: "no such contact", isFinal: true };

describe("F3.10 what becomes of an effect", () => {
  it("F3.10 only what the CRM keeps as a state is harmless to repeat", () => {
    expect(EFFECT_KINDS.filter((kind) => EFFECTS[kind].isHarmless)).toEqual(HARMLESS);
  });

  it.each(EFFECT_KINDS)("F3.10 %s: what nobody knows is repeated only where that is harmless", (kind) => {
    const isHarmless = HARMLESS.includes(kind);
    expect(afterAttempt(kind, 1, unknown, 0).state).toBe(isHarmless ? "queued" : "unclear");
    expect(afterAttempt(kind, MOST_ATTEMPTS, unknown, 0).state).toBe(isHarmless ? "failed" : "unclear");
    expect(afterAttempt(kind, 1, sent, 0)).toEqual({ state: "sent" });
    expect(afterAttempt(kind, 1, later, 0).state).toBe("queued");
    expect(afterAttempt(kind, MOST_ATTEMPTS, later, 0)).toEqual({ state: "failed" });
    expect(afterAttempt(kind, 1, never, 0)).toEqual({ state: "failed" });
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
    const decided = EFFECT_STATES.map((state) => [
      state,
      guardRetry({ effect: "email", state }, "send_again")?.code ?? null,
      guardRetry({ effect: "email", state }, "was_sent")?.code ?? null,
    ]);
    expect(decided).toEqual([
      ["queued", "STEP_OUT_OF_TURN", "STEP_OUT_OF_TURN"],
      ["sending", "STEP_OUT_OF_TURN", "STEP_OUT_OF_TURN"],
      ["sent", "STEP_DONE_ALREADY", "STEP_DONE_ALREADY"],
      ["failed", null, "STEP_OUT_OF_TURN"],
      ["unclear", null, null],
      ["withdrawn", "STEP_OUT_OF_TURN", "STEP_OUT_OF_TURN"],
    ]);
  });
});
