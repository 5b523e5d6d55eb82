import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, businessDaysBetween } from "../../server/domain/business-days.ts";
import { ageExplained } from "./age-text.ts";

const explained = (from: string, today: string, calendar: "us-federal" | null = "us-federal") =>
  ageExplained({
    days: businessDaysBetween(from, today, calendar),
    threshold: 2,
    since: "then",
    from,
    today,
  });

describe("C15: an age explains the days that it leaves out", () => {
  it.each([
    ["2026-03-04", "2026-03-04", "0 business days; every day counted. In this status since then."],
    ["2026-03-05", "2026-03-06", "1 business day; every day counted."],
    ["2026-03-05", "2026-03-10", "3 business days; 2 weekend days not counted."],
    ["2026-03-06", "2026-03-07", "0 business days; 1 weekend day not counted."],
    ["2026-01-16", "2026-01-20", "1 business day; 2 weekend days and 1 holiday not counted."],
    ["2025-12-24", "2026-01-02", "5 business days; 2 weekend days and 2 holidays not counted."],
  ])("from %s to %s: %s", (from, today, text) => expect(explained(from, today)).toContain(text));

  it("says how far over the limit it is", () => {
    expect(explained("2026-03-05", "2026-03-10")).toContain("1 over the limit of 2.");
    expect(explained("2026-03-05", "2026-03-06")).toContain("The limit is 2.");
  });

  it("never speaks of holidays where there are none", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 90 }), (start, length) => {
        const from = addDays("2026-01-01", start);
        expect(explained(from, addDays(from, length), null)).not.toContain("holiday");
      }),
    );
  });
});
