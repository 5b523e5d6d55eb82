import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, businessDaysBetween } from "../../business-days.ts";
import { type AgingClock, ageOf, agingOf, firstDayYounger, isOverdue, thresholdsOf } from "./aging.ts";
import { DEFAULT_STATUSES } from "./status-workflow.ts";

const clock: AgingClock = { today: "2026-03-09", timeZone: "America/New_York", calendar: null };

describe("aging", () => {
  it.each([
    ["late on Friday in New York, already Saturday in UTC", "2026-03-07T04:30:00Z", 1],
    ["on Saturday in New York", "2026-03-07T05:00:00Z", 1],
    ["late on Thursday in New York", "2026-03-06T04:59:59Z", 2],
    ["today", "2026-03-09T12:00:00Z", 0],
  ])("P3.5 a loan that entered %s", (_when, moment, age) => {
    expect(ageOf(clock, moment)).toBe(age);
  });

  it.each([
    ["at the threshold", "purchased", 2, false],
    ["over it", "purchased", 3, true],
    ["in a final status", "settled", 999, false],
    ["in a status that nobody knows", "lost", 999, false],
  ])("P3.5 alerts a loan %s: only when it is older than the threshold", (_what, status, age, overdue) => {
    const thresholds = thresholdsOf({ version: 1, statuses: DEFAULT_STATUSES });
    expect(isOverdue(thresholds, status, age)).toBe(overdue);
  });

  it("P3.5 a threshold of 0 alerts on the first business day", () => {
    expect(isOverdue(new Map([["held", 0]]), "held", 0)).toBe(false);
    expect(isOverdue(new Map([["held", 0]]), "held", 1)).toBe(true);
  });

  it("P3.4 averages, counts and sorts into buckets by the threshold", () => {
    const days = [
      { day: "2026-03-09", loans: 2 },
      { day: "2026-03-05", loans: 1 },
      { day: "2026-03-04", loans: 1 },
      { day: "2026-02-27", loans: 1 },
    ];
    expect(agingOf(clock, 4, days)).toEqual({
      averageDays: "2.2",
      overdue: 1,
      oldestDays: 6,
      buckets: { fresh: 3, aging: 1, overdue: 1 },
    });
  });

  it("P3.4 without a threshold everything is fresh, without loans everything is nought", () => {
    expect(agingOf(clock, null, [{ day: "2020-01-01", loans: 3 }])).toMatchObject({
      overdue: 0,
      buckets: { fresh: 3, aging: 0, overdue: 0 },
    });
    expect(agingOf(clock, 5, [])).toMatchObject({ averageDays: "0.0", oldestDays: 0, overdue: 0 });
  });

  it("P3.1 P3.5 the first younger day parts the loans exactly by age", () => {
    const kind = fc.constantFrom(null, "us-federal" as const);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 90 }), fc.nat({ max: 150 }), kind, (age, back, calendar) => {
        const day = addDays(clock.today, -back);
        const border = firstDayYounger({ ...clock, calendar }, age) ?? "";
        expect(day < border).toBe(businessDaysBetween(day, clock.today, calendar) >= age);
      }),
      { numRuns: 2_000 },
    );
    expect(firstDayYounger(clock, 0)).toBeNull();
  });
});
