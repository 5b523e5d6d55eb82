import fc from "fast-check";
import { createLoader } from "nuqs/server";
import { describe, expect, it } from "vitest";
import { GridLoansInput, GridTradesInput } from "@/server/domain/pipeline/input.ts";
import { MOST_OPEN_TRADES } from "@/server/domain/pipeline/model/limits.ts";
import { loadListState } from "../pipeline/list-url.ts";
import {
  gridQuestion,
  groupingUrl,
  openTradesOf,
  questionOfAnyStatus,
  withTradeToggled,
} from "./grid-url.ts";

const loadGrouping = createLoader(groupingUrl);

describe("P8.6 the grid's address", () => {
  it("asks what the list of the same address asks, without its page", () => {
    const state = loadListState("?status=delivered&q=oak&page=3&pageSize=100&sort=loanAmount&dir=asc");
    expect(gridQuestion(state)).toEqual({
      filters: [{ field: "currentStatus", operator: "in", value: ["delivered"] }],
      search: "oak",
      sortBy: "loanAmount",
      sortDirection: "asc",
    });
  });

  it("P8.5 lets the chips count beside every filter but that of the status", () => {
    const state = loadListState("?status=delivered&state=TX&q=oak");
    expect(questionOfAnyStatus(state)).toEqual({
      filters: [{ field: "propertyState", operator: "in", value: ["TX"] }],
      search: "oak",
    });
  });

  it("P8.4 opens no trade while the loans are not grouped", () => {
    expect(openTradesOf(loadGrouping("?open=1,2"))).toEqual([]);
    expect(openTradesOf(loadGrouping("?group=trade&open=1,2,2,1"))).toEqual([1, 2]);
  });

  it.each([
    "?group=buyer&open=1",
    "?group=trade&open=abc,,0,-4,99999999999,1.5,%00",
    "?group=trade&open=NaN,Infinity,1e3",
  ])("P8.4 leaves out of %s what the server would refuse", (query) => {
    const open = openTradesOf(loadGrouping(query));
    expect(GridTradesInput.safeParse({ open }).success).toBe(true);
  });

  it("P8.6 whatever the address says, the grid asks something that it may ask", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(fc.constantFrom("group", "open", "filter", "sort", "status", "q", "cols"), fc.string()),
        ),
        (pairs) => {
          const query = `?${new URLSearchParams(pairs)}`;
          const open = openTradesOf(loadGrouping(query));
          expect(GridTradesInput.safeParse({ open }).success).toBe(true);
          const { search: _typedByHand, ...question } = gridQuestion(loadListState(query));
          expect(GridLoansInput.safeParse(question).success).toBe(true);
        },
      ),
    );
  });
});

describe("P8.4 opening trades", () => {
  it("adds one that is closed and takes away one that is open", () => {
    expect(withTradeToggled([1, 2], 3)).toEqual([1, 2, 3]);
    expect(withTradeToggled([1, 2, 3], 2)).toEqual([1, 3]);
  });

  it("closes the one that was opened longest ago when there would be too many", () => {
    const full = Array.from({ length: MOST_OPEN_TRADES }, (_, index) => index + 1);
    const next = withTradeToggled(full, 999);
    expect(next).toHaveLength(MOST_OPEN_TRADES);
    expect(next).not.toContain(1);
    expect(next.at(-1)).toBe(999);
  });
});
