import { describe, expect, it } from "vitest";
import { LOAN_FIELDS, type LoanField } from "@/server/domain/pipeline/model/loan-fields.ts";
import { checkFilters } from "@/server/domain/pipeline/model/query.ts";
import { listRequest, loadListState } from "../pipeline/list-url.ts";
import { choosing, chosenOf, clearing, formOf, isNarrowed, typedBefore, typing } from "./column-filter.ts";

const NOTHING = loadListState("");
const with_ = (change: object) => ({
  ...NOTHING,
  ...Object.fromEntries(
    Object.entries(change).map(([name, value]) => [name, value ?? NOTHING[name as keyof typeof NOTHING]]),
  ),
});
const asked = (change: object) => listRequest(with_(change)).filters ?? [];

describe("P8.6 the filter of a column", () => {
  it("has a form for every field", () => {
    const forms = (Object.keys(LOAN_FIELDS) as LoanField[]).map((field) => [field, formOf(field)]);
    expect(Object.fromEntries(forms)).toMatchObject({
      borrowerName: "text",
      loanAmount: "range",
      noteRate: "range",
      creditScore: "range",
      purchaseDate: "range",
      updatedAt: "range",
      daysInCurrentStatus: "range",
      currentStatus: "choice",
      propertyState: "choice",
      purposeCode: "choice",
      occupancyCode: "choice",
      agingAlert: "choice",
    });
    expect(forms).toHaveLength(Object.keys(LOAN_FIELDS).length);
  });

  it.each<[LoanField, object, object[]]>([
    ["borrowerName", { contains: "  Oak " }, [{ field: "borrowerName", operator: "contains", value: "Oak" }]],
    [
      "loanAmount",
      { gte: "$250,000", lte: "300000.5" },
      [
        { field: "loanAmount", operator: "gte", value: "250000" },
        { field: "loanAmount", operator: "lte", value: "300000.5" },
      ],
    ],
    [
      "purchaseDate",
      { gte: "", lte: "2026-03-01" },
      [{ field: "purchaseDate", operator: "lte", value: "2026-03-01" }],
    ],
    [
      "daysInCurrentStatus",
      { gte: "5", lte: "" },
      [{ field: "daysInCurrentStatus", operator: "gte", value: "5" }],
    ],
    ["creditScore", { gte: "", lte: "" }, []],
  ])("of %s makes %j into conditions that the server takes", (field, typed, filters) => {
    const result = typing(NOTHING, field, typed);
    expect("change" in result && asked(result.change)).toEqual(filters);
    expect(checkFilters(LOAN_FIELDS, filters as { field: string; operator: string }[]).faults).toEqual([]);
  });

  it.each<[LoanField, object, object]>([
    ["loanAmount", { gte: "250000,50" }, { gte: expect.stringContaining("must be a number") }],
    ["purchaseDate", { gte: "2026-02-30" }, { gte: expect.stringContaining("existing date") }],
    ["creditScore", { gte: "700", lte: "many" }, { lte: expect.stringContaining("whole number") }],
    ["borrowerName", { contains: "x".repeat(201) }, { contains: expect.stringContaining("200") }],
  ])("of %s refuses %j by the part that is wrong, and changes nothing", (field, typed, faults) => {
    expect(typing(NOTHING, field, typed)).toEqual({ faults });
  });

  it("changes only its own conditions: what was added otherwise stays", () => {
    const state = with_({
      filter: [
        ["loanAmount", "neq", "1"],
        ["loanAmount", "gte", "5"],
        ["noteRate", "gte", "6"],
      ],
    });
    expect(typedBefore(state, "loanAmount", "gte")).toBe("5");
    expect(typing(state, "loanAmount", { gte: "", lte: "9" })).toEqual({
      change: {
        filter: [
          ["loanAmount", "neq", "1"],
          ["noteRate", "gte", "6"],
          ["loanAmount", "lte", "9"],
        ],
      },
    });
    expect(clearing(state, "loanAmount")).toEqual({ filter: [["noteRate", "gte", "6"]] });
  });

  it.each<[LoanField, string[], object[]]>([
    [
      "currentStatus",
      ["settled", "delivered"],
      [{ field: "currentStatus", operator: "in", value: ["settled", "delivered"] }],
    ],
    ["propertyState", ["TX"], [{ field: "propertyState", operator: "in", value: ["TX"] }]],
    ["purposeCode", ["P", "C"], [{ field: "purposeCode", operator: "in", value: ["P", "C"] }]],
    ["agingAlert", ["true"], [{ field: "agingAlert", operator: "eq", value: true }]],
    ["agingAlert", ["false"], [{ field: "agingAlert", operator: "eq", value: "false" }]],
    ["agingAlert", ["true", "false"], []],
  ])("of the closed list %s lets %j through, and shows it as chosen", (field, values, filters) => {
    const change = choosing(NOTHING, field, values);
    expect(asked(change)).toEqual(filters);
    const state = with_(change);
    expect(chosenOf(state, field)).toEqual(filters.length > 0 ? values : []);
    expect(isNarrowed(state, field)).toBe(filters.length > 0);
    expect(asked({ ...with_(change), ...clearing(state, field) })).toEqual([]);
  });
});
