import { describe, expect, it } from "vitest";
import { creditFacts } from "./credit-facts.ts";
import { evaluateCards } from "./evaluate-cards.ts";
import { DEFAULT_POLICY, type Policy } from "./policy.ts";
import {
  applicant,
  card,
  inquiries,
  monthsAgo,
  report,
  scores,
  TODAY,
  threeCards,
} from "./testing-reports.ts";

type Raw = Record<string, unknown>;

function decide(changes: Raw, income = "80000.00", policy: Policy = DEFAULT_POLICY) {
  const facts = creditFacts(report(changes), TODAY);
  return evaluateCards(facts, applicant({ statedIncome: income }), policy);
}
const said = (changes: Raw, income?: string) => {
  const { reportStatus, declineReason } = decide(changes, income);
  return declineReason ?? reportStatus;
};
const bankruptcy = (changes: Raw) => ({
  publicRecords: [{ bureau: "experian", type: "bankruptcy", chapter: "7", ...changes }],
});
const late = (changes: Raw) => ({
  tradelines: [...threeCards(), card({ creditorName: "Discover", ...changes })],
});
const collection = (index: number, changes: Raw = {}) => ({
  bureau: "experian",
  agencyName: `Agency ${index}`,
  originalCreditorName: "Telco",
  amount: "250.00",
  status: "unpaid",
  ...changes,
});
/** Three old cards, and others opened so many months ago. */
const opened = (...months: number[]) => ({
  tradelines: [
    ...threeCards(),
    ...months.map((ago, i) => card({ creditorName: `New ${i}`, openedOn: monthsAgo(ago) })),
  ],
});
const used = (...balances: string[]) => ({
  tradelines: balances.map((unpaidBalance, i) => card({ creditorName: `Card ${i}`, unpaidBalance })),
});
const notFound = (fileStatus: string) => ({ repositories: [{ bureau: "experian", fileStatus }] });

