import { type Applicant, CreditReport } from "../input.ts";
import { addMonths } from "./calendar.ts";

/** Reports for tests: a clean one, and what makes it less so. */

export const NOW = Date.parse("2026-04-27T12:00:00.000Z");
export const TODAY = "2026-04-27";

type Raw = Record<string, unknown>;

/** An own credit card, five years old, used at 10 %. */
export function card(changes: Raw = {}): Raw {
  return {
    bureau: "experian",
    creditorName: "Chase",
    accountMask: "XXXX1234",
    accountType: "revolving",
    loanType: "credit_card",
    openedOn: "2021-03-10",
    reportedOn: "2026-04-01",
    creditLimit: "10000.00",
    unpaidBalance: "1000.00",
    late30: 0,
    late60: 0,
    late90: 0,
    ...changes,
  };
}

export function inquiries(count: number, changes: Raw = {}): Raw[] {
  return Array.from({ length: count }, (_, index) => ({
    bureau: "experian",
    date: "2026-03-01",
    inquirerName: `Bank ${index + 1}`,
    kind: "hard",
    ...changes,
  }));
}

export function scores(...values: (number | null)[]): Raw[] {
  return ["equifax", "experian", "transunion"].slice(0, values.length).map((bureau, index) => ({
    bureau,
    value: values[index],
    model: "FICO 8",
  }));
}

export const threeCards = (changes: Raw = {}): Raw[] =>
  ["Chase", "Citi", "Amex"].map((creditorName) => card({ creditorName, ...changes }));

/** As it is posted; a score of 720, three old cards, nothing against it. */
export function rawReport(changes: Raw = {}): Raw {
  return {
    issuedOn: "2026-04-20",
    repositories: [{ bureau: "experian", fileStatus: "hit" }],
    scores: scores(720, 720, 720),
    tradelines: threeCards(),
    inquiries: [],
    collections: [],
    publicRecords: [],
    ...changes,
  };
}

export function report(changes: Raw = {}): CreditReport {
  return CreditReport.parse(rawReport(changes));
}

export function applicant(changes: Partial<Applicant> = {}): Applicant {
  return { statedIncome: "80000.00", monthlyRevenue: null, businessStartedOn: null, ...changes };
}

/** That many months ago, to the day. */
export function monthsAgo(months: number): string {
  return addMonths(TODAY, -months);
}

/** A body of `POST /api/funding/workflow/derive`. */
export function decisionsToDerive(changes: Raw = {}): Raw {
  return {
    reportStatus: "Qualified w/ Paydowns/Inq Removal",
    cardDeclineReason: null,
    tlDecision: "TL Qualified w/ Inq Removal",
    mcaEligible: true,
    sbaEligible: false,
    youngestAccountOpened: "2026-02-10",
    insufficientIncome: false,
    duplicateFile: false,
    now: "2026-04-27T12:00:00.000Z",
    ...changes,
  };
}

/** A body of `POST /api/funding/underwrite`: cards to pay down, and inquiries to remove. */
export function reportToUnderwrite(changes: Raw = {}): Raw {
  const tradelines = threeCards({ unpaidBalance: "6000.00", lates: [{ days: 30, on: "2023-05" }] });
  return {
    report: rawReport({
      tradelines,
      inquiries: inquiries(5),
      collections: [{ bureau: "equifax", amount: 120.5 }],
    }),
    applicant: { statedIncome: 80_000, monthlyRevenue: "21000.00", businessStartedOn: "2020-01-01" },
    now: "2026-04-27T12:00:00.000Z",
    ...changes,
  };
}
