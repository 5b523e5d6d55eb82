import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SelectedLoan } from "./bulk-run.ts";
import { between, extended, NONE_SELECTED, refreshed, shareOf, withLoans } from "./selection.ts";

const loanOf = (id: number, version = 1): SelectedLoan => ({
  pipelineLoanId: id,
  loanId: `L-${id}`,
  borrowerName: `Borrower ${id}`,
  currentStatus: "purchased",
  version,
  purchasePrice: "1.00",
  purchaseDate: "2026-03-04",
  salePrice: null,
});
const page = Array.from({ length: 8 }, (_, i) => loanOf(i + 1));
const select = (...ids: number[]) =>
  withLoans(
    NONE_SELECTED,
    ids.map((id) => loanOf(id)),
    true,
  );
const idsOf = (loans: Iterable<SelectedLoan>) => [...loans].map((loan) => loan.pipelineLoanId);

describe("a range of the page", () => {
  it.each([
    [2, 5, [2, 3, 4, 5]],
    [5, 2, [2, 3, 4, 5]],
    [3, 3, [3]],
    [null, 4, [4]],
    [99, 4, [4]],
    [2, 99, []],
  ])("P7.5 from %j to %j is %j", (from, to, ids) => {
    expect(idsOf(between(page, from, to))).toEqual(ids);
  });

  it("P7.5 however it is stretched, it is what lies between its ends, and beyond its reach nothing changes", () => {
    const place = fc.integer({ min: 1, max: 8 });
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 1, max: 20 })),
        place,
        fc.array(place),
        (first, anchor, stops) => {
          const before = select(...first);
          let [now, from] = [before, anchor];
          for (const to of stops) {
            now = extended(now, page, { anchor, from, to });
            from = to;
          }
          const touched = new Set(stops.flatMap((stop) => idsOf(between(page, anchor, stop))));
          const range = new Set(stops.length > 0 ? idsOf(between(page, anchor, from)) : []);
          for (let id = 1; id <= 20; id += 1) {
            expect(now.has(id)).toBe(range.has(id) || (before.has(id) && !touched.has(id)));
          }
        },
      ),
    );
  });
});

describe("a selection", () => {
  it("P7.5 keeps what is not on the page and the order in which it was made", () => {
    const selection = withLoans(select(50, 3), page, true);
    expect([...selection.keys()]).toEqual([50, 3, 1, 2, 4, 5, 6, 7, 8]);
    expect([...withLoans(selection, page, false).keys()]).toEqual([50]);
  });

  it("P7.5 learns from the page what has changed, and stays the same when nothing has", () => {
    const selection = select(2, 50);
    expect(refreshed(selection, page)).toBe(selection);
    const moved = { ...loanOf(2, 2), currentStatus: "in_transit" };
    const learnt = refreshed(selection, [moved, loanOf(3, 9)]);
    expect(learnt.get(2)).toEqual(moved);
    expect([...learnt.keys()]).toEqual([2, 50]);
  });

  it("P7.5 covers a page wholly, partly or not at all", () => {
    expect(shareOf(page, select(50))).toBe("none");
    expect(shareOf(page, select(1))).toBe("some");
    expect(shareOf(page, select(...idsOf(page), 50))).toBe("all");
    expect(shareOf([], select(1))).toBe("none");
  });
});
