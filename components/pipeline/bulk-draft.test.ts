import { describe, expect, it } from "vitest";
import { draftKey } from "./bulk-draft.ts";

describe("P5.6 P7.5 which question a draft belongs to", () => {
  it("is the same one in whichever order the loans were selected", () => {
    expect(draftKey("settled", [9, 100, 20])).toBe(draftKey("settled", [100, 20, 9]));
  });

  it.each([
    ["with one loan more", "settled", [9, 20, 100]],
    ["with one loan less", "settled", [9]],
    ["with another loan", "settled", [9, 21]],
    ["to another status", "delivered", [9, 20]],
    ["before a status is chosen", undefined, [9, 20]],
  ])("is another one %s", (_how, target, loanIds) => {
    expect(draftKey(target, loanIds)).not.toBe(draftKey("settled", [9, 20]));
  });

  it("leaves the selection in its order", () => {
    const loanIds = [20, 9];
    draftKey("settled", loanIds);
    expect(loanIds).toEqual([20, 9]);
  });
});
