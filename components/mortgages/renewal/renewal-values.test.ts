import { describe, expect, it } from "vitest";
import { RenewMortgageInput } from "@/server/domain/mortgages/input.ts";
import type { Mortgage } from "@/server/domain/mortgages/model/mortgage.ts";
import { faultsOfDays, startOf, typedTerms } from "./renewal-values.ts";

const old = {
  loanAmount: "412500.00",
  interestRate: "6.1250",
  originationDate: "2024-03-01",
  maturityDate: "2027-03-01",
} as Mortgage;

describe("M2 the terms of a renewal", () => {
  it("M2 begin as the old ones for as long again, from the day on which the old mortgage ends", () => {
    const start = startOf(old);
    expect(start).toEqual({
      loanAmount: "412,500.00",
      interestRate: "6.125",
      originationDate: "2027-03-01",
      maturityDate: "2030-03-01",
      externalMortgageId: "",
    });
    const input = { mortgageId: 1, version: 1, ...typedTerms(start) };
    expect(RenewMortgageInput.safeParse(input).success).toBe(true);
    expect(faultsOfDays(old, start)).toEqual([]);
  });

  it("M2 a mortgage of a few days is renewed for a month", () => {
    expect(startOf({ ...old, maturityDate: "2024-03-11" }).maturityDate).toBe("2024-04-11");
  });

  it("M5 what is empty is named as missing, but for the external id", () => {
    const empty = {
      loanAmount: " ",
      interestRate: "",
      originationDate: "",
      maturityDate: "",
      externalMortgageId: "",
    };
    const { error } = RenewMortgageInput.safeParse({ mortgageId: 1, version: 1, ...typedTerms(empty) });
    expect(error?.issues.map(({ path, message }) => `${path} ${message}`)).toEqual([
      "loanAmount is required",
      "interestRate is required",
      "originationDate is required",
      "maturityDate is required",
    ]);
  });

  it("M2 M5 a renewal that begins before what it renews, or ends before it begins, is told at its day", () => {
    const early = { ...startOf(old), originationDate: "2024-03-01", maturityDate: "2024-01-01" };
    expect(faultsOfDays(old, early).map(({ field }) => field)).toEqual(["originationDate", "maturityDate"]);
  });
});
