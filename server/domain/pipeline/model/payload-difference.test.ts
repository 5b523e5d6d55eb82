import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { payloadDifferences } from "./payload-difference.ts";

type Fields = Record<string, unknown>;
const loan = (exchangeLoanId: string, facts: Fields = {}): Fields => ({
  exchangeLoanId,
  loanId: `1090-${exchangeLoanId}`,
  borrowerName: "Ada Byron",
  purchasePrice: "100.00",
  ...facts,
});
const trade = (loans: Fields[], facts: Fields = {}) => ({ buyerName: "Cascade", ...facts, loans });

describe("P1.6 P1.8 what a repeated delivery says otherwise", () => {
  it.each([
    ["nothing", trade([loan("A")]), []],
    [
      "a field of the trade",
      trade([loan("A")], { buyerName: "Harbor" }),
      [["buyerName", "Cascade", "Harbor"]],
    ],
    [
      "an amount of a loan, by the loan's id",
      trade([loan("A", { purchasePrice: "100.01" })]),
      [["loans[A].purchasePrice", "100.00", "100.01"]],
    ],
    [
      "a field that only one has",
      trade([loan("A", { salePrice: "101.00" })]),
      [["loans[A].salePrice", null, "101.00"]],
    ],
    ["a loan more", trade([loan("A"), loan("B")]), [["loans[B]", null, "1090-B · Ada Byron · 100.00"]]],
    [
      "another loan",
      trade([loan("B")]),
      [
        ["loans[A]", "1090-A · Ada Byron · 100.00", null],
        ["loans[B]", null, "1090-B · Ada Byron · 100.00"],
      ],
    ],
  ])("%s", (_what, later, expected) => {
    const found = payloadDifferences(trade([loan("A")]), later);
    expect(found.map(({ path, before, after }) => [path, before, after])).toEqual(expected);
  });

  it("loans in another order are one difference, not many", () => {
    const found = payloadDifferences(trade([loan("A"), loan("B")]), trade([loan("B"), loan("A")]));
    expect(found).toEqual([{ path: "loans", before: "the same loans", after: "in another order" }]);
  });

  it("finds exactly the amounts that were changed, in whatever order the loans stand", () => {
    const ids = fc.uniqueArray(fc.stringMatching(/^[A-Z]{1,4}$/), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(ids, fc.func(fc.boolean()), (names, isChanged) => {
        const first = names.map((name) => loan(name));
        const later = names.map((name) => loan(name, isChanged(name) ? { purchasePrice: "7.00" } : {}));
        const changed = names.filter((name) => isChanged(name));
        const found = payloadDifferences(trade(first), trade(later.toReversed()));
        const paths = found.map(({ path }) => path).filter((path) => path !== "loans");
        expect(paths.sort()).toEqual(changed.map((name) => `loans[${name}].purchasePrice`).sort());
      }),
    );
  });
});
