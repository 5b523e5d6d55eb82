import { describe, expect, it } from "vitest";
import { CreateMortgageInput, UpdateMortgageInput } from "@/server/domain/mortgages/input.ts";
import { factText } from "../fact-text.ts";
import { FACTS, MORTGAGE } from "../testing-stories.ts";
import {
  differing,
  factsOf,
  faultsBetween,
  inputOf,
  type MortgageValues,
  NEW_MORTGAGE,
  shownValues,
  typedFacts,
} from "./mortgage-values.ts";

const kept = { ...MORTGAGE, externalMortgageId: null };

const typed = (changes: Partial<MortgageValues> = {}) => typedFacts({ ...shownValues(kept), ...changes });

describe("M7 M13 what is typed about a mortgage", () => {
  it("M13 what stands in the fields untouched is what is kept, however figures are written", () => {
    expect(differing(factsOf(kept), typed())).toEqual([]);
    const same = { loanAmount: "$412500", interestRate: "6.125 %", "property.latitude": "45.5202" };
    expect(differing(factsOf(kept), typed(same))).toEqual([]);
  });

  it("M7 only what differs goes out, and what is emptied becomes unknown where it may be", () => {
    const after = typed({ loanAmount: "400,000", "property.city": "Salem", "property.type": "" });
    const changed = differing(factsOf(kept), after);
    const input = { mortgageId: 1, version: 3, ...inputOf(after, changed) };
    expect(input).toEqual({
      mortgageId: 1,
      version: 3,
      loanAmount: "400000.00",
      property: { city: "Salem", type: null },
    });
    expect(UpdateMortgageInput.safeParse(input).success).toBe(true);
  });

  it("M5 everything that is required is named when nothing is typed", () => {
    const nothing = typedFacts({ ...NEW_MORTGAGE, status: "", "property.country": "" });
    expect(faultsBetween(nothing).map(({ field }) => field)).toEqual([
      "borrowerId",
      "loanAmount",
      "interestRate",
      "status",
      "originationDate",
      "maturityDate",
      "property.street",
      "property.city",
      "property.state",
      "property.zip",
      "property.country",
    ]);
  });

  it("M5 a maturity that does not come after, and a latitude without its longitude, are told in their places", () => {
    const wrong = typed({ maturityDate: "2024-03-01", "property.longitude": "" });
    expect(faultsBetween(wrong).map(({ field }) => field)).toEqual(["maturityDate", "property.longitude"]);
    expect(faultsBetween(typed())).toEqual([]);
  });

  it("M1 a whole form is what creating takes", () => {
    const given = CreateMortgageInput.parse(inputOf(typed({ externalMortgageId: " X-1 " })));
    expect(given).toEqual({
      ...FACTS,
      externalMortgageId: "X-1",
      ownership: undefined,
    });
  });

  it("M7 a fact is told as a person reads it", () => {
    expect(factText("loanAmount", "412500.00")).toBe("$412,500.00");
    expect(factText("interestRate", "6.1250")).toBe("6.125%");
    expect(factText("maturityDate", "2027-03-01")).toBe("Mar 1, 2027");
    expect(factText("property.type", "two_to_four_unit")).toBe("2–4 units");
    expect(factText("borrowerId", "7", "Ann Lee")).toBe("Ann Lee");
    expect(factText("property.latitude", null)).toBe("not known");
    expect(factText("loanAmount", "a lot")).toBe("a lot");
  });
});
