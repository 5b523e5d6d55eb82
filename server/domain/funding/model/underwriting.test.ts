import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CreditReport, PolicyInput } from "../input.ts";
import { futureDates } from "./credit-report.ts";
import { DEFAULT_POLICY, guardPolicy, type Policy } from "./policy.ts";
import {
  applicant,
  card,
  inquiries,
  monthsAgo,
  NOW,
  rawReport,
  report,
  scores,
  TODAY,
  threeCards,
} from "./testing-reports.ts";
import { underwrite } from "./underwriting.ts";

type Raw = Record<string, unknown>;
const run = (changes: Raw = {}, who: Parameters<typeof applicant>[0] = {}) =>
  underwrite(report(changes), applicant(who), DEFAULT_POLICY, NOW);

describe("F1.6 what has to be paid down and disputed", () => {
  it("every card above 30 % is brought down to it, the most first", () => {
    const balances = ["4000.01", "9000.00", "3000.00", "3333.33"];
    const tradelines = balances.map((unpaidBalance, i) =>
      card({ creditorName: `Card ${i}`, unpaidBalance, accountMask: `4111 0000 0000 99${i}7` }),
    );
    const { paydowns, workflow } = run({ tradelines });
    expect(paydowns.paydownAmountNeeded).toBe("7333.34");
    expect(
      paydowns.topPaydownAccounts.map(({ creditorName, ending, amount }) => [creditorName, ending, amount]),
    ).toEqual([
      ["Card 1", "9917", "6000.00"],
      ["Card 0", "9907", "1000.01"],
      ["Card 3", "9937", "333.33"],
    ]);
    expect(paydowns.topPaydownAccounts[0]?.utilization).toBe("90.0");
    expect(workflow?.overlays[0]).toMatchObject({ id: "paydowns_required", data: paydowns });
  });

  it("what is above a limit that does not divide evenly is rounded up, so that it suffices", () => {
    const { paydowns } = run({ tradelines: threeCards({ creditLimit: "333.33", unpaidBalance: "333.33" }) });
    expect(paydowns.topPaydownAccounts.map(({ amount }) => amount)).toEqual(["233.34", "233.34", "233.34"]);
  });

  it("of two bureaus the one that reported last is believed", () => {
    const rows = [
      card({ bureau: "equifax", unpaidBalance: "9000.00", reportedOn: "2026-02-01" }),
      card({ bureau: "experian", unpaidBalance: "8000.00", reportedOn: "2026-04-01" }),
    ];
    const { paydowns } = run({ tradelines: [...threeCards().slice(1), ...rows] });
    expect(paydowns.paydownAmountNeeded).toBe("5000.00");
  });

  it("the inquiries of the bureaus that saw too many are eligible, the newest first", () => {
    const list = [
      ...inquiries(4),
      ...inquiries(1, { date: "2026-04-02", inquirerName: "Newest" }),
      ...inquiries(1, { date: "2025-01-02", inquirerName: "Old" }),
      ...inquiries(2, { bureau: "equifax", inquirerName: "Elsewhere" }),
    ];
    const { eligibleInquiries, workflow } = run({ inquiries: list });
    expect(eligibleInquiries.map(({ inquirerName }) => inquirerName)).toEqual([
      "Newest",
      "Bank 1",
      "Bank 2",
      "Bank 3",
      "Bank 4",
    ]);
    expect(workflow?.overlays.map(({ id, appliesTo }) => [id, appliesTo])).toEqual([
      ["inq_removal_required", "term_loan"],
    ]);
    expect(workflow?.addressFirst[0]).toMatchObject({ type: "inquiries", count: 5 });
  });
});

