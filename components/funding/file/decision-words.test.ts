import { describe, expect, it } from "vitest";
import { CARD_STATUSES, TERM_LOAN_DECISIONS } from "@/server/domain/funding/model/decisions.ts";
import { decisionWords, establishedWords, inPlainWords } from "./decision-words.ts";
import { standingWord } from "./file-standing.ts";
import { labelOf, valueInFile, valueText } from "./run-words.ts";

describe("F8.1 decisions as an operator says them", () => {
  it("F8.1 every decision of the evaluators has words of its own, without an abbreviation of the source", () => {
    for (const decision of [...Object.keys(CARD_STATUSES), ...Object.keys(TERM_LOAN_DECISIONS)]) {
      const { says } = decisionWords(decision);
      expect(says, decision).not.toMatch(/w\/|\bInq\b|\bTL\b/);
      expect(says, decision).toMatch(/^[A-Z]/);
    }
  });

  it.each([
    ["Doesn't Qualify", "Thin File", "Does not qualify", "thin file"],
    ["Manual Review - Borderline Score", null, "Needs operator review", "borderline score"],
    ["TL Declined - Unsecured Debt", null, "Does not qualify", "unsecured debt"],
    ["Something new", null, "Something new", null],
  ])("F8.1 “%s” (%s) is said as “%s”: %s", (decision, reason, says, because) => {
    expect(decisionWords(decision, reason)).toMatchObject({ says, because });
  });

  it("F8.1 says for what an established business qualifies", () => {
    expect([
      establishedWords(true, true).says,
      establishedWords(false, true).says,
      establishedWords(false, false).says,
    ]).toEqual(["Qualifies for MCA and SBA", "Qualifies for SBA", "Does not qualify"]);
  });

  it("F8.1 a sentence of «why this path» quotes decisions in the same words", () => {
    expect(inPlainWords("Term loan: “TL Qualified w/ Inq Removal”.")).toBe(
      "Term loan: “Qualifies after inquiry removal”.",
    );
    expect(inPlainWords("5 hard inquiries at experian since 2026-03-04.")).toBe(
      "5 hard inquiries at Experian since Mar 4, 2026.",
    );
    expect(inPlainWords("An operator decided “eligible” instead of “not eligible”.")).toBe(
      "An operator decided “eligible” instead of “not eligible”.",
    );
  });
});

describe("F8.1 where a file stands, in a word", () => {
  it.each([
    [null, "Waits for a credit report", null],
    [
      { primaryPaths: null, reportStatus: "Credit Not Found" },
      "Re-try credit pull",
      "no bureau found the client",
    ],
    [{ primaryPaths: null, reportStatus: "Manual Review - Borderline Score" }, "Needs operator review", null],
    [
      {
        primaryPaths: null,
        reportStatus: "Credit Not Found",
        tlDecision: "Manual Review - Incomplete Report",
      },
      "Needs operator review",
      null,
    ],
    [
      { primaryPaths: ["parked" as const], reportStatus: "", parkedReason: "thin_file" as const },
      "Parked",
      "The credit file is too thin",
    ],
    [
      { primaryPaths: ["decline" as const], reportStatus: "", declineReason: "no_fit" as const },
      "Declined",
      "No product fits",
    ],
    [
      { primaryPaths: ["term_loan" as const, "card_funding" as const], reportStatus: "Qualified" },
      "Term loan, Card funding",
      null,
    ],
  ])("F8.1 %o", (route, says, more) => {
    expect(standingWord(route && { tlDecision: "TL Declined - Income", ...route })).toMatchObject({
      says,
      more,
    });
  });
});

describe("F1.5 what changed from run to run, in words", () => {
  it.each([
    ["reportStatus", "Qualified w/ Paydowns", "Qualifies after paydowns"],
    ["tlDecision", "TL Declined - Income", "Does not qualify: income"],
    ["paths", "term_loan, established_funding (both)", "Term loan, Established funding (MCA and SBA)"],
    ["paths", "", "a person decides first"],
    ["overlays", "paydowns_required on card_funding", "Paydowns for card funding"],
    ["overlays", "", "none"],
    ["because", "thin_file", "The credit file is too thin"],
    ["statedIncome", "80000.00", "$80,000.00"],
    ["businessStartedOn", null, "not known"],
    ["mcaEligible", false, "not eligible"],
    ["representativeScore", 720, "720"],
  ])("F1.5 %s %s is read as “%s”", (field, value, text) => {
    expect(valueText(field, value)).toBe(text);
    expect(labelOf(field)).not.toBe(field);
  });

  it("F1.5 a report is called as in the list of them, not by the number it is stored under", () => {
    const reports = [{ reportId: 19 }, { reportId: 18 }];
    expect([18, 19].map((id) => valueInFile("reportId", id, reports))).toEqual(["Report 1", "Report 2"]);
    expect(valueInFile("policyVersion", 18, reports)).toBe("version 18");
  });
});
