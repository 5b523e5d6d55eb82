import { describe, expect, it } from "vitest";
import { addDays, addMonths, daysBetween, termBetween, termText, untilMaturity } from "./term-text.ts";

describe("M13 the days of a mortgage as people read them", () => {
  it.each([
    ["2026-01-31", 1, "2026-02-28"],
    ["2024-01-31", 1, "2024-02-29"],
    ["2026-11-27", 3, "2027-02-27"],
    ["2026-01-15", -1, "2025-12-15"],
    ["2024-02-29", 12, "2025-02-28"],
  ])("M13 %s and %d months is %s", (day, months, expected) => expect(addMonths(day, months)).toBe(expected));

  it.each([
    ["2024-03-01", "2027-03-01", "3 y", { months: 36, days: 0 }],
    ["2024-03-01", "2026-09-15", "2 y 6 mo", { months: 30, days: 14 }],
    ["2026-01-10", "2026-06-22", "5 mo 12 d", { months: 5, days: 12 }],
    ["2026-01-31", "2026-02-28", "1 mo", { months: 1, days: 0 }],
    ["2022-12-11", "2027-12-10", "5 y", { months: 60, days: 0 }],
    ["2026-01-01", "2026-01-19", "18 d", { months: 0, days: 18 }],
  ])("M13 from %s to %s is %s", (from, to, says, term) => {
    expect([termText(from, to), termBetween(from, to)]).toEqual([says, term]);
  });

  it.each([
    ["2026-11-26", "1 d overdue", "overdue"],
    ["2023-11-27", "1,096 d overdue", "overdue"],
    ["2026-11-27", "today", "soon"],
    ["2027-02-25", "in 90 d", "soon"],
    ["2027-02-26", "in 2 mo", "later"],
    ["2029-03-27", "in 2 y 4 mo", "later"],
  ])("M13 on 2026-11-27 a maturity of %s is %s", (day, says, standing) => {
    expect(untilMaturity("2026-11-27", day)).toEqual({ says, standing });
  });

  it("M13 days are counted over months and back", () => {
    expect([daysBetween("2026-02-27", "2026-03-02"), addDays("2026-03-01", -1)]).toEqual([3, "2026-02-28"]);
  });
});
