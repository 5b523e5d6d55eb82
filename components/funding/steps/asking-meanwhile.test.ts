import { describe, expect, it } from "vitest";
import { isAskedAgain, meanwhileOf } from "./asking-meanwhile.ts";
import type { MarketOffers, Progress } from "./workflow-context.ts";

const form = { application: {}, consents: { fcra: "f", tcpa: "t" }, consentsShown: "d" };
const market = (changes: object = {}) =>
  ({
    mode: "sandbox",
    state: "not_asked",
    says: "No offers have been asked for yet.",
    request: null,
    form,
    ...changes,
  }) as MarketOffers;
const step = (state: string) =>
  ({
    paths: [{ path: "term_loan", steps: [{ id: "generate_term_loan_offers", state }] }],
  }) as unknown as Progress;
const asked = (requestNo: number, state: string, says: string) =>
  market({ state, says, request: { requestNo, askedBy: "bo@desk.test", state, says } });
const nameOf = () => "Bo";

describe("F7.2 what became of the offers while somebody typed what lenders ask", () => {
  it.each([
    ["nothing", market(), market(), "open", null, true],
    [
      "a colleague is asking",
      market(),
      asked(1, "asking", "Engine is being asked."),
      "open",
      "Bo has asked lenders meanwhile. Engine is being asked.",
      false,
    ],
    [
      "a colleague has asked",
      market(),
      asked(1, "waiting", "Waiting for 2 of 3 lenders."),
      "open",
      "Bo has asked lenders meanwhile. Waiting for 2 of 3 lenders.",
      true,
    ],
    ["the same request goes on", asked(1, "waiting", "w"), asked(1, "complete", "c"), "open", null, true],
    ["the offers are recorded", market(), market(), "done", /recorded meanwhile/, false],
    [
      "a new run asks for the approval again",
      market(),
      market(),
      "blocked",
      /not the next step any more/,
      false,
    ],
    [
      "Engine is taken away",
      market(),
      market({ mode: null, form: null }),
      "open",
      /not set up any more/,
      false,
    ],
    ["Engine goes live", market(), market({ mode: "live" }), "open", /real lenders are asked/, true],
  ])("F7.2 %s", (_, began, now, state, says, mayAsk) => {
    const found = meanwhileOf(began, now, step(state), nameOf);
    expect(found.mayAsk).toBe(mayAsk);
    if (says instanceof RegExp) expect(found.says).toMatch(says);
    else expect(found.says).toBe(says);
  });

  it("F7.2 a workflow without a term loan asks nobody", () => {
    expect(meanwhileOf(market(), market(), { paths: [] }, nameOf).mayAsk).toBe(false);
  });

  it.each([
    ["not_asked", false],
    ["asking", false],
    ["waiting", true],
    ["complete", true],
    ["unclear", true],
    ["failed", false],
  ])("F7.2 asking when it is %s is a second request: %s", (state, again) => {
    expect(isAskedAgain(market({ state }))).toBe(again);
  });
});