describe("F1.2 F1.3 cards, rule by rule at its limits", () => {
  it.each<[string, Raw, string]>([
    ["a clean report", {}, "Qualified"],
    ["no bureau knows the client", notFound("no_hit"), "Credit Not Found"],
    ["the only file is frozen", notFound("freeze"), "Credit Not Found"],
    [
      "one of two bureaus knows the client",
      {
        repositories: [
          { bureau: "equifax", fileStatus: "no_hit" },
          { bureau: "experian", fileStatus: "hit" },
        ],
      },
      "Qualified",
    ],
    ["bankruptcy filed 47 months ago", bankruptcy({ filedOn: monthsAgo(47) }), "Recent Bankruptcy"],
    ["bankruptcy filed 48 months ago to the day", bankruptcy({ filedOn: monthsAgo(48) }), "Qualified"],
    ["… and a day less", bankruptcy({ filedOn: "2022-04-28" }), "Recent Bankruptcy"],
    [
      "an old bankruptcy discharged lately",
      bankruptcy({ filedOn: "2020-01-01", dispositionType: "discharged", dispositionOn: "2024-01-05" }),
      "Recent Bankruptcy",
    ],
    ["a bankruptcy of that month 48 months ago", bankruptcy({ filedOn: "2022-04" }), "Recent Bankruptcy"],
    [
      "a judgment is no bankruptcy",
      { publicRecords: [{ bureau: "experian", type: "judgment", filedOn: "2026-01-05" }] },
      "Qualified",
    ],
    ["a bankruptcy without any date", bankruptcy({}), "Manual Review - Incomplete Report"],
    ["score 599", { scores: scores(599) }, "Credit Score Too Low"],
    ["score 600", { scores: scores(600) }, "Manual Review - Borderline Score"],
    ["score 639", { scores: scores(639) }, "Manual Review - Borderline Score"],
    ["score 640", { scores: scores(640) }, "Qualified"],
    ["no score", { scores: scores(null) }, "Manual Review - Incomplete Report"],
    [
      "60 days late 11 months ago",
      late({ lates: [{ days: 60, on: monthsAgo(11) }] }),
      "Recent Severe Late Payment History",
    ],
    [
      "60 days late 12 months ago to the day",
      late({ lates: [{ days: 60, on: monthsAgo(12) }] }),
      "Qualified",
    ],
    [
      "90 days late 23 months ago",
      late({ lates: [{ days: 90, on: monthsAgo(23) }] }),
      "Recent Severe Late Payment History",
    ],
    [
      "90 days late 24 months ago to the day",
      late({ lates: [{ days: 90, on: monthsAgo(24) }] }),
      "Qualified",
    ],
    [
      "90 days late in a payment pattern",
      late({ paymentPattern: { start: "2026-03", data: "CCC3CC" } }),
      "Recent Severe Late Payment History",
    ],
    [
      "60 days late long ago in a pattern",
      late({ paymentPattern: { start: "2026-03", data: `${"C".repeat(30)}2` } }),
      "Qualified",
    ],
    ["a 60-day late without a date", late({ late60: 1 }), "Manual Review - Incomplete Report"],
    [
      "one of two without a date",
      {
        tradelines: [
          ...threeCards(),
          card({ creditorName: "Discover", late90: 2, lates: [{ days: 90, on: "2021-05" }] }),
        ],
      },
      "Manual Review - Incomplete Report",
    ],
    [
      "one without a date at a bureau, dated at the other",
      {
        tradelines: [
          ...threeCards(),
          card({ creditorName: "Discover", late60: 1 }),
          card({ creditorName: "Discover", bureau: "equifax", lates: [{ days: 60, on: "2021-05" }] }),
        ],
      },
      "Qualified",
    ],
    ["… on an account last reported years ago", late({ late60: 1, reportedOn: "2023-01-01" }), "Qualified"],
    ["30 days late lately", late({ lates: [{ days: 30, on: monthsAgo(1) }] }), "Qualified"],
    ["two tradelines", { tradelines: threeCards().slice(1) }, "Thin File"],
    ["none at all", { tradelines: [] }, "Thin File"],
    [
      "a third as an authorized user",
      { tradelines: [...threeCards().slice(1), card({ creditorName: "Spouse", isAuthorizedUser: true })] },
      "Thin File",
    ],
    ["oldest 23 months", { tradelines: threeCards({ openedOn: monthsAgo(23) }) }, "Thin File"],
    ["oldest 24 months to the day", { tradelines: threeCards({ openedOn: monthsAgo(24) }) }, "Qualified"],
    [
      "no opening date known",
      { tradelines: threeCards({ openedOn: null }) },
      "Manual Review - Incomplete Report",
    ],
    ["two unpaid collections", { collections: [1, 2].map((i) => collection(i)) }, "Qualified"],
    ["three", { collections: [1, 2, 3].map((i) => collection(i)) }, "Too Many Collections/Charge-Offs"],
    [
      "three, one of them paid",
      { collections: [collection(1), collection(2), collection(3, { status: "paid" })] },
      "Qualified",
    ],
    [
      "one collection at three bureaus",
      { collections: ["equifax", "experian", "transunion"].map((bureau) => collection(1, { bureau })) },
      "Qualified",
    ],
    [
      "two collections and a charge-off",
      {
        ...late({ statusType: "charge_off", unpaidBalance: "900.00" }),
        collections: [collection(1), collection(2)],
      },
      "Too Many Collections/Charge-Offs",
    ],
    [
      "a collection that is that charge-off",
      {
        ...late({ statusType: "charge_off", groupKey: "A" }),
        collections: [collection(1), collection(2, { tradelineRef: "A" })],
      },
      "Qualified",
    ],
    [
      "a paid charge-off beside two",
      {
        ...late({ statusType: "charge_off", unpaidBalance: "0.00" }),
        collections: [collection(1), collection(2)],
      },
      "Qualified",
    ],
    ["four 30-day lates", late({ late30: 4 }), "Qualified"],
    ["five", late({ late30: 5 }), "Too Many Late Payments"],
    ["two old 60-day lates", late({ late60: 2, reportedOn: "2023-01-01" }), "Too Many Late Payments"],
    [
      "three 30-day lates told by two bureaus",
      {
        tradelines: [
          ...threeCards(),
          ...["equifax", "experian"].map((bureau) => card({ creditorName: "Discover", bureau, late30: 3 })),
        ],
      },
      "Qualified",
    ],
    [
      "five dated ones without any counter",
      late({ late30: null, lates: Array.from({ length: 5 }, () => ({ days: 30, on: "2022-05" })) }),
      "Too Many Late Payments",
    ],
    [
      "five in a pattern, though the counter says one",
      late({ late30: 1, paymentPattern: { start: "2026-03", data: "1C1C1C1C1" } }),
      "Too Many Late Payments",
    ],
    ["an unknown counter is not zero, nor five", late({ late30: null }), "Qualified"],
    ["four new accounts, the youngest seasoned", opened(11, 10, 9, 6), "Qualified"],
    ["five new accounts", opened(11, 10, 9, 8, 6), "Too Many New Accounts"],
    ["a fifth that is 12 months old to the day", opened(12, 10, 9, 8, 6), "Qualified"],
    ["three new accounts, the youngest 5 months old", opened(11, 10, 5), "Qualified - Pending Seasoning"],
    ["two new accounts", opened(10, 5), "Qualified"],
    ["13 inquiries at one bureau", { inquiries: inquiries(13) }, "Manual Review - Too Many Recent Inquiries"],
    ["12 inquiries", { inquiries: inquiries(12) }, "Qualified w/ Inq Removal"],
    ["4 inquiries", { inquiries: inquiries(4) }, "Qualified w/ Inq Removal"],
    ["3 inquiries", { inquiries: inquiries(3) }, "Qualified"],
    [
      "4 inquiries over 2 bureaus",
      { inquiries: [...inquiries(2), ...inquiries(2, { bureau: "equifax" })] },
      "Qualified",
    ],
    ["4 soft inquiries", { inquiries: inquiries(4, { kind: "soft" }) }, "Qualified"],
    ["4 inquiries 6 months ago to the day", { inquiries: inquiries(4, { date: monthsAgo(6) }) }, "Qualified"],
    ["one inquiry told four times", { inquiries: inquiries(4, { inquirerName: "One Bank" }) }, "Qualified"],
    ["60 days old", { issuedOn: "2026-02-26" }, "Qualified"],
    ["61 days old", { issuedOn: "2026-02-25" }, "Manual Review - Incomplete Report"],
    ["30 % in all", used("3000.00", "3000.00", "3000.00"), "Qualified"],
    ["a cent more", used("3000.00", "3000.00", "3000.01"), "Qualified w/ Paydowns"],
    ["50 % on one card", used("5000.00", "0.00", "0.00"), "Qualified"],
    ["a cent more on one card", used("5000.01", "0.00", "0.00"), "Qualified w/ Paydowns"],
    [
      "a full card of somebody else's",
      late({ isAuthorizedUser: true, unpaidBalance: "10000.00" }),
      "Qualified",
    ],
    ["a closed card", late({ closedOn: "2026-01-05", unpaidBalance: "10000.00" }), "Qualified"],
    ["an unknown balance is not zero, nor a debt", late({ unpaidBalance: null }), "Qualified"],
    [
      "both",
      { ...used("9000.00", "0.00", "0.00"), inquiries: inquiries(4) },
      "Qualified w/ Paydowns/Inq Removal",
    ],
  ])("%s", (_name, changes, expected) => {
    expect(said(changes)).toBe(expected);
  });

  it.each([
    ["24999.99", "Insufficient Income"],
    ["25000.00", "Qualified"],
  ])("a stated income of %s", (income, expected) => {
    expect(said({}, income)).toBe(expected);
  });
});