describe("F1.2 F2 from report to workflow", () => {
  it.each<[string, Raw, Parameters<typeof applicant>[0], string[] | null]>([
    ["clean", {}, {}, ["term_loan", "card_funding"]],
    ["income for cards alone", {}, { statedIncome: "27000.00" }, ["card_funding"]],
    ["income for nothing", {}, { statedIncome: "20000.00" }, ["decline"]],
    [
      "income for nothing, but a business",
      {},
      { statedIncome: "20000.00", monthlyRevenue: "15000.00", businessStartedOn: "2020-01-01" },
      ["established_funding"],
    ],
    [
      "many new accounts",
      {
        tradelines: [
          ...threeCards(),
          ...[1, 2, 3, 4, 5].map((i) => card({ creditorName: `N ${i}`, openedOn: monthsAgo(i) })),
        ],
        inquiries: inquiries(7),
      },
      {},
      ["parked"],
    ],
    ["borderline", { scores: scores(620) }, {}, null],
    ["not found", { repositories: [{ bureau: "experian", fileStatus: "no_hit" }] }, {}, null],
  ])("%s", (_name, changes, who, paths) => {
    expect(run(changes, who).workflow?.primaryPaths ?? null).toEqual(paths);
  });

  it("F2.7 the youngest own account decides when a parked file comes back", () => {
    const tradelines = [
      ...threeCards(),
      ...[1, 2, 3, 4, 5].map((i) => card({ creditorName: `N ${i}`, openedOn: monthsAgo(i) })),
      card({ creditorName: "Spouse", isAuthorizedUser: true, openedOn: "2026-04-20" }),
    ];
    const { workflow, youngestAccountOpened } = run({ tradelines, inquiries: inquiries(7) });
    expect(youngestAccountOpened).toBe("2026-03-27");
    expect(workflow?.parkedCallbackDate).toBe(Date.parse("2027-04-27"));
  });

  it("F2.8 income is too low when it is below what every product asks", () => {
    expect(run({}, { statedIncome: "24999.99" })).toMatchObject({
      insufficientIncome: true,
      workflow: { declineReason: "insufficient_income" },
    });
    expect(run({}, { statedIncome: "25000.00" }).insufficientIncome).toBe(false);
  });

  it("F2.8 a duplicate and a closure come in from the file", () => {
    const standing = { duplicateFile: true };
    expect(underwrite(report(), applicant(), DEFAULT_POLICY, NOW, standing).workflow?.declineReason).toBe(
      "duplicate_file",
    );
    expect(underwrite(report(), applicant(), DEFAULT_POLICY, NOW, standing).workflowPath).toBeNull();
  });

  it("F1.3 the run says by which policy", () => {
    expect(underwrite(report(), applicant(), { ...DEFAULT_POLICY, version: 7 }, NOW).policyVersion).toBe(7);
  });
});

const bureau = fc.constantFrom("equifax", "experian", "transunion");
const day = fc.integer({ min: 0, max: 120 }).map((months) => monthsAgo(months));
const date = fc.oneof(
  day,
  day.map((d) => d.slice(0, 7)),
  fc.constant("2026"),
  fc.constant("2019"),
);
const money = fc
  .integer({ min: 0, max: 3_000_000 })
  .map((cents) => `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, "0")}`);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value);
const counter = maybe(fc.integer({ min: 0, max: 6 }));
const rows = fc.record({
  issuedOn: fc.constantFrom("2026-04-20", "2026-04-20", "2026-01-01"),
  repositories: fc.array(
    fc.record({ bureau, fileStatus: fc.constantFrom("hit", "hit", "no_hit", "error") }),
    { minLength: 1, maxLength: 3 },
  ),
  scores: fc.array(fc.record({ bureau, value: maybe(fc.integer({ min: 540, max: 800 })) }), { maxLength: 4 }),
  tradelines: fc.array(
    fc.record({
      bureau,
      creditorName: fc.constantFrom("Chase", "CHASE ", "Citi", "Amex", "Discover"),
      accountMask: maybe(fc.constantFrom("XX11", "XX22")),
      accountType: fc.constantFrom("revolving", "installment", "mortgage"),
      loanType: maybe(fc.constantFrom("credit_card", "personal", "auto")),
      statusType: maybe(fc.constantFrom("open", "closed", "charge_off")),
      openedOn: maybe(date),
      reportedOn: maybe(date),
      creditLimit: maybe(money),
      unpaidBalance: maybe(money),
      late30: counter,
      late60: maybe(fc.integer({ min: 0, max: 1 })),
      lates: fc.array(fc.record({ days: fc.constantFrom(30, 60, 90), on: maybe(date) }), { maxLength: 1 }),
      isAuthorizedUser: fc.boolean(),
      groupKey: maybe(fc.constantFrom("A", "B")),
    }),
    { maxLength: 8 },
  ),
  inquiries: fc.array(
    fc.record({
      bureau,
      date,
      inquirerName: fc.constantFrom("A", "a", "B", "C", "D", "E"),
      kind: fc.constantFrom("hard", "soft", "unknown"),
    }),
    { maxLength: 12 },
  ),
  collections: fc.array(
    fc.record({
      bureau,
      agencyName: maybe(fc.constantFrom("X", "Y")),
      amount: maybe(money),
      status: fc.constantFrom("paid", "unpaid", "unknown"),
      tradelineRef: maybe(fc.constantFrom("A", "B")),
    }),
    { maxLength: 4 },
  ),
  publicRecords: fc.array(
    fc.record({ bureau, type: fc.constantFrom("bankruptcy", "lien"), filedOn: maybe(date) }),
    { maxLength: 1 },
  ),
});

