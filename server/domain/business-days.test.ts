import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addDays,
  businessDaysBetween,
  dayIn,
  dayNumber,
  dayText,
  federalHolidays,
  latestDayOfAge,
} from "./business-days.ts";

const anyDay = fc.integer({ min: dayNumber("1990-01-01"), max: dayNumber("2060-12-31") }).map(dayText);
const calendar = fc.constantFrom(null, "us-federal" as const);

/** The count one would make with a paper calendar. */
function countOnPaper(from: string, to: string, holidays: ReadonlySet<string>): number {
  let count = 0;
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) {
    const weekday = new Date(`${day}T12:00:00Z`).getUTCDay();
    if (weekday !== 0 && weekday !== 6 && !holidays.has(day)) count += 1;
  }
  return count;
}

function holidaysAround(from: string, to: string): Set<string> {
  const days = new Set<string>();
  for (let year = Number(from.slice(0, 4)) - 1; year <= Number(to.slice(0, 4)) + 1; year += 1)
    for (const holiday of federalHolidays(year)) days.add(dayText(holiday));
  return days;
}

describe("business days", () => {
  it.each([
    ["entered on Friday, seen on Friday", "2026-03-06", "2026-03-06", 0],
    ["entered on Friday, seen on Saturday", "2026-03-06", "2026-03-07", 0],
    ["entered on Friday, seen on Sunday", "2026-03-06", "2026-03-08", 0],
    ["entered on Friday, seen on Monday", "2026-03-06", "2026-03-09", 1],
    ["entered on Saturday, seen on Sunday", "2026-03-07", "2026-03-08", 0],
    ["entered on Saturday, seen on Monday", "2026-03-07", "2026-03-09", 1],
    ["entered on Monday, seen on Friday", "2026-03-02", "2026-03-06", 4],
    ["a whole week", "2026-03-02", "2026-03-09", 5],
    ["over a leap day", "2028-02-28", "2028-03-01", 2],
    ["entered tomorrow", "2026-03-10", "2026-03-09", 0],
    ["before 1970", "1969-12-26", "1970-01-02", 5],
  ])("P3.5 a loan %s is as old as it should be", (_what, from, to, age) => {
    expect(businessDaysBetween(from, to, null)).toBe(age);
  });

  it("P3.5 counts as one would on a paper calendar", () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -10, max: 900 }), calendar, (from, length, kind) => {
        const to = addDays(from, length);
        const holidays = kind === null ? new Set<string>() : holidaysAround(from, to);
        expect(businessDaysBetween(from, to, kind)).toBe(countOnPaper(from, to, holidays));
      }),
      { numRuns: 1_000 },
    );
  });

  it("P3.1 P3.5 finds the latest day of an age: that day is old enough and the next is not", () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 600 }), calendar, (today, age, kind) => {
        const day = latestDayOfAge(age, today, kind);
        expect(day).not.toBeNull();
        if (day === null) return;
        expect(businessDaysBetween(day, today, kind)).toBeGreaterThanOrEqual(age);
        expect(businessDaysBetween(addDays(day, 1), today, kind)).toBeLessThan(age);
      }),
      { numRuns: 2_000 },
    );
  });

  it("P3.5 every day up to today is at least 0 days old", () => {
    expect(latestDayOfAge(0, "2026-03-04", null)).toBeNull();
    expect(latestDayOfAge(-3, "2026-03-04", null)).toBeNull();
  });
});

