import { expect, it } from "vitest";
import { monthBefore, monthOf, periodOf } from "./period.ts";

it("F4.3 the month before is what is meant where no day is said, also over a year's end and in a leap year", () => {
  expect(periodOf(null, null, "2026-03-15")).toEqual({ from: "2026-02-01", to: "2026-02-28" });
  expect(monthBefore("2026-01-31")).toEqual({ from: "2025-12-01", to: "2025-12-31" });
  expect(monthBefore("2028-03-01")).toEqual({ from: "2028-02-01", to: "2028-02-29" });
  expect(monthOf("2026-12-05")).toEqual({ from: "2026-12-01", to: "2026-12-31" });
});

it("F4.3 a day that is said alone means its month", () => {
  expect(periodOf("2026-04-10", null, "2026-03-15")).toEqual({ from: "2026-04-10", to: "2026-04-30" });
  expect(periodOf(null, "2026-04-10", "2026-03-15")).toEqual({ from: "2026-04-01", to: "2026-04-10" });
  expect(periodOf("2026-01-02", "2026-01-03", "2026-03-15")).toEqual({
    from: "2026-01-02",
    to: "2026-01-03",
  });
});
