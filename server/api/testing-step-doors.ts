import { FOUR_CARDS } from "../domain/funding/testing-steps.ts";
import { adminWrites, answered, type Expected, writes } from "./testing-callers.ts";

/** Of a file that waits for a person: who is let in is told that it is not the step's turn, or that there is no effect. */
export function stepsBy(door: string): Expected {
  const expected = door === "reopenings" ? adminWrites(404) : writes(404);
  return answered(422, expected);
}

type Raw = Record<string, unknown>;

/** A good body for every door of a file's workflow, with something in each of its fields. */
export const STEP_DOORS: Record<string, (version: number) => Raw> = {
  tracks: (version) => ({ version, requestId: "r-1", track: "creative" }),
  steps: (version) => ({
    version,
    requestId: "r-2",
    path: "card_funding",
    step: "wait_card_stacking_results",
    data: { cards: FOUR_CARDS },
  }),
  endings: (version) => ({
    version,
    requestId: "r-3",
    path: "card_funding",
    reason: "no_card_approved",
    notes: "None came",
  }),
  reopenings: (version) => ({
    version,
    requestId: "r-4",
    path: "card_funding",
    step: "send_agreement",
    reason: "A mistake",
  }),
  waits: (version) => ({ version, requestId: "r-5" }),
  "card-updates": () => ({
    planNo: 1,
    cardNo: 1,
    seen: 1,
    status: "approved",
    amount: "1.50",
    notes: "Called",
  }),
  "effect-decisions": () => ({ effectId: 1, decision: "send_again", seen: { state: "failed", attempts: 1 } }),
};

/** The procedure beside each door. */
export const STEP_PROCEDURES: Record<string, string> = {
  tracks: "funding.startTrack",
  steps: "funding.completeStep",
  endings: "funding.endPath",
  reopenings: "funding.reopen",
  waits: "funding.keepWaiting",
  "card-updates": "funding.updateCard",
  "effect-decisions": "funding.retryEffect",
};

export const operatorTerms = (version: number, operator = "ann@desk.test"): Raw => ({
  operator,
  version,
  displayName: "Ann Operator",
  feePercent: "8.5",
  affiliateLink: "https://portal.asap.test/ann",
});
