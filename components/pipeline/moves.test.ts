import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DEFAULT_STATUSES } from "@/server/domain/pipeline/model/status-workflow.ts";
import { bulkVerbOf, commonMoves, countByStatus, hasWayBack } from "./moves.ts";
import type { Status } from "./use-statuses.ts";

/** Statuses as the screen knows them, from who may go where. */
function statusesOf(edges: Record<string, string[]>) {
  const status = (code: string) => ({ statusCode: code, displayName: code }) as Status;
  return { movesFrom: (code: string) => (edges[code] ?? []).map(status) };
}

const byDefault = statusesOf(
  Object.fromEntries(DEFAULT_STATUSES.map((one) => [one.statusCode, one.allowedTransitions])),
);
const codesOf = (moves: Status[]) => moves.map((move) => move.statusCode);

describe("what a selection can do next", () => {
  it.each([
    ["nothing selected", [], []],
    ["one status", ["in_transit"], ["delivered", "rejected", "returned"]],
    ["the same one again and again", ["in_transit", "in_transit"], ["delivered", "rejected", "returned"]],
    ["two with a step in common", ["purchased", "rejected", "returned"], ["in_transit"]],
    ["two without one", ["purchased", "delivered"], []],
    ["a final one among others", ["delivered", "settled"], []],
    ["a status that the workflow no longer has", ["purchased", "gone"], []],
  ])("P7.5 of %s", (_what, codes, moves) => {
    expect(codesOf(commonMoves(byDefault, codes))).toEqual(moves);
  });

  it("P7.5 is what each status allows, and nothing else, in any workflow", () => {
    const code = fc.constantFrom<string[]>("a", "b", "c", "d");
    const edges = fc.dictionary(code, fc.uniqueArray(code), { noNullPrototype: true });
    fc.assert(
      fc.property(edges, fc.array(code, { minLength: 1 }), (allowed, codes) => {
        const found = codesOf(commonMoves(statusesOf(allowed), codes));
        const wanted = ["a", "b", "c", "d"].filter((to) =>
          codes.every((from) => allowed[from]?.includes(to)),
        );
        expect(found.toSorted()).toEqual(wanted);
      }),
    );
  });

  it.each([
    ["in_transit", "In Transit", "Mark 142 in transit"],
    ["docs_review", "Document Review", "Move 142 to document review"],
    ["settled", "Settled", "Settle 142"],
  ])("P7.5 the button says the verb and the count: %s", (statusCode, displayName, words) => {
    expect(bulkVerbOf({ statusCode, displayName }, 142)).toBe(words);
  });

  it("P7.5 counts loans by status, in the order they come", () => {
    const loans = ["b", "a", "b"].map((currentStatus) => ({ currentStatus }));
    expect([...countByStatus(loans)]).toEqual([
      ["b", 2],
      ["a", 1],
    ]);
  });
});

describe("C5: undo is offered where the workflow leads back", () => {
  it.each([
    ["in_transit", "rejected", true],
    ["in_transit", "returned", true],
    ["rejected", "in_transit", true],
    ["purchased", "in_transit", false],
    ["delivered", "disputed", false],
    ["disputed", "returned", false],
  ])("from %s to %s: %s", (from, to, offered) => expect(hasWayBack(from, to, byDefault)).toBe(offered));

  it("is not offered after a delivery, whose date would stay", () => {
    const both = statusesOf({ delivered: ["settled", "in_transit"] });
    expect(hasWayBack("in_transit", "delivered", both)).toBe(false);
  });
});
