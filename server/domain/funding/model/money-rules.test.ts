import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sumMoney } from "../../money.ts";
import { DEFAULT_FEE_PERCENT, invoiceFor } from "./invoice.ts";
import type { PrimaryPath } from "./paths.ts";
import { type Portion, type Processor, reconcile } from "./reconciliation.ts";

const amountOf = (path: PrimaryPath, fee: string, ...amounts: string[]) => {
  const result = invoiceFor(path, fee, amounts);
  return "invoice" in result
    ? result.invoice.amount
    : "none" in result
      ? result.none
      : result.refusal.details?.map(({ field }) => field);
};

const NOTHING = "Nothing was funded, so there is no invoice.";

describe("F4.1 the client's invoice", () => {
  it.each<[string, PrimaryPath, string, string[], string | null]>([
    ["9 % of a term loan of 20,000", "term_loan", DEFAULT_FEE_PERCENT, ["20000.00"], "1800.00"],
    [
      "9 % of 30,000 on cards",
      "card_funding",
      DEFAULT_FEE_PERCENT,
      ["12000.00", "10000.00", "8000.00"],
      "2700.00",
    ],
    ["another operator's fee", "term_loan", "7.25", ["10000.00"], "725.00"],
    ["half a cent goes up", "term_loan", "9", ["0.50"], "0.05"],
    ["a little less goes down", "term_loan", "9", ["0.49"], "0.04"],
    ["rounded once, after the sum", "card_funding", "9", ["0.49", "0.49", "0.49"], "0.13"],
    ["exact where floats are not", "term_loan", "9.5", ["90071992547409.93"], "8556839292003.94"],
    ["F3.11 no card approved", "card_funding", "9", [], NOTHING],
    ["F3.11 an amount of 0", "term_loan", "9", ["0.00"], NOTHING],
    ["no fee", "term_loan", "0", ["20000.00"], "The operator's fee is 0 %, so there is no invoice."],
    ["less than a cent", "term_loan", "1", ["0.49"], "The fee is less than a cent, so there is no invoice."],
  ])("%s", (_name, path, fee, amounts, expected) => {
    expect(amountOf(path, fee, ...amounts)).toBe(expected);
  });

  it.each<[string, PrimaryPath, string, string[], string[]]>([
    ["F4.2 what the lender pays", "established_funding", "9", ["1.00"], ["path"]],
    ["a parked file", "parked", "9", ["1.00"], ["path"]],
    ["a negative amount", "term_loan", "9", ["-1.00"], ["amounts[0]"]],
    ["what is no amount", "card_funding", "9", ["1.00", "1e9"], ["amounts[1]"]],
    ["a fee above 100", "term_loan", "100.01", ["1.00"], ["feePercent"]],
    ["a fee that is none", "term_loan", "nine", ["1.00"], ["feePercent"]],
  ])("makes none of %s, saying why", (_name, path, fee, amounts, fields) => {
    expect(amountOf(path, fee, ...amounts)).toEqual(fields);
  });
});

const portion = (
  operator: string,
  path: PrimaryPath,
  compensation: string,
  processor: Processor,
  receivedOn = "2026-04-10",
): Portion => ({ operator, path, compensation, processor, receivedOn });
const APRIL = { from: "2026-04-01", to: "2026-04-30" };
const reconciled = (portions: Portion[]) => {
  const result = reconcile(portions, APRIL);
  return "operators" in result ? result.operators : expect.fail(result.refusal.message);
};

describe("F4.3 what the house charges its operators", () => {
  it("the source's example: 1,800.00, 2,700.00 and 405.00", () => {
    const [loan, cards] = [
      amountOf("term_loan", "9", "20000.00"),
      amountOf("card_funding", "9", "30000.00"),
    ] as string[];
    const [kim] = reconciled([
      portion("kim", "term_loan", loan ?? "", "engine"),
      portion("kim", "card_funding", cards ?? "", "seven_figures"),
    ]);
    expect(kim?.portions.map(({ compensation, share }) => [compensation, share]).sort()).toEqual([
      ["1800.00", "0.00"],
      ["2700.00", "405.00"],
    ]);
    expect([kim?.compensation, kim?.share]).toEqual(["4500.00", "405.00"]);
  });

  it.each<[Processor, string]>([
    ["house", "150.00"],
    ["none", "0.00"],
  ])("established funding processed by %s costs %s", (processor, share) => {
    expect(reconciled([portion("kim", "established_funding", "1000.00", processor)])[0]?.share).toBe(share);
  });

  it("is per operator, in the order of names, and of the period's days, both ends taken in", () => {
    const days = ["2026-03-31", "2026-04-01", "2026-04-30", "2026-05-01"];
    const portions = ["zoe", "kim"].flatMap((name) =>
      days.map((on) => portion(name, "card_funding", "100.00", "seven_figures", on)),
    );
    expect(
      reconciled(portions).map(({ operator, compensation, share }) => [operator, compensation, share]),
    ).toEqual([
      ["kim", "200.00", "30.00"],
      ["zoe", "200.00", "30.00"],
    ]);
  });

  it("rounds each portion half up, and the sum is that of the lines", () => {
    const [kim] = reconciled(
      ["0.10", "0.10", "0.03"].map((amount) => portion("kim", "card_funding", amount, "seven_figures")),
    );
    expect(kim?.portions.map(({ share }) => share).sort()).toEqual(["0.00", "0.02", "0.02"]);
    expect(kim?.share).toBe("0.04");
  });

  it("refuses what is no amount", () => {
    expect(reconcile([portion("kim", "card_funding", "much", "engine")], APRIL)).toMatchObject({
      refusal: { details: [{ field: "portions[0].compensation" }] },
    });
  });

  it("the order of the portions changes nothing, nobody's share is more than 15 %, and no text throws", () => {
    const money = fc
      .integer({ min: 0, max: 10_000_000 })
      .map((cents) => `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, "0")}`);
    const some = fc.array(
      fc.record({
        operator: fc.constantFrom("a", "b"),
        path: fc.constantFrom<PrimaryPath>("term_loan", "card_funding"),
        receivedOn: fc.constantFrom("2026-04-01", "2026-04-09", "2026-06-01"),
        compensation: money,
        processor: fc.constantFrom<Processor>("engine", "seven_figures", "house", "none"),
      }),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(some, (portions) => {
        const found = reconciled(portions);
        expect(reconciled(portions.toReversed())).toEqual(found);
        for (const { portions: lines, share } of found)
          expect(share).toBe(sumMoney(lines.map((line) => line.share)));
      }),
    );
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string()), (fee, amounts) => {
        invoiceFor("term_loan", fee, amounts);
        for (const text of amounts) reconcile([portion("a", "term_loan", text, "engine")], APRIL);
      }),
    );
  });
});
