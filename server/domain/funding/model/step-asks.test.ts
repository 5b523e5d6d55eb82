import { describe, expect, it } from "vitest";
import { offersIn } from "./step-asks.ts";
import type { StepEvent } from "./step-events.ts";

const story = (...happened: [kind: string, step: string, data?: object][]): StepEvent[] =>
  happened.map(
    ([kind, step, data = {}], index) =>
      ({ seq: index + 1, kind, path: "term_loan", step, data }) as unknown as StepEvent,
  );
const [OFFERS, SELECTION] = ["generate_term_loan_offers", "review_and_select_offer"];
const offersOf = (...lenders: string[]) => ({
  offers: lenders.map((lender, at) => ({ offerId: `hand-${at + 1}`, lender })),
});

describe("F3.5 the offers and the selected one", () => {
  it("F3.5 a selection is of the offers before it: the same id among later ones says nothing", () => {
    const first = story(
      ["completed", OFFERS, offersOf("Alpha", "Beta")],
      ["completed", SELECTION, { offerId: "hand-1" }],
    );
    expect(offersIn(first).selected?.lender).toBe("Alpha");
    const again: Parameters<typeof story> = [
      ["completed", OFFERS, offersOf("Alpha", "Beta")],
      ["completed", SELECTION, { offerId: "hand-1" }],
      ["reopened", OFFERS],
      ["completed", OFFERS, offersOf("Beta", "Alpha")],
    ];
    expect(offersIn(story(...again))).toMatchObject({ ...offersOf("Beta", "Alpha"), selected: null });
    const anew = story(...again, ["reopened", SELECTION], ["completed", SELECTION, { offerId: "hand-2" }]);
    expect(offersIn(anew).selected?.lender).toBe("Alpha");
  });
});
