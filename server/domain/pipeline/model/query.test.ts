import { describe, expect, it } from "vitest";
import { JsonNumber } from "../../json-number.ts";
import { LOAN_FIELDS, TRADE_FIELDS } from "./loan-fields.ts";
import { checkFilters } from "./query.ts";

function check(field: string, operator: string, value?: unknown) {
  return checkFilters(LOAN_FIELDS, [{ field, operator, value }]);
}

describe("filters", () => {
  it.each([
    ["a text", "buyerId", "eq", "B-1", ["B-1"]],
    ["an empty text", "buyerId", "eq", "", [""]],
    ["a text of digits sent as a number", "propertyZip", "eq", new JsonNumber("78701"), ["78701"]],
    ["a list of texts", "propertyState", "in", ["CA", "TX"], ["CA", "TX"]],
    ["part of a text", "borrowerName", "contains", "%_\\", ["%_\\"]],
    ["a whole number", "creditScore", "gte", new JsonNumber("700"), ["700"]],
    ["an exact amount", "loanAmount", "eq", new JsonNumber("9007199254740993.11"), ["9007199254740993.11"]],
    ["an amount in text", "loanAmount", "lt", "-1.5", ["-1.5"]],
    ["a day", "purchaseDate", "lte", "2026-03-01", ["2026-03-01"]],
    ["the written day of a date-time", "purchaseDate", "eq", "2026-03-01T23:00:00-08:00", ["2026-03-01"]],
    ["a day for a moment", "statusDate", "gt", "2026-03-01", ["2026-03-01"]],
    ["a moment", "statusDate", "gt", "2026-03-01T09:30:00-05:00", ["2026-03-01T09:30:00-05:00"]],
    ["an age", "daysInCurrentStatus", "in", [0, "5"], ["0", "5"]],
    ["an alert", "agingAlert", "eq", true, ["true"]],
    ["an alert in text", "agingAlert", "neq", "false", ["false"]],
  ])("P3.1 P3.2 takes %s", (_what, field, operator, value, values) => {
    expect(check(field, operator, value)).toMatchObject({
      faults: [],
      conditions: [{ field, operator, values }],
    });
  });

  it.each([
    ["an unknown field", "borrowerSsn", "eq", "x", "filters[0].field"],
    ["a field of Object", "constructor", "eq", "x", "filters[0].field"],
    ["a column's name in the database", "current_status", "eq", "x", "filters[0].field"],
    ["an unknown operator", "buyerId", "like", "x", "filters[0].operator"],
    ["an order of texts", "buyerId", "gt", "x", "filters[0].operator"],
    ["part of a number", "loanAmount", "contains", "1", "filters[0].operator"],
    ["part of a day", "purchaseDate", "contains", "2026", "filters[0].operator"],
    ["a list of alerts", "agingAlert", "in", [true], "filters[0].operator"],
    ["no value", "buyerId", "eq", undefined, "filters[0].value"],
    ["null", "salePrice", "eq", null, "filters[0].value"],
    ["an object", "buyerId", "eq", { $ne: "" }, "filters[0].value"],
    ["a list where one is wanted", "buyerId", "eq", ["B-1"], "filters[0].value"],
    ["one where a list is wanted", "buyerId", "in", "B-1", "filters[0].value"],
    ["an empty list", "buyerId", "in", [], "filters[0].value"],
    ["a list of 501", "buyerId", "in", Array(501).fill("B"), "filters[0].value"],
    ["a text of 201 characters", "buyerId", "eq", "x".repeat(201), "filters[0].value"],
    ["a NUL", "buyerId", "eq", "a\u0000", "filters[0].value"],
    ["half a surrogate pair", "buyerId", "contains", "\ud800", "filters[0].value"],
    ["a truth for a text", "buyerId", "eq", true, "filters[0].value"],
    ["a fraction for a whole number", "creditScore", "eq", "700.5", "filters[0].value"],
    ["a number of 19 digits", "creditScore", "eq", "9".repeat(19), "filters[0].value"],
    ["an exponent", "loanAmount", "gt", new JsonNumber("1e5"), "filters[0].value"],
    ["a word for an amount", "loanAmount", "gt", "much", "filters[0].value"],
    ["not a number", "loanAmount", "gt", Number.NaN, "filters[0].value"],
    ["a day that does not exist", "purchaseDate", "eq", "2026-02-30", "filters[0].value"],
    ["a moment on no day", "statusDate", "eq", "2026-02-30T00:00:00Z", "filters[0].value"],
    ["a moment without zone", "statusDate", "eq", "2026-03-01T09:30:00", "filters[0].value"],
    ["hour 25", "statusDate", "eq", "2026-03-01T25:00:00Z", "filters[0].value"],
    ["a zone that there is not", "statusDate", "eq", "2026-03-01T09:00:00+20:00", "filters[0].value"],
    ["half a day of age", "daysInCurrentStatus", "eq", "1.5", "filters[0].value"],
    ["an age of 10,001 days", "daysInCurrentStatus", "gt", 10_001, "filters[0].value"],
    ["perhaps", "agingAlert", "eq", "perhaps", "filters[0].value"],
  ])("P3.1 refuses %s and names it", (_what, field, operator, value, at) => {
    const { conditions, faults } = check(field, operator, value);
    expect(faults.map((fault) => fault.field)).toEqual([at]);
    expect(conditions).toEqual([]);
  });

  it("P3.1 names every fault, each at its place", () => {
    const { faults } = checkFilters(LOAN_FIELDS, [
      { field: "buyerId", operator: "eq", value: "B-1" },
      { field: "nope", operator: "eq", value: 1 },
      { field: "loanAmount", operator: "contains", value: "1" },
      { field: "creditScore", operator: "in", value: [700, "x"] },
    ]);
    expect(faults.map((fault) => fault.field)).toEqual([
      "filters[1].field",
      "filters[2].operator",
      "filters[3].value",
    ]);
  });

  it("P3.1 P3.2 every field takes at least equality, and the source's fields are all there", () => {
    const sample = {
      text: "x",
      integer: 1,
      decimal: "1",
      day: "2026-03-01",
      instant: "2026-03-01",
      age: 1,
      alert: true,
    };
    for (const [field, kind] of Object.entries({ ...LOAN_FIELDS, ...TRADE_FIELDS })) {
      const table = { [field]: kind };
      expect(checkFilters(table, [{ field, operator: "eq", value: sample[kind] }]).faults).toEqual([]);
    }
    expect(Object.keys(LOAN_FIELDS)).toEqual(
      expect.arrayContaining([
        "currentStatus",
        "buyerId",
        "sellerId",
        "purchaseDate",
        "expectedDeliveryDate",
        "loanAmount",
        "propertyState",
        "dataSource",
        "agingAlert",
        "exchangeTradeId",
        "productCode",
        "daysInCurrentStatus",
      ]),
    );
  });
});