describe("F2.9 whatever the report", () => {
  const people = fc.record({
    statedIncome: money.map((m) => m),
    monthlyRevenue: maybe(money),
    businessStartedOn: maybe(day),
  });

  it("the order of its lists changes nothing", () => {
    const shuffled = rows.chain((raw) =>
      fc
        .record(
          Object.fromEntries(
            Object.entries(raw).map(([key, list]) => [
              key,
              Array.isArray(list)
                ? fc.shuffledSubarray<unknown>(list, { minLength: list.length, maxLength: list.length })
                : fc.constant(list),
            ]),
          ),
        )
        .map((other) => [raw, other] as const),
    );
    fc.assert(
      fc.property(shuffled, people, ([raw, other], who) => {
        const [one, two] = [raw, other].map((given) =>
          underwrite(CreditReport.parse(given), who, DEFAULT_POLICY, NOW),
        );
        expect(two).toEqual(one);
      }),
      { numRuns: 1_000 },
    );
  });

  it("no report throws, every decision has its reasons, and the report is left as it was", () => {
    fc.assert(
      fc.property(rows, people, (raw, who) => {
        const given = CreditReport.parse(raw);
        const before = structuredClone(given);
        const { cards, termLoan, established, workflow, trace } = underwrite(given, who, DEFAULT_POLICY, NOW);
        for (const { reasons } of [cards, termLoan, established]) expect(reasons.length).toBeGreaterThan(0);
        expect(cards.declineReason !== null).toBe(cards.reportStatus === "Doesn't Qualify");
        const isReview = `${cards.reportStatus} ${termLoan.tlDecision}`.includes("Manual Review");
        expect(workflow === null).toBe(isReview || cards.reportStatus === "Credit Not Found");
        expect(trace.length).toBeGreaterThan(0);
        expect(given).toEqual(before);
      }),
      { numRuns: 1_000 },
    );
  });

  it("F1.3 a better score never turns a qualified client away", () => {
    fc.assert(
      fc.property(rows, people, (raw, who) => {
        const at = (value: number) =>
          underwrite(CreditReport.parse({ ...raw, scores: scores(value) }), who, DEFAULT_POLICY, NOW);
        if (at(660).cards.reportStatus.startsWith("Qualified"))
          expect(at(760).cards.reportStatus).toBe(at(660).cards.reportStatus);
        if (at(600).established.mcaEligible) expect(at(700).established.mcaEligible).toBe(true);
      }),
    );
  });
});

