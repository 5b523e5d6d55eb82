import { expect, it } from "vitest";
import { monthBefore, monthOf, reconciliationRequest } from "./reconciliation-url.ts";

const asked = (state: object, today = "2026-03-15") =>
  reconciliationRequest({ from: null, to: null, operator: null, ...state }, today);

it("F4.3 the month before is what is shown first, also over a year's end and in a leap year", () => {
  expect(asked({})).toEqual({ from: "2026-02-01", to: "2026-02-28" });
  expect(monthBefore("2026-01-31")).toEqual({ from: "2025-12-01", to: "2025-12-31" });
  expect(monthBefore("2028-03-01")).toEqual({ from: "2028-02-01", to: "2028-02-29" });
  expect(monthOf("2026-12-05")).toEqual({ from: "2026-12-01", to: "2026-12-31" });
});

it("F4.3 a day that is said alone means its month", () => {
  expect(asked({ from: "2026-04-10" })).toEqual({ from: "2026-04-10", to: "2026-04-30" });
  expect(asked({ to: "2026-04-10" })).toEqual({ from: "2026-04-01", to: "2026-04-10" });
  expect(asked({ operator: "a@b.c" }).operator).toBe("a@b.c");
});
