import { describe, expect, it } from "vitest";
import { MaturingInput } from "@/server/domain/mortgages/input.ts";
import { heightsOf, maturingRequest, monthsOf, statusesOf } from "./maturity-months.ts";

const due = (maturityDate: string, loanAmount = "100000.00") => ({ maturityDate, loanAmount });
const TODAY = "2026-11-27";
const ALL = { status: [], borrower: null };

describe("M13 M4 the months in which mortgages mature", () => {
  it("M13 every one is counted once: overdue before today, the present month from today on, 24 months in all", () => {
    const days = ["2024-05-01", "2026-11-26", "2026-11-27", "2026-11-30", "2026-12-01", "2028-10-31"];
    const months = monthsOf(
      days.map((day) => due(day)),
      TODAY,
    );
    expect(months).toHaveLength(25);
    expect(months[0]).toEqual({ from: null, to: "2026-11-26", count: 2, amount: "200000.00" });
    expect(months[1]).toEqual({ from: TODAY, to: "2026-11-30", count: 2, amount: "200000.00" });
    expect(months[2]).toMatchObject({ from: "2026-12-01", to: "2026-12-31", count: 1 });
    expect(months.at(-1)).toMatchObject({ from: "2028-10-01", to: "2028-10-31", count: 1 });
    expect(months.reduce((sum, { count }) => sum + count, 0)).toBe(days.length);
  });

  it("M13 asks for what is still owed, and of that for what the list shows", () => {
    expect(maturingRequest(ALL, TODAY)).toEqual({
      from: "1900-01-01",
      to: "2028-10-31",
      status: ["active", "defaulted"],
    });
    expect(maturingRequest({ ...ALL, borrower: 7 }, TODAY)).toMatchObject({ borrowerId: 7 });
    for (const borrower of [null, 7])
      expect(MaturingInput.safeParse(maturingRequest({ ...ALL, borrower }, TODAY)).success).toBe(true);
    expect(statusesOf({ status: ["closed", "defaulted"] })).toEqual(["defaulted"]);
    expect(statusesOf({ status: ["closed"] })).toEqual(["active", "defaulted"]);
  });

  it("M13 the highest is whole and the others are in proportion, by amount as by number", () => {
    const months = monthsOf(
      [due("2026-12-05", "300000.00"), due("2027-01-05"), due("2027-01-06", "50000.00")],
      TODAY,
    );
    expect(heightsOf(months, "amount").slice(1, 4)).toEqual([0, 1, 0.5]);
    expect(heightsOf(months, "count").slice(1, 4)).toEqual([0, 0.5, 1]);
    const withOverdue = monthsOf([due("2026-11-01", "300000.00"), due("2026-12-05")], TODAY);
    expect(heightsOf(withOverdue, "amount").slice(0, 3)).toEqual([3, 0, 1]);
    expect(heightsOf(monthsOf([due("2026-11-01")], TODAY), "count")[0]).toBe(1);
    expect(heightsOf(monthsOf([], TODAY), "amount").every((height) => height === 0)).toBe(true);
  });
});
