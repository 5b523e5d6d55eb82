import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { averageToTenth, basisPoints, differenceMoney, isPositive, sumMoney } from "./money.ts";
import { cases } from "./testing.ts";

const cents = fc.bigInt({ min: -999_999_999_999_999_999n, max: 999_999_999_999_999_999n });

function dollars(amount: bigint): string {
  const digits = String(amount < 0n ? -amount : amount).padStart(3, "0");
  return `${amount < 0n ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** A quotient rounded half away from zero, in whole numbers. */
function halfUp(numerator: bigint, denominator: bigint): bigint {
  const negative = numerator < 0n !== denominator < 0n;
  const [n, d] = [numerator < 0n ? -numerator : numerator, denominator < 0n ? -denominator : denominator];
  const rounded = (2n * n + d) / (2n * d);
  return negative ? -rounded : rounded;
}

describe("money", () => {
  it("A4 P1.5 P3.6 sums as whole cents do", () => {
    fc.assert(
      fc.property(fc.array(cents, { maxLength: 60 }), (amounts) => {
        expect(sumMoney(amounts.map(dollars))).toBe(dollars(amounts.reduce((sum, one) => sum + one, 0n)));
      }),
      { numRuns: cases(2_000) },
    );
  });

  it("P1.3 sums 10,000 of the largest amounts without losing a cent", () => {
    expect(sumMoney(Array.from({ length: 10_000 }, () => "9999999999999999.99"))).toBe(
      "99999999999999999900.00",
    );
  });

  it("P3.6 the sum of nothing has two decimals too", () => {
    expect(sumMoney([])).toBe("0.00");
    expect(sumMoney(["0.10", "0.20"])).toBe("0.30");
  });

  it("A4 P2.9 P5.5 takes one amount from another as whole cents do", () => {
    fc.assert(
      fc.property(cents, cents, (a, b) => {
        expect(differenceMoney(dollars(a), dollars(b))).toBe(dollars(a - b));
      }),
      { numRuns: cases(2_000) },
    );
  });

  it.each([
    ["the first", null, "1.00"],
    ["the second", "1.00", null],
    ["both", null, null],
  ])("P2.9 has no difference while %s is unknown", (_which, a, b) => {
    expect(differenceMoney(a, b)).toBeNull();
  });

  it.each([
    ["0.01", true],
    ["0.00", false],
    ["-0.01", false],
  ])("P5.1 knows whether %s is more than nothing", (amount, positive) => {
    expect(isPositive(amount)).toBe(positive);
  });

  it("A4 P3.6 basis points are rounded half up from the exact quotient", () => {
    fc.assert(
      fc.property(cents, fc.bigInt({ min: 1n, max: 10n ** 12n }), (part, whole) => {
        const tenths = halfUp(part * 100_000n, whole);
        const expected = `${tenths < 0n ? "-" : ""}${(tenths < 0n ? -tenths : tenths) / 10n}.${(tenths < 0n ? -tenths : tenths) % 10n}`;
        expect(basisPoints(dollars(part), dollars(whole))).toBe(expected);
      }),
      { numRuns: cases(1_000) },
    );
    expect(basisPoints("1.00", "0.00")).toBeNull();
    expect(basisPoints(null, "1.00")).toBeNull();
  });

  it.each([
    [0, 0, "0.0"],
    [1, 2, "0.5"],
    [1, 4, "0.3"],
    [1, 20, "0.1"],
    [1, 21, "0.0"],
    [10, 3, "3.3"],
    [20, 3, "6.7"],
    [5, 5, "1.0"],
  ])("P3.4 the average of %i days over %i loans is %s", (sum, count, average) => {
    expect(averageToTenth(sum, count)).toBe(average);
  });

  it("A4 P3.4 averages are rounded half up from the exact quotient", () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 1_000_000 }), (sum, count) => {
        const tenths = halfUp(BigInt(sum) * 10n, BigInt(count));
        expect(averageToTenth(sum, count)).toBe(`${tenths / 10n}.${tenths % 10n}`);
      }),
    );
  });
});
