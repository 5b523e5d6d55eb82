import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LOAN_FIELDS, type LoanField } from "../../server/domain/pipeline/model/loan-fields.ts";
import { checkFilters } from "../../server/domain/pipeline/model/query.ts";
import { conditionText, OPERATOR_WORDS } from "./condition-text.ts";
import type { UrlCondition } from "./list-url.ts";

const FIELDS = Object.keys(LOAN_FIELDS) as LoanField[];
const SAMPLES: Record<string, string> = {
  text: "Oak",
  integer: "7",
  decimal: "-12.5",
  age: "3",
  day: "2026-03-04",
  instant: "2026-03-04",
  alert: "true",
};

describe("P7.2 P8.6 a condition in words", () => {
  it.each<[UrlCondition, string]>([
    [["loanAmount", "gte", "500000"], "Loan amount at least $500,000.00"],
    [["profitSpread", "lt", "-250.5"], "Spread less than −$250.50"],
    [["creditScore", "lte", "700"], "Credit score at most 700"],
    [["purchaseDate", "gte", "2026-03-04"], "Purchased from Mar 4, 2026"],
    [["daysInCurrentStatus", "gt", "1"], "In status more than 1 business day"],
    [["buyerName", "contains", "Capital"], "Investor contains “Capital”"],
    [["sellerName", "in", ["A", "B", "C", "D", "E"]], "Seller is any of “A”, “B”, “C”, 2 more"],
    [["agingAlert", "eq", "false"], "Overdue is no"],
  ])("%j", (condition, text) => {
    expect(conditionText(condition)).toBe(text);
  });

  it("every operator that is offered is one that the server takes for that field", () => {
    fc.assert(
      fc.property(fc.constantFrom(...FIELDS), (field) => {
        const kind = LOAN_FIELDS[field];
        for (const [operator] of OPERATOR_WORDS[kind]) {
          const value = operator === "in" ? [SAMPLES[kind]] : SAMPLES[kind];
          expect(checkFilters(LOAN_FIELDS, [{ field, operator, value }]).faults).toEqual([]);
        }
      }),
    );
  });
});
