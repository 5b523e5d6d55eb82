import { describe, expect, it } from "vitest";
import type { LoanField } from "@/server/domain/pipeline/model/loan-fields.ts";
import { moved } from "./export-columns.tsx";

const ORDER: LoanField[] = ["borrowerName", "loanId", "loanAmount", "noteRate"];

describe("P3.7 the order of an export's columns", () => {
  it.each([
    [
      "later, over what is not chosen",
      "borrowerName",
      "loanAmount",
      "loanId,loanAmount,borrowerName,noteRate",
    ],
    ["earlier, over what is not chosen", "noteRate", "loanId", "borrowerName,noteRate,loanId,loanAmount"],
    ["no further than the end", "noteRate", undefined, "borrowerName,loanId,loanAmount,noteRate"],
  ] as const)("moves a column %s", (_, field, other, expected) => {
    expect(moved(ORDER, field, other).join()).toBe(expected);
  });
});
