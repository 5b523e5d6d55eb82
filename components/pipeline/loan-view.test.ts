import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asksForViewOnly } from "../views/viewed-list.ts";
import { type ListState, loadListState } from "./list-url.ts";
import { definitionOf, isSameQuestion, stateOf } from "./loan-view.ts";

const DEFAULTS = loadListState("");

/** As the address would be read again: what is left out has its default. */
function applied(changes: ReturnType<typeof stateOf>): ListState {
  const given = Object.entries(changes).filter(([, value]) => value !== null);
  return { ...DEFAULTS, ...Object.fromEntries(given) };
}

const someState = fc.record({
  q: fc.constantFrom("", "oak", "100%"),
  status: fc.subarray(["purchased", "in_transit", "settled"]),
  state: fc.subarray(["TX", "CA", "NY"]),
  overdue: fc.boolean(),
  filter: fc.subarray([
    ["loanAmount", "gte", "500000"],
    ["buyerName", "in", ["A, Inc", "B"]],
    ["agingAlert", "eq", "false"],
    ["currentStatus", "neq", "settled"],
  ] as ListState["filter"]),
  cols: fc.subarray(["loanId", "buyerName"] as ListState["cols"]),
  sort: fc.constantFrom("loanAmount", "purchaseDate") as fc.Arbitrary<ListState["sort"]>,
  dir: fc.constantFrom("asc", "desc") as fc.Arbitrary<ListState["dir"]>,
});

describe("P9.3 a view and the list's address", () => {
  it("say the same: what is kept comes back as it was, page and size aside", () => {
    fc.assert(
      fc.property(someState, (given) => {
        const state: ListState = { ...DEFAULTS, ...given, page: 7 };
        expect(applied(stateOf(definitionOf(state)))).toEqual({ ...state, page: 1 });
      }),
    );
  });

  it("are compared by what they ask, not by the order in which it was ticked", () => {
    const ask = (status: string[], sortBy = "loanAmount") => ({
      list: "loans" as const,
      filters: [{ field: "currentStatus", operator: "in" as const, value: status }],
      sortBy,
    });
    expect(isSameQuestion(ask(["settled", "purchased"]), ask(["purchased", "settled"]))).toBe(true);
    expect(isSameQuestion(ask(["settled"]), ask(["purchased"]))).toBe(false);
    expect(isSameQuestion(ask(["settled"]), ask(["settled"], "noteRate"))).toBe(false);
  });

  it.each([
    ["view=5", true],
    ["view=5&status=settled", false],
    ["status=settled", false],
    ["", false],
  ])("an address %j asks for a view as it is now: %j", (query, expected) => {
    const { view } = loadListState(`?${query}`);
    expect(asksForViewOnly(view, new URLSearchParams(query).keys())).toBe(expected);
  });
});
