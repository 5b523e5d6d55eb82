import { describe, expect, it } from "vitest";
import { dateFaultsOfAll } from "./settlement-date.ts";

const TODAY = "2026-03-04";

describe("P5.1 P5.6 a settlement date that is wrong for all the loans", () => {
  it.each([
    ["today", TODAY, null],
    ["tomorrow", "2026-03-05", null],
    ["the day after", "2026-03-06", "must not be later than 2026-03-05"],
    ["before one purchase and not before the other", "2026-02-20", null],
    ["before every purchase", "2026-02-01", "must not be before the purchase date 2026-02-10"],
  ])("%s", (_what, date, message) => {
    const faults = dateFaultsOfAll(date, TODAY, ["2026-03-02", "2026-02-10"]);
    expect(faults).toEqual(message === null ? [] : [{ field: "settlementDate", message }]);
  });

  it("is none of purchases that nobody knows", () => {
    expect(dateFaultsOfAll("2020-01-01", TODAY, [])).toEqual([]);
    expect(dateFaultsOfAll("2026-03-06", TODAY, [])).toHaveLength(1);
  });
});
