import { describe, expect, it } from "vitest";
import {
  difference,
  moneyText,
  percentOfPar,
  rateText,
  share,
  shortDollars,
  signedText,
  sumOf,
  typedAmount,
} from "./money-text.ts";

describe("figures as people read them", () => {
  it.each([
    ["250000.00", "250,000.00"],
    ["-1250000.5", "−1,250,000.50"],
    ["0.10", "0.10"],
    ["9007199254740993.11", "9,007,199,254,740,993.11"],
  ])("writes %s as %s", (amount, text) => expect(moneyText(amount)).toBe(text));

  it.each([
    ["12412345.67", "$12.4M"],
    ["999949.99", "$999.9K"],
    ["999950.00", "$1.0M"],
    ["999.99", "$999.99"],
    ["-1500.00", "−$1.5K"],
    ["0.00", "$0.00"],
    ["2500000000.00", "$2.5B"],
  ])("shortens %s to %s", (amount, text) => expect(shortDollars(amount)).toBe(text));

  it.each([
    ["121.0", "121.0"],
    ["-2.0", "−2.0"],
    ["12345.6", "12,345.6"],
  ])("writes %s with a true minus and grouped thousands: %s", (figure, text) =>
    expect(signedText(figure)).toBe(text),
  );

  it("subtracts to the cent", () => {
    expect(difference("0.10", "0.30")).toBe("-0.20");
    expect(difference("9007199254740993.11", "0.01")).toBe("9007199254740993.10");
  });

  it("adds to the cent", () => {
    expect(sumOf(["0.10", "0.20"])).toBe("0.30");
    expect(sumOf(["9007199254740993.10", "-0.01"])).toBe("9007199254740993.09");
    expect(sumOf([])).toBe("0.00");
  });

  it.each([
    ["253125.00", "250000.00", "101.250%"],
    ["100.00", "300.00", "33.333%"],
    ["200.00", "300.00", "66.667%"],
    ["0.01", "250000.00", "0.000%"],
    ["5000000.00", "100.00", "5,000,000.000%"],
    ["1.00", "0.00", null],
  ])("quotes %s for a loan of %s as %s of par", (price, par, text) =>
    expect(percentOfPar(price, par)).toBe(text),
  );

  it("keeps at least three decimals of a rate and drops zeros beyond", () => {
    expect(rateText("6.8750")).toBe("6.875%");
    expect(rateText("7.0000")).toBe("7.000%");
    expect(rateText("80.000", 1)).toBe("80.0%");
    expect([rateText("60.0000", 0), rateText("33.3334", 0)]).toEqual(["60%", "33.3334%"]);
  });

  it.each([
    [" $1,250.5 ", "1250.5"],
    ["1,234,567.89", "1234567.89"],
    ["250000", "250000"],
    ["250000,50", "250000,50"],
    ["1 25", "1 25"],
    ["12,50", "12,50"],
  ])("takes an amount as people type it, and guesses nothing: %j is %j", (typed, amount) =>
    expect(typedAmount(typed)).toBe(amount),
  );

  it("draws no share of nothing", () => expect(share("1.00", "0.00")).toBe(0));
});
