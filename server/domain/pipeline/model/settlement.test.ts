import { describe, expect, it } from "vitest";
import {
  defaultSettlementAmount,
  guardNotSettlement,
  guardSettlementDate,
  reasonToSkip,
  unusualAmount,
} from "./settlement.ts";
import { DEFAULT_STATUSES, type StatusConfig } from "./status-workflow.ts";

const WORKFLOW = { version: 1, statuses: DEFAULT_STATUSES };
const custom = (facts: Partial<StatusConfig>): StatusConfig => ({
  statusCode: "funded",
  displayName: "Funded",
  allowedTransitions: ["settled"],
  isTerminal: false,
  isException: false,
  sequenceOrder: 9,
  agingThresholdDays: null,
  ...facts,
});

describe("settlement", () => {
  it.each([
    ["today", "2026-03-04", null],
    ["tomorrow", "2026-03-05", null],
    ["the day after tomorrow", "2026-03-06", "must not be later than 2026-03-05"],
    ["the day of the purchase", "2026-03-02", null],
    ["the day before the purchase", "2026-03-01", "must not be before the purchase date 2026-03-02"],
  ])("P5.1 judges a settlement dated %s", (_when, date, problem) => {
    const refusal = guardSettlementDate(date, "2026-03-04", "2026-03-02");
    expect(refusal?.details ?? null).toEqual(
      problem === null ? null : [{ field: "settlementDate", message: problem }],
    );
    if (refusal) expect(refusal.code).toBe("INVALID_SETTLEMENT");
  });

  it("P5.1 tomorrow may be in another month or year", () => {
    expect(guardSettlementDate("2027-01-01", "2026-12-31", "2026-03-02")).toBeNull();
    expect(guardSettlementDate("2028-03-01", "2028-02-28", "2026-03-02")).not.toBeNull();
  });

  it("P2.5 a status change cannot settle, and says which call can", () => {
    expect(guardNotSettlement("settled")).toMatchObject({
      code: "INVALID_SETTLEMENT",
      message: expect.stringContaining("POST /api/pipeline/loans/{id}/settle"),
    });
    expect(guardNotSettlement("delivered")).toBeNull();
  });

  it("P5.3 a loan settles for its sale price when known, else for its purchase price", () => {
    expect(defaultSettlementAmount({ salePrice: "2.00", purchasePrice: "1.00" })).toBe("2.00");
    expect(defaultSettlementAmount({ salePrice: null, purchasePrice: "1.00" })).toBe("1.00");
  });

  it.each([
    ["delivered", null],
    ["settled", "Loan is already settled"],
    ["purchased", "Loan is not in 'delivered' status"],
    ["in_transit", "Loan is not in 'delivered' status"],
    ["rejected", "Loan is not in 'delivered' status"],
    ["disputed", "Loan is in the exception status 'disputed'; settle it by itself"],
  ])("P5.3 passes over a loan that is %s with the reason", (status, reason) => {
    expect(reasonToSkip(WORKFLOW, status)).toBe(reason);
  });

  it("P2.7 P5.3 a custom status from which loans settle is taken along and named", () => {
    const workflow = { version: 2, statuses: [...DEFAULT_STATUSES, custom({})] };
    expect(reasonToSkip(workflow, "funded")).toBeNull();
    expect(reasonToSkip(workflow, "purchased")).toBe("Loan is not in 'delivered' or 'funded' status");
  });

  it("P2.7 P5.3 a custom exception from which loans could settle is left for the person", () => {
    const workflow = { version: 2, statuses: [...DEFAULT_STATUSES, custom({ isException: true })] };
    expect(reasonToSkip(workflow, "funded")).toContain("exception");
  });
});

describe("P5.4 an amount that looks like a slip", () => {
  const loan = { salePrice: null, purchasePrice: "1000.00" };
  it.each([
    ["1100.00", false],
    ["1100.01", true],
    ["900.00", false],
    ["899.99", true],
    ["0.01", true],
    ["9007199254740993.11", true],
    ["1000", false],
    ["a lot", false],
    ["-5", false],
  ])("%s for a purchase of 1000.00 is one: %s", (amount, isOne) =>
    expect(unusualAmount(amount, loan) !== null).toBe(isOne),
  );

  it("goes by the sale price where it is known, and says what it went by", () => {
    const sold = { salePrice: "2000.00", purchasePrice: "1000.00" };
    expect(unusualAmount("2000.00", sold)).toBeNull();
    expect(unusualAmount("1000.00", sold)).toEqual({
      expected: "2000.00",
      comparedWith: "sale price",
      permille: 500n,
    });
  });
});
