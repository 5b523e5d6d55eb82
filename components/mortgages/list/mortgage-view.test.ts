import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MortgageView } from "@/server/domain/mortgages/input.ts";
import { MORTGAGE_STATUSES } from "@/server/domain/mortgages/model/mortgage.ts";
import { definitionOf, isSameQuestion, NOTHING, stateOf } from "./mortgage-view.ts";
import { loadMortgagesState, type MortgagesState, mortgagesAddress } from "./mortgages-url.ts";

const DEFAULTS = loadMortgagesState("");
const someDay = fc.constantFrom(null, "2026-11-30", "2027-02-28");
const someState: fc.Arbitrary<MortgagesState> = fc.record({
  q: fc.constantFrom("", "oak", "100%"),
  status: fc.subarray([...MORTGAGE_STATUSES]),
  borrower: fc.constantFrom(null, 7),
  originatedFrom: someDay,
  originatedTo: someDay,
  maturesFrom: someDay,
  maturesTo: someDay,
  sort: fc.constantFrom("updatedAt", "maturityDate", "loanAmount"),
  dir: fc.constantFrom("asc", "desc"),
  view: fc.constantFrom(null, 3),
  page: fc.constantFrom(1, 7),
  pageSize: fc.constantFrom(25, 100),
});
const kept = (state: MortgagesState) => MortgageView.parse(definitionOf(state));

describe("M13 a view of mortgages and the list's address", () => {
  it("say the same: what is kept comes back as it was, page and size aside", () => {
    fc.assert(
      fc.property(someState, (state) => {
        const back = { ...DEFAULTS, ...stateOf(kept(state)), view: state.view };
        expect(back).toEqual({ ...state, page: 1, pageSize: DEFAULTS.pageSize });
        expect(loadMortgagesState(mortgagesAddress(back))).toEqual(back);
        expect(isSameQuestion(kept(state), state)).toBe(true);
      }),
    );
  });

  it("are compared by what they ask, not by the order in which it was ticked", () => {
    const asking = (change: Partial<MortgagesState>) => ({ ...DEFAULTS, ...change });
    const view = kept(asking({ status: ["active", "closed"], q: "oak" }));
    expect(isSameQuestion(view, asking({ status: ["closed", "active"], q: " oak ", page: 3 }))).toBe(true);
    expect(isSameQuestion(view, asking({ status: ["closed"], q: "oak" }))).toBe(false);
    expect(isSameQuestion(view, asking({ status: ["active", "closed"], q: "oak", sort: "loanAmount" }))).toBe(
      false,
    );
  });

  it("an order without a direction goes up, as the server takes it", () => {
    expect(stateOf({ list: "mortgages", sortBy: "maturityDate" })).toMatchObject({ dir: "asc" });
    expect(stateOf({ list: "mortgages" })).toMatchObject({ dir: "desc" });
  });

  it("a view of loans asks nothing of mortgages", () => {
    expect(stateOf({ list: "loans", search: "oak" })).toEqual(NOTHING);
  });
});