describe("US federal holidays", () => {
  it.each([
    [
      2021,
      "01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24",
      "Juneteenth on a Saturday is kept on Friday, Independence Day on a Sunday on Monday",
    ],
    [2024, "01-01 01-15 02-19 05-27 06-19 07-04 09-02 10-14 11-11 11-28 12-25", "none is moved"],
    [2026, "01-01 01-19 02-16 05-25 06-19 07-03 09-07 10-12 11-11 11-26 12-25", "4 July is a Saturday"],
    [2027, "01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24", "Christmas is a Saturday"],
  ])("P3.5 of %i are as the government lists them", (year, days) => {
    const expected = days.split(" ").map((day) => `${year}-${day}`);
    expect(federalHolidays(year).map(dayText).toSorted()).toEqual(expected);
  });

  it("P3.5 New Year's Day on a Saturday is kept on 31 December of the year before", () => {
    expect(federalHolidays(2022).map(dayText)).toContain("2021-12-31");
    expect(businessDaysBetween("2021-12-30", "2022-01-03", "us-federal")).toBe(1);
  });

  it("P3.5 New Year's Day on a Sunday is kept on Monday", () => {
    expect(federalHolidays(2023).map(dayText)).toContain("2023-01-02");
  });

  it("P3.5 there is no Juneteenth before 2021", () => {
    expect(federalHolidays(2020).map(dayText)).not.toContain("2020-06-19");
    expect(federalHolidays(2020)).toHaveLength(10);
  });

  it("P3.5 none falls on a weekend, and no two on one day", () => {
    for (let year = 1990; year <= 2100; year += 1) {
      const days = federalHolidays(year).map(dayText);
      expect(new Set(days).size).toBe(days.length);
      for (const day of days) expect([1, 2, 3, 4, 5]).toContain(new Date(`${day}T12:00:00Z`).getUTCDay());
    }
  });
});

describe("the tenant's day", () => {
  it.each([
    [
      "New York, the last minute of a day in winter",
      "America/New_York",
      "2026-03-05T04:59:59Z",
      "2026-03-04",
    ],
    ["New York, midnight in winter", "America/New_York", "2026-03-05T05:00:00Z", "2026-03-05"],
    ["New York, the day the clock goes forward", "America/New_York", "2026-03-09T03:59:59Z", "2026-03-08"],
    ["New York, midnight after it went forward", "America/New_York", "2026-03-09T04:00:00Z", "2026-03-09"],
    ["New York, the day the clock goes back", "America/New_York", "2026-11-02T04:59:59Z", "2026-11-01"],
    ["Tokyo, already tomorrow", "Asia/Tokyo", "2026-03-04T15:00:00Z", "2026-03-05"],
    ["Honolulu, still yesterday", "Pacific/Honolulu", "2026-03-04T09:59:59Z", "2026-03-03"],
    ["Kiritimati, fourteen hours ahead", "Pacific/Kiritimati", "2026-03-04T10:00:00Z", "2026-03-05"],
    ["Kathmandu, a quarter of an hour", "Asia/Kathmandu", "2026-03-04T18:15:00Z", "2026-03-05"],
  ])("P3.5 is that of %s", (_what, zone, moment, day) => {
    expect(dayIn(zone, new Date(moment))).toBe(day);
  });

  it("P3.5 does not depend on the time zone of the machine", () => {
    const script = `
      const days = await import(${JSON.stringify(new URL("./business-days.ts", import.meta.url).href)});
      console.log(JSON.stringify([
        days.dayIn("America/New_York", new Date("2026-03-09T03:59:59Z")), days.dayText(days.dayNumber("2026-03-08")),
        days.addDays("2026-03-08", 1), days.businessDaysBetween("2026-03-06", "2026-03-09", "us-federal"),
        days.latestDayOfAge(3, "2026-11-02", null), days.federalHolidays(2026).map(days.dayText)]));`;
    const under = (zone: string) =>
      execFileSync(process.execPath, ["--input-type=module", "--no-warnings", "-e", script], {
        env: { ...process.env, TZ: zone },
        encoding: "utf8",
      });
    const inUtc = under("UTC");
    expect(JSON.parse(inUtc).slice(0, 5)).toEqual([
      "2026-03-08",
      "2026-03-08",
      "2026-03-09",
      1,
      "2026-10-28",
    ]);
    expect(under("Asia/Tokyo")).toBe(inUtc);
    expect(under("America/Los_Angeles")).toBe(inUtc);
  });
});
