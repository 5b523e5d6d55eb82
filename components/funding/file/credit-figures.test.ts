import { describe, expect, it } from "vitest";
import { card, inquiries, report, scores, TODAY } from "@/server/domain/funding/model/testing-reports.ts";
import { ageText, averageAge, creditFigures, usedText } from "./credit-figures.ts";

const everywhere = (row: Record<string, unknown>) =>
  ["equifax", "experian", "transunion"].map((bureau) => ({ ...row, bureau }));

describe("F8.1 the credit summary", () => {
  it("F8.1 counts a bankruptcy once, whatever number of bureaus tell of it and of its end", () => {
    const told = (count: number, filedOn: string) =>
      everywhere({ type: "bankruptcy", filedOn, dispositionOn: "2025-07-11" }).slice(0, count);
    const counted = (publicRecords: unknown[]) =>
      creditFigures(report({ publicRecords }), TODAY).bankruptcies;
    expect(counted([])).toBe(0);
    expect(counted(told(3, "2025-01-02"))).toBe(1);
    expect(counted([...told(2, "2019-03-04"), ...told(3, "2025-01-02")])).toBe(2);
  });

  it("F8.1 shows an account once, whatever number of bureaus report it, by the bureau that reported last", () => {
    const [equifax, experian, transunion] = everywhere(card({ creditorName: "Chase" }));
    const tradelines = [
      { ...equifax, unpaidBalance: "1000.00" },
      { ...experian, unpaidBalance: "6000.00", reportedOn: "2026-04-15" },
      { ...transunion, unpaidBalance: "2000.00" },
      card({ creditorName: "Citi", accountMask: "XXXX9876", unpaidBalance: "2500.00" }),
    ];
    const { cards, percent, balance, limit } = creditFigures(report({ tradelines }), TODAY);
    expect(cards).toEqual([
      { name: "Chase", ending: "1234", balance: "6000.00", limit: "10000.00", used: 0.6 },
      { name: "Citi", ending: "9876", balance: "2500.00", limit: "10000.00", used: 0.25 },
    ]);
    expect([balance, limit, percent]).toEqual(["8500.00", "20000.00", "42.5"]);
  });

  it("F8.1 leaves out whose limit is not known, who only may use it, and what is closed", () => {
    const tradelines = [
      card({ creditorName: "A", creditLimit: null }),
      card({ creditorName: "B", isAuthorizedUser: true }),
      card({ creditorName: "C", statusType: "closed" }),
    ];
    expect(creditFigures(report({ tradelines }), TODAY)).toMatchObject({ cards: [], percent: null });
  });

  it("F8.1 gives the score and the inquiries of each bureau, and says which bureau gives none", () => {
    const rows = [...inquiries(3), ...inquiries(1, { bureau: "equifax", date: "2025-01-01" })];
    const figures = creditFigures(report({ scores: scores(700, 650, null), inquiries: rows }), TODAY);
    expect(figures.score).toBe(650);
    expect(figures.perBureau).toEqual([
      { bureau: "equifax", score: 700, inquiries: 0 },
      { bureau: "experian", score: 650, inquiries: 3 },
      { bureau: "transunion", score: null, inquiries: 0 },
    ]);
  });

  it("F1.1 tells lates that nobody counts from none", () => {
    const unknown = card({ late30: null, late60: null, late90: null });
    const latesOf = (tradelines: unknown[]) =>
      creditFigures(report({ tradelines }), TODAY).lates.map(({ count }) => count);
    expect(latesOf([unknown])).toEqual([null, null, null]);
    expect(latesOf([unknown, card({ creditorName: "Citi", late30: 2 })])).toEqual([2, 0, 0]);
  });

  it("F8.1 lays the accounts out by age, the oldest first, and counts those without a date apart", () => {
    const tradelines = [
      card({ creditorName: "Young", openedOn: "2025-12-27" }),
      card({ creditorName: "Old", openedOn: "2012-03" }),
      card({ creditorName: "Nobody knows", openedOn: null }),
    ];
    const { ages, undated } = creditFigures(report({ tradelines }), TODAY);
    expect(ages.map(({ name, months }) => [name, months])).toEqual([
      ["Old", 168],
      ["Young", 4],
    ]);
    expect([undated, averageAge(ages), averageAge([])]).toEqual([1, 86, null]);
  });

  it.each([
    [0, "0 mo"],
    [7, "7 mo"],
    [12, "1 y"],
    [27, "2 y 3 mo"],
  ])("F8.1 writes %i months as %s", (months, text) => {
    expect(ageText(months)).toBe(text);
  });

  it.each([
    [0, "0 %"],
    [0.004, "< 1 %"],
    [0.3, "30 %"],
    [1.249, "124 %"],
  ])("F8.1 writes a use of %d as %s", (used, text) => {
    expect(usedText(used)).toBe(text);
  });
});