describe("F1.4 which rule comes first", () => {
  it.each<[string, Raw, string, string]>([
    [
      "bankruptcy before score",
      { ...bankruptcy({ filedOn: monthsAgo(3) }), scores: scores(500) },
      "80000.00",
      "Recent Bankruptcy",
    ],
    [
      "score before severe lates",
      { ...late({ lates: [{ days: 90, on: monthsAgo(1) }] }), scores: scores(500) },
      "80000.00",
      "Credit Score Too Low",
    ],
    [
      "severe lates before thin file",
      { tradelines: [card({ lates: [{ days: 60, on: monthsAgo(1) }] })] },
      "80000.00",
      "Recent Severe Late Payment History",
    ],
    ["score before thin file", { tradelines: [], scores: scores(580) }, "80000.00", "Credit Score Too Low"],
    [
      "thin file before collections",
      { tradelines: [], collections: [1, 2, 3].map((i) => collection(i)) },
      "80000.00",
      "Thin File",
    ],
    ["thin file before income", { tradelines: [] }, "100.00", "Thin File"],
    ["many lates before income", late({ late30: 5 }), "100.00", "Too Many Late Payments"],
    ["income before new accounts", opened(6, 6, 6, 6, 6), "100.00", "Insufficient Income"],
    [
      "new accounts before a borderline score",
      { ...opened(6, 6, 6, 6, 6), scores: scores(620) },
      "80000.00",
      "Too Many New Accounts",
    ],
    [
      "a borderline score before inquiries",
      { scores: scores(620), inquiries: inquiries(20) },
      "80000.00",
      "Manual Review - Borderline Score",
    ],
    [
      "an incomplete report before seasoning",
      { ...opened(3, 3, 3), issuedOn: "2026-01-01" },
      "80000.00",
      "Manual Review - Incomplete Report",
    ],
    [
      "seasoning before paydowns",
      {
        tradelines: [
          ...threeCards({ unpaidBalance: "9000.00" }),
          ...[1, 2, 3].map((i) => card({ creditorName: `N ${i}`, openedOn: monthsAgo(3) })),
        ],
      },
      "80000.00",
      "Qualified - Pending Seasoning",
    ],
  ])("%s", (_name, changes, income, expected) => {
    expect(said(changes, income)).toBe(expected);
  });

  it("the source's audited files: 722 with an old 30-day late qualifies, 677 with ten does not", () => {
    const old = decide({ ...late({ late30: 1 }), scores: scores(722, 722, 722) });
    expect(old).toMatchObject({ reportStatus: "Qualified", creditRepairFlag: true });
    const many = decide({
      ...late({ late30: 10, late60: 1, reportedOn: "2023-01-01" }),
      scores: scores(677, 677, 677),
    });
    expect(many).toMatchObject({ reportStatus: "Doesn't Qualify", declineReason: "Too Many Late Payments" });
  });

  it("no number of inquiries declines cards", () => {
    expect(decide({ inquiries: inquiries(90) })).toMatchObject({ declineReason: null });
  });
});

describe("F1.2 F1.3 reasons and policy", () => {
  it("the reasons hold the figures", () => {
    expect(decide({ scores: scores(599) }).reasons).toEqual(["The score is 599, below 600."]);
    expect(decide({}, "24999.99").reasons[0]).toContain("$24,999.99 a year, below $25,000.00");
    expect(decide(used("9000.00", "0.00", "0.00")).reasons).toEqual([
      "The score is 720, and no rule declines.",
      "1 card is used above 50 %.",
    ]);
    expect(decide({ inquiries: inquiries(4) }).reasons[1]).toContain(
      "4 hard inquiries at experian in 6 months",
    );
  });

  it("another policy decides otherwise", () => {
    const strict = { ...DEFAULT_POLICY, cards: { ...DEFAULT_POLICY.cards, minimumScore: 721 } };
    expect(decide({}, "80000.00", strict).declineReason).toBe("Credit Score Too Low");
  });
});