describe("F1.1 the report as it comes in", () => {
  it.each<[string, Raw, string]>([
    ["a score of 299", { scores: scores(299) }, "scores[0].value"],
    ["a score of 851", { scores: scores(851) }, "scores[0].value"],
    ["a negative balance", { tradelines: [card({ unpaidBalance: "-1.00" })] }, "tradelines[0].unpaidBalance"],
    ["an unknown bureau", { scores: [{ bureau: "innovis", value: 700 }] }, "scores[0].bureau"],
    [
      "an unknown kind of account",
      { tradelines: [card({ accountType: "store" })] },
      "tradelines[0].accountType",
    ],
    ["30 February", { tradelines: [card({ openedOn: "2024-02-30" })] }, "tradelines[0].openedOn"],
    ["day 00", { tradelines: [card({ openedOn: "2024-02-00" })] }, "tradelines[0].openedOn"],
    [
      "a precision that is not the value's",
      { tradelines: [card({ openedOn: { value: "2024-02", precision: "day" } })] },
      "tradelines[0].openedOn",
    ],
    [
      "a late of 45 days",
      { tradelines: [card({ lates: [{ days: 45, on: "2024-02" }] })] },
      "tradelines[0].lates[0].days",
    ],
    ["no bureau at all", { repositories: [] }, "repositories"],
    [
      "a number of social security in a remark",
      { tradelines: [card({ remarks: [{ text: "SSN 078-05-1120" }] })] },
      "tradelines[0].remarks[0].text",
    ],
  ])("refuses %s, naming it", (_name, changes, field) => {
    const result = CreditReport.safeParse(rawReport(changes));
    const path = result.error?.issues[0]?.path.reduce<string>(
      (all, part) =>
        typeof part === "number" ? `${all}[${part}]` : all === "" ? String(part) : `${all}.${String(part)}`,
      "",
    );
    expect(path).toBe(field);
    expect(JSON.stringify(result.error?.issues.map(({ message }) => message))).not.toContain("078-05-1120");
  });

  it("keeps what is unknown unknown", () => {
    const [row] = report({
      tradelines: [{ bureau: "experian", creditorName: "X", accountType: "other", openedOn: "2024-05" }],
    }).tradelines;
    expect(row).toMatchObject({
      late30: null,
      unpaidBalance: null,
      openedOn: { value: "2024-05", precision: "month" },
    });
  });

  it("refuses what happened in the future", () => {
    const given = report({
      issuedOn: "2026-04-28",
      tradelines: [
        card({ openedOn: "2026-05", lates: [{ days: 30, on: "2027" }] }),
        card({ openedOn: "2026-04", closedOn: "2026-04-27" }),
      ],
      inquiries: inquiries(1, { date: "2026-04-28" }),
      publicRecords: [{ bureau: "equifax", type: "bankruptcy", filedOn: "2026-12-01" }],
    });
    expect(futureDates(given, TODAY).map(({ field }) => field)).toEqual([
      "report.issuedOn",
      "report.tradelines[0].openedOn",
      "report.tradelines[0].lates[0].on",
      "report.inquiries[0].date",
      "report.publicRecords[0].filedOn",
    ]);
  });
});

describe("F1.3 the policy", () => {
  const changed = (change: (policy: Policy) => void) => {
    const policy = structuredClone(DEFAULT_POLICY);
    change(policy);
    return guardPolicy(policy)?.details?.map(({ field }) => field) ?? [];
  };

  it("the schema takes the defaults as they are, and every field of them", () => {
    expect(PolicyInput.parse(DEFAULT_POLICY)).toEqual(DEFAULT_POLICY);
  });

  it.each<[string, (policy: Policy) => void]>([
    [
      "cards.minimumScore",
      ({ cards }) => {
        cards.minimumScore = 299;
      },
    ],
    [
      "cards.lates30ToDecline",
      ({ cards }) => {
        cards.lates30ToDecline = 0;
      },
    ],
    [
      "termLoan.minimumIncome",
      ({ termLoan }) => {
        termLoan.minimumIncome = "-1.00";
      },
    ],
    [
      "parking.recentActivityFloorDays",
      ({ parking }) => {
        parking.recentActivityFloorDays = 1.5;
      },
    ],
  ])("the schema refuses %s beyond its limits", (field, change) => {
    const policy = structuredClone(DEFAULT_POLICY);
    change(policy);
    expect(PolicyInput.safeParse(policy).error?.issues.map(({ path }) => path.join("."))).toEqual([field]);
  });

  it("the defaults agree with one another", () => {
    expect(guardPolicy(DEFAULT_POLICY)).toBeNull();
  });

  it.each<[string, (policy: Policy) => void]>([
    [
      "cards.clearScore",
      ({ cards }) => {
        cards.clearScore = 599;
      },
    ],
    [
      "cards.inquiriesToReview",
      ({ cards }) => {
        cards.inquiriesToReview = 2;
      },
    ],
    [
      "cards.newAccountsToSeason",
      ({ cards }) => {
        cards.newAccountsToSeason = 6;
      },
    ],
    [
      "cards.paydownTarget",
      ({ cards }) => {
        cards.paydownTarget = 31;
      },
    ],
    [
      "termLoan.inquiriesToDecline",
      ({ termLoan }) => {
        termLoan.inquiriesToDecline = 2;
      },
    ],
  ])("refuses %s at odds with another figure", (field, change) => {
    expect(changed(change)).toEqual([field]);
  });
});
