import { describe, expect, it } from "vitest";
import { rateDifference, shownRate, typedRate } from "./rate-text.ts";

describe("M2 M13 rates of interest", () => {
  it.each([
    ["6.125", "6.1250"],
    [" 6.125 % ", "6.1250"],
    ["7", "7.0000"],
    ["6,125", "6,125"],
    ["6.12345", "6.12345"],
    ["", ""],
  ])("M13 %j is typed for %j", (typed, rate) => expect(typedRate(typed)).toBe(rate));

  it.each([
    ["6.1250", "6.125"],
    ["7.0000", "7"],
    ["10.0000", "10"],
  ])("M13 %s stands in a field as %s", (rate, shown) => expect(shownRate(rate)).toBe(shown));

  it.each([
    ["5.5000", "6.1250", "−62.5 bp"],
    ["6.3750", "6.1250", "+25 bp"],
    ["6.1250", "6.1250", "0 bp"],
    ["6.1251", "6.1250", "+0.01 bp"],
    ["six", "6.1250", null],
  ])("M2 from %2$s to %1$s is %3$s", (a, b, says) => expect(rateDifference(a, b)).toBe(says));
});
