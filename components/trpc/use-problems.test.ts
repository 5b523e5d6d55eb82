import { describe, expect, it } from "vitest";
import { OpenFileInput, ReviseInput } from "@/server/domain/funding/file-input.ts";
import { notOfAge } from "@/server/domain/funding/model/loan-application.ts";
import { RequestOffersInput } from "@/server/domain/funding/offer-input.ts";
import { futureDay } from "@/server/domain/written-day.ts";
import { problemsIn } from "./use-problems.ts";

const untouched = { mode: "sandbox", purpose: "", state: "", housing: "", employment: "", payFrequency: "" };

describe("F7.2 F8.1 what a form says of what nobody has chosen yet", () => {
  it("F7.2 asks for a choice, without the names that the server knows the choices by", () => {
    const { purpose, state, housing, employment, payFrequency, mode } = problemsIn(
      RequestOffersInput,
      untouched,
    );
    expect(new Set([purpose, state, housing, employment, payFrequency])).toEqual(
      new Set(["has to be chosen"]),
    );
    expect(mode).toBeUndefined();
  });

  it("F7.2 tells whoever sends something else what there is", () => {
    expect(problemsIn(RequestOffersInput, { ...untouched, housing: "boat" }).housing).toMatch(
      "must be one of own_outright, ",
    );
  });
});

describe("F1.1 a form tells all that is wrong at once", () => {
  const future = futureDay("businessStartedOn", "2027-01-01", "2026-11-26");

  it("F1.1 also of days that are still to come, beside what the schema finds", () => {
    const facts = { name: "", email: "ann", statedIncome: "1", businessStartedOn: "2027-01-01" };
    expect(problemsIn(OpenFileInput, facts, future)).toEqual({
      name: "must not be blank",
      email: expect.stringContaining("must be"),
      businessStartedOn: "must not be in the future (today is 2026-11-26)",
    });
    expect(futureDay("businessStartedOn", "2026-11-26", "2026-11-26")).toEqual([]);
    expect(futureDay("businessStartedOn", "soon", "2026-11-26")).toEqual([]);
  });

  it("F1.1 once in each field, and by the names of the form", () => {
    const also = [{ field: "tradelines[2].openedOn", message: "must not be in the future" }];
    const fields = problemsIn(ReviseInput, { fileId: 1, version: 1, reason: "" }, [
      ...also,
      { field: "reason", message: "must be better" },
    ]);
    expect(fields).toEqual({
      reason: "must not be blank: say why",
      "tradelines.2.openedOn": "must not be in the future",
    });
  });

  it("F7.2 that a client is not of age is told with the rest", () => {
    expect(notOfAge("2015-01-01", "2026-11-26")).toEqual([
      { field: "dateOfBirth", message: "must be that of an adult" },
    ]);
    expect([notOfAge("", "2026-11-26"), notOfAge("1980-05-05", "2026-11-26")]).toEqual([[], []]);
  });
});
