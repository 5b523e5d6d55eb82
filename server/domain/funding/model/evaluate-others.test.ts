import { describe, expect, it } from "vitest";
import type { Applicant } from "../input.ts";
import { creditFacts } from "./credit-facts.ts";
import { evaluateEstablished } from "./evaluate-established.ts";
import { evaluateTermLoan } from "./evaluate-term-loan.ts";
import { DEFAULT_POLICY } from "./policy.ts";
import { representativeScore } from "./representative-score.ts";
import { applicant, card, inquiries, monthsAgo, report, scores, TODAY } from "./testing-reports.ts";

type Raw = Record<string, unknown>;
const factsOf = (changes: Raw) => creditFacts(report(changes), TODAY);

describe("F1.2 F1.3 the representative score", () => {
  it.each<[string, (number | null)[], number | null]>([
    ["the middle of three", [700, 640, 680], 680],
    ["the lower of two", [700, 640], 640],
    ["the lower of two when the third is unknown", [700, null, 660], 660],
    ["the only one", [null, 655, null], 655],
    ["none", [null, null, null], null],
    ["none at all", [], null],
  ])("%s", (_name, values, expected) => {
    expect(representativeScore(report({ scores: scores(...values) }).scores)).toBe(expected);
  });

  it("of several models of one bureau the lowest counts", () => {
    const twice = [...scores(700), { bureau: "equifax", value: 690, model: "Vantage 3" }];
    expect(representativeScore(report({ scores: twice }).scores)).toBe(690);
  });
});

describe("F1.2 F1.3 F1.4 term loan", () => {
  const owes = (unpaidBalance: string, changes: Raw = {}) => ({
    tradelines: [card({ unpaidBalance, creditLimit: "90000.00", ...changes })],
  });

  it.each<[string, Raw, string, string]>([
    ["all well", {}, "80000.00", "TL Qualified"],
    ["score 639", { scores: scores(639) }, "80000.00", "TL Declined - Credit Score"],
    ["score 640", { scores: scores(640) }, "80000.00", "TL Qualified"],
    ["income a cent too low", {}, "29999.99", "TL Declined - Income"],
    ["income just enough", {}, "30000.00", "TL Qualified"],
    ["unsecured debt of 60 %", owes("48000.00"), "80000.00", "TL Qualified"],
    ["a cent more", owes("48000.01"), "80000.00", "TL Declined - Unsecured Debt"],
    [
      "a personal loan",
      owes("60000.00", { accountType: "installment", loanType: "personal" }),
      "80000.00",
      "TL Declined - Unsecured Debt",
    ],
    [
      "a car loan is secured",
      owes("60000.00", { accountType: "installment", loanType: "auto" }),
      "80000.00",
      "TL Qualified",
    ],
    [
      "a mortgage too",
      owes("600000.00", { accountType: "mortgage", loanType: null }),
      "80000.00",
      "TL Qualified",
    ],
    [
      "one debt at two bureaus",
      { tradelines: ["equifax", "experian"].map((bureau) => card({ bureau, unpaidBalance: "30000.00" })) },
      "80000.00",
      "TL Qualified",
    ],
    ["7 inquiries", { inquiries: inquiries(7) }, "80000.00", "TL Declined - Too Many Recent Inquiries"],
    ["6 inquiries", { inquiries: inquiries(6) }, "80000.00", "TL Qualified w/ Inq Removal"],
    ["4 inquiries", { inquiries: inquiries(4) }, "80000.00", "TL Qualified w/ Inq Removal"],
    ["3 inquiries", { inquiries: inquiries(3) }, "80000.00", "TL Qualified"],
    ["score before income", { scores: scores(639) }, "1.00", "TL Declined - Credit Score"],
    [
      "a bankruptcy is not looked at",
      { publicRecords: [{ bureau: "experian", type: "bankruptcy", filedOn: monthsAgo(2) }] },
      "80000.00",
      "TL Qualified",
    ],
    ["no score", { scores: [] }, "80000.00", "Manual Review - Incomplete Report"],
    [
      "not found",
      { repositories: [{ bureau: "experian", fileStatus: "no_hit" }] },
      "80000.00",
      "TL Declined - Credit Not Found",
    ],
  ])("%s", (_name, changes, statedIncome, expected) => {
    const { tlDecision, reasons } = evaluateTermLoan(
      factsOf(changes),
      applicant({ statedIncome }),
      DEFAULT_POLICY,
    );
    expect(tlDecision).toBe(expected);
    expect(reasons.length).toBeGreaterThan(0);
  });

  it("says the figures, also without any income", () => {
    const free = { ...DEFAULT_POLICY, termLoan: { ...DEFAULT_POLICY.termLoan, minimumIncome: "0.00" } };
    const { reasons } = evaluateTermLoan(factsOf(owes("5.00")), applicant({ statedIncome: "0.00" }), free);
    expect(reasons[0]).toBe("Unsecured debt of $5.00 is owed without any income, more than 60 %.");
  });
});

describe("F1.2 F1.3 established funding", () => {
  const business = (monthlyRevenue: string | null, months: number | null): Partial<Applicant> => ({
    monthlyRevenue,
    businessStartedOn: months === null ? null : monthsAgo(months),
  });

  it.each<[string, number | null, Partial<Applicant>, boolean, boolean]>([
    ["both", 650, business("20000.00", 24), true, true],
    ["score for MCA only", 649, business("20000.00", 24), true, false],
    ["score just enough for MCA", 550, business("15000.00", 6), true, false],
    ["score too low", 549, business("20000.00", 24), false, false],
    ["revenue for MCA only", 700, business("19999.99", 24), true, false],
    ["revenue too low", 700, business("14999.99", 24), false, false],
    ["23 months for MCA only", 700, business("20000.00", 23), true, false],
    ["5 months", 700, business("20000.00", 5), false, false],
    ["revenue unknown", 700, business(null, 24), false, false],
    ["start unknown", 700, business("20000.00", null), false, false],
    ["score unknown", null, business("20000.00", 24), false, false],
  ])("%s", (_name, score, changes, mca, sba) => {
    const facts = factsOf({ scores: scores(score) });
    const decision = evaluateEstablished(facts, applicant(changes), DEFAULT_POLICY);
    expect([decision.mcaEligible, decision.sbaEligible]).toEqual([mca, sba]);
    expect(decision.reasons.map((reason) => reason.slice(0, 3))).toEqual(["MCA", "SBA"]);
  });

  it("a month is full on its day, not before", () => {
    const decide = (businessStartedOn: string) =>
      evaluateEstablished(
        factsOf({}),
        applicant({ monthlyRevenue: "15000.00", businessStartedOn }),
        DEFAULT_POLICY,
      ).mcaEligible;
    expect([decide("2025-10-27"), decide("2025-10-28")]).toEqual([true, false]);
  });
});
