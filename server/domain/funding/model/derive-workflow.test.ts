import fc from "fast-check";
import { describe, expect, it } from "vitest";
import cases from "../fixtures/derive-workflow-cases.json" with { type: "json" };
import { DeriveWorkflowInput } from "../input.ts";
import { CARD_DECLINE_REASONS, CARD_STATUSES, isCardStatus, isTermLoanDecision } from "./decisions.ts";
import { type DerivedWorkflow, deriveWorkflow } from "./derive-workflow.ts";
import { legacyWorkflowPath } from "./legacy-path.ts";
import { OVERLAYS, type OverlayDefinition } from "./overlays.ts";
import { DEFAULT_POLICY } from "./policy.ts";
import type { WorkflowDecisions } from "./routing.ts";
import type { OperatorClosure, Workflow } from "./workflow.ts";

const NOW = Date.parse("2026-04-27T12:00:00.000Z");
const NOTHING: WorkflowDecisions = {
  reportStatus: "Doesn't Qualify",
  cardDeclineReason: "No Fit",
  tlDecision: "TL Declined - Profile",
  mcaEligible: false,
  sbaEligible: false,
  youngestAccountOpened: null,
  insufficientIncome: false,
  duplicateFile: false,
  now: NOW,
};
const route = (changes: Partial<WorkflowDecisions>) => deriveWorkflow({ ...NOTHING, ...changes }).workflow;
const cards = (reportStatus: string) => ({ reportStatus, cardDeclineReason: null });

/** As the cases write it. */
function summary(workflow: Workflow | null) {
  if (workflow === null) return null;
  const { nextActions: _, addressFirst: __, overlays, ...rest } = workflow;
  const short = overlays.map(({ id, appliesTo, insertionPoint: { after }, blocks }) => ({
    id,
    appliesTo,
    after,
    blocks,
  }));
  return { ...rest, overlays: short };
}

describe("F2 the cases", () => {
  it.each(cases.cases.map((one) => [one.id, one] as const))("%s", (_id, { input, expect: expected }) => {
    const { workflow } = deriveWorkflow(DeriveWorkflowInput.parse(input));
    expect(summary(workflow)).toEqual(expected);
  });
});

const PAYDOWNS = {
  id: "paydowns_required",
  appliesTo: "card_funding",
  after: "send_agreement",
  blocks: "submit_processing",
};
const INQ_ON_CARDS = { ...PAYDOWNS, id: "inq_removal_required" };
const INQ_ON_LOAN = { ...INQ_ON_CARDS, appliesTo: "term_loan", blocks: "generate_term_loan_offers" };

describe("F2.1 before any workflow", () => {
  it.each<[string, Partial<WorkflowDecisions>]>([
    [
      "manual review of cards beside a term loan",
      { ...cards("Manual Review - Borderline Score"), tlDecision: "TL Qualified" },
    ],
    [
      "manual review of the term loan beside cards",
      { ...cards("Qualified"), tlDecision: "Manual Review - Income" },
    ],
    [
      "manual review of established funding",
      { ...cards("Qualified"), establishedReview: "Manual Review - Revenue" },
    ],
    [
      "manual review beside a bankruptcy",
      { cardDeclineReason: "Recent Bankruptcy", tlDecision: "Manual Review - X" },
    ],
    ["credit not found beside a term loan", { ...cards("Credit Not Found"), tlDecision: "TL Qualified" }],
    ["credit not found beside a cash advance", { ...cards("Credit Not Found"), mcaEligible: true }],
    ["credit not found with too low an income", { ...cards("Credit Not Found"), insufficientIncome: true }],
    ["a decision that nobody knows", cards("Qualified w/ Luck")],
    ["a decision on the term loan that nobody knows", { tlDecision: "TL Perhaps" }],
    ["a decline reason that nobody knows", { cardDeclineReason: "constructor" }],
  ])("%s is null, and says why", (_name, changes) => {
    const { workflow, trace } = deriveWorkflow({ ...NOTHING, ...changes });
    expect(workflow).toBeNull();
    expect(trace).toEqual([{ rule: "F2.1", explains: "workflow", says: expect.stringMatching(/\w{3}/) }]);
  });

  it.each([
    ["Manual Review - X", true, true],
    ["Manual Review - ", false, false],
    ["Manual Review", false, false],
    ["Manual Review -  X", false, false],
    ["manual review - X", false, false],
    ["TL Declined - Profile", false, true],
    ["TL Declined - ", false, false],
    ["TL Qualified w/ Luck", false, false],
    ["Qualified", true, false],
    ["toString", false, false],
  ])("F1.2 %j is a decision on cards: %s, on the term loan: %s", (text, ofCards, ofLoan) => {
    expect([isCardStatus(text), isTermLoanDecision(text)]).toEqual([ofCards, ofLoan]);
  });

  it("F2.1 credit not found is not thin file", () => {
    const { trace } = deriveWorkflow({ ...NOTHING, ...cards("Credit Not Found") });
    expect(trace[0]?.says).toContain("try the credit pull again");
  });
});

describe("F2.2 F2.3 F2.4 F2.5 products and their overlays", () => {
  it.each<[string, string, string[], object[]]>([
    ["Qualified", "TL Declined - X", ["card_funding"], []],
    ["Qualified w/ Paydowns", "TL Declined - X", ["card_funding"], [PAYDOWNS]],
    ["Qualified w/ Inq Removal", "TL Declined - X", ["card_funding"], [INQ_ON_CARDS]],
    ["Qualified w/ Paydowns/Inq Removal", "TL Declined - X", ["card_funding"], [PAYDOWNS, INQ_ON_CARDS]],
    ["Qualified", "TL Qualified", ["term_loan", "card_funding"], []],
    ["Qualified w/ Paydowns", "TL Qualified", ["term_loan", "card_funding"], [PAYDOWNS]],
    ["Qualified w/ Inq Removal", "TL Qualified", ["term_loan", "card_funding"], [INQ_ON_CARDS]],
    [
      "Qualified w/ Paydowns/Inq Removal",
      "TL Qualified",
      ["term_loan", "card_funding"],
      [PAYDOWNS, INQ_ON_CARDS],
    ],
    ["Qualified", "TL Qualified w/ Inq Removal", ["term_loan", "card_funding"], [INQ_ON_LOAN]],
    [
      "Qualified w/ Paydowns",
      "TL Qualified w/ Inq Removal",
      ["term_loan", "card_funding"],
      [PAYDOWNS, INQ_ON_LOAN],
    ],
    ["Qualified w/ Inq Removal", "TL Qualified w/ Inq Removal", ["term_loan", "card_funding"], [INQ_ON_LOAN]],
    [
      "Qualified w/ Paydowns/Inq Removal",
      "TL Qualified w/ Inq Removal",
      ["term_loan", "card_funding"],
      [PAYDOWNS, INQ_ON_LOAN],
    ],
    ["Qualified - Pending Seasoning", "TL Qualified", ["term_loan"], []],
    ["Qualified - Pending Seasoning", "TL Qualified w/ Inq Removal", ["term_loan"], [INQ_ON_LOAN]],
    ["Doesn't Qualify", "TL Qualified w/ Inq Removal", ["term_loan"], [INQ_ON_LOAN]],
  ])("%s and %s", (reportStatus, tlDecision, primaryPaths, overlays) => {
    const workflow = route({ ...cards(reportStatus), tlDecision });
    expect(summary(workflow)).toEqual({ primaryPaths, overlays });
  });

  it.each([
    [true, false, "mca"],
    [false, true, "sba"],
    [true, true, "both"],
  ])("F2.2 established funding: MCA %s, SBA %s", (mcaEligible, sbaEligible, establishedSubVariant) => {
    const expected = { primaryPaths: ["established_funding"], overlays: [], establishedSubVariant };
    expect(summary(route({ mcaEligible, sbaEligible }))).toEqual(expected);
  });

  it("F2.2 all three stand in their order", () => {
    const workflow = route({ ...cards("Qualified"), tlDecision: "TL Qualified", sbaEligible: true });
    expect(workflow?.primaryPaths).toEqual(["term_loan", "card_funding", "established_funding"]);
  });

  it("F2.12 an overlay carries its steps and what is known", () => {
    const facts = {
      paydowns: { paydownAmountNeeded: "100.00", topPaydownAccounts: [] },
      eligibleInquiries: null,
    };
    const { workflow } = deriveWorkflow({ ...NOTHING, ...cards("Qualified w/ Paydowns/Inq Removal") }, facts);
    expect(workflow?.overlays.map(({ data }) => data)).toEqual([facts.paydowns, { eligibleInquiries: [] }]);
    expect(workflow?.overlays.map(({ steps }) => steps.map(({ id }) => id))).toEqual([
      ["email_paydown_requirements", "confirm_paydowns"],
      ["dispute_inquiries", "confirm_inquiries_removed"],
    ]);
    expect(workflow?.addressFirst).toEqual([
      { type: "paydowns", title: expect.any(String), amount: "100.00" },
      { type: "inquiries", title: expect.any(String) },
    ]);
    expect(route(cards("Qualified w/ Paydowns"))?.overlays[0]?.data).toEqual({
      paydownAmountNeeded: null,
      topPaydownAccounts: [],
    });
  });

  it("F3.2 a new overlay is one entry of data", () => {
    const added: OverlayDefinition = {
      id: "inq_removal_required",
      title: "Income check",
      attachesTo: [{ path: "card_funding", after: "submit_processing", blocks: "deliver_funding_plan" }],
      steps: [{ id: "check_income", title: "Check the income", kind: "verification" }],
      data: () => ({ wanted: 1 }),
    };
    const decisions = { ...NOTHING, ...cards("Qualified w/ Paydowns/Inq Removal") };
    const others = OVERLAYS.filter(({ id }) => id !== added.id);
    const { workflow } = deriveWorkflow(decisions, undefined, undefined, [...others, added]);
    expect(workflow?.overlays.at(-1)).toMatchObject({
      insertionPoint: { after: "submit_processing" },
      blocks: "deliver_funding_plan",
      steps: [{ id: "check_income" }],
      data: { wanted: 1 },
    });
  });
});

describe("F2.7 F2.9 parked, and until when", () => {
  const at = (text: string) => Date.parse(text);

  it.each([
    ["in six months, at the same time", "2026-04-27T12:34:56.789Z", "2026-10-27T12:34:56.789Z"],
    ["the end of August is the end of February", "2026-08-31T23:59:59.999Z", "2027-02-28T23:59:59.999Z"],
    ["… which has 29 days in a leap year", "2027-08-31T00:00:00.000Z", "2028-02-29T00:00:00.000Z"],
    ["29 August stays in a leap February", "2027-08-29T10:00:00.000Z", "2028-02-29T10:00:00.000Z"],
    ["30 August does not", "2026-08-30T10:00:00.000Z", "2027-02-28T10:00:00.000Z"],
    ["31 March: September has 30 days", "2026-03-31T00:00:00.000Z", "2026-09-30T00:00:00.000Z"],
    ["over the turn of the year", "2026-12-31T12:00:00.000Z", "2027-06-30T12:00:00.000Z"],
  ])("%s", (_name, now, callback) => {
    for (const decisions of [cards("Qualified - Pending Seasoning"), { cardDeclineReason: "Thin File" }]) {
      const workflow = route({ ...decisions, now: at(now) });
      expect(workflow?.primaryPaths).toEqual(["parked"]);
      expect(new Date(workflow?.parkedCallbackDate ?? 0).toISOString()).toBe(callback);
    }
  });

  it.each([
    ["13 months after the youngest account", "2026-02-10", "2027-03-10T00:00:00.000Z"],
    ["clamped to a shorter month", "2026-01-31", "2027-02-28T00:00:00.000Z"],
    ["30 days from now when the account is old enough before", "2025-03-01", "2026-05-27T12:00:00.000Z"],
    ["13 months when that is a moment after the 30 days", "2025-04-28", "2026-05-28T00:00:00.000Z"],
    ["30 days when that is a moment after the 13 months", "2025-04-27", "2026-05-27T12:00:00.000Z"],
    ["30 days when no account's date is known", null, "2026-05-27T12:00:00.000Z"],
  ])("recent credit activity: %s", (_name, youngestAccountOpened, callback) => {
    const workflow = route({ cardDeclineReason: "Too Many New Accounts", youngestAccountOpened });
    expect(workflow).toMatchObject({ primaryPaths: ["parked"], parkedReason: "recent_credit_activity" });
    expect(new Date(workflow?.parkedCallbackDate ?? 0).toISOString()).toBe(callback);
  });

  it("F1.3 the intervals are the policy's", () => {
    const intervals = { ...DEFAULT_POLICY.parking, thinFileMonths: 3 };
    const { workflow } = deriveWorkflow({ ...NOTHING, cardDeclineReason: "Thin File" }, undefined, intervals);
    expect(workflow?.parkedCallbackDate).toBe(at("2026-07-27T12:00:00.000Z"));
  });

  it("thin file and income too low for any product is parked", () => {
    expect(route({ cardDeclineReason: "Thin File", insufficientIncome: true })?.parkedReason).toBe(
      "thin_file",
    );
  });
});

describe("F2.6 F2.8 declined", () => {
  const other: OperatorClosure = { declineReason: "other", declineReasonNotes: "Moved abroad" };

  it.each<[string, Partial<WorkflowDecisions>, string]>([
    ["Recent Bankruptcy", { cardDeclineReason: "Recent Bankruptcy" }, "repair_referral"],
    ["severe lates", { cardDeclineReason: "Recent Severe Late Payment History" }, "repair_referral"],
    ["score", { cardDeclineReason: "Credit Score Too Low" }, "repair_referral"],
    ["collections", { cardDeclineReason: "Too Many Collections/Charge-Offs" }, "repair_referral"],
    ["late payments", { cardDeclineReason: "Too Many Late Payments" }, "repair_referral"],
    [
      "repair before income",
      { cardDeclineReason: "Credit Score Too Low", insufficientIncome: true },
      "repair_referral",
    ],
    ["income", { insufficientIncome: true }, "insufficient_income"],
    ["income too low for cards alone", { cardDeclineReason: "Insufficient Income" }, "no_fit"],
    ["removed inquiries decline", { cardDeclineReason: "Too Many Recent Inquiries" }, "no_fit"],
    ["TL inquiries decline", { tlDecision: "TL Declined - Too Many Recent Inquiries" }, "no_fit"],
    ["no reason at all", { cardDeclineReason: null }, "no_fit"],
    ["duplicate", { duplicateFile: true }, "duplicate_file"],
    ["duplicate that qualifies", { ...cards("Qualified"), duplicateFile: true }, "duplicate_file"],
    ["duplicate in manual review", { ...cards("Manual Review - X"), duplicateFile: true }, "duplicate_file"],
    ["duplicate not found", { ...cards("Credit Not Found"), duplicateFile: true }, "duplicate_file"],
    ["closed in manual review", { ...cards("Manual Review - X"), operatorClosure: other }, "other"],
    ["closed though it qualifies", { ...cards("Qualified"), operatorClosure: other }, "other"],
    [
      "closed though a duplicate",
      { duplicateFile: true, operatorClosure: { declineReason: "no_fit" } },
      "no_fit",
    ],
  ])("%s", (_name, changes, declineReason) => {
    const workflow = route(changes);
    expect(workflow?.primaryPaths).toEqual(["decline"]);
    expect(workflow?.declineReason).toBe(declineReason);
    expect(workflow?.declineReasonNotes).toBe(changes.operatorClosure?.declineReasonNotes);
  });

  it.each([
    ["term_loan", { tlDecision: "TL Qualified" }],
    ["established_funding", { mcaEligible: true }],
  ])("F2.6 what needs repair on cards still gets the %s that qualifies", (path, changes) => {
    const workflow = route({ cardDeclineReason: "Recent Bankruptcy", ...changes });
    expect(workflow?.primaryPaths).toEqual([path]);
    expect(workflow).not.toHaveProperty("declineReason");
  });

  it("a decline reason beside cards that qualify routes nothing", () => {
    const workflow = route({ reportStatus: "Qualified", cardDeclineReason: "Recent Bankruptcy" });
    expect(workflow?.primaryPaths).toEqual(["card_funding"]);
    const seasoning = {
      reportStatus: "Qualified - Pending Seasoning",
      cardDeclineReason: "Recent Bankruptcy",
    };
    expect(route(seasoning)?.parkedReason).toBe("pending_seasoning");
  });
});

describe("F2.10 the field of older clients", () => {
  it.each([
    ["Qualified", "prime"],
    ["Qualified w/ Paydowns", "paydowns"],
    ["Qualified w/ Inq Removal", "inq_removal"],
    ["Qualified w/ Paydowns/Inq Removal", "paydowns"],
    ["Qualified - Pending Seasoning", "seasoning"],
    ["Doesn't Qualify", null],
    ["Credit Not Found", null],
    ["Manual Review - X", null],
  ])("%s is %s", (reportStatus, path) => {
    expect(legacyWorkflowPath(route(cards(reportStatus)), reportStatus)).toBe(path);
  });

  it("says nothing of cards that are not under way", () => {
    const duplicate = route({ ...cards("Qualified"), duplicateFile: true });
    expect(legacyWorkflowPath(duplicate, "Qualified")).toBeNull();
  });
});

describe("F1.6 what to do next", () => {
  it.each<[string, Partial<WorkflowDecisions>, string[], string[]]>([
    ["cards", cards("Qualified"), ["prime_approval"], []],
    [
      "cards with both overlays",
      cards("Qualified w/ Paydowns/Inq Removal"),
      ["prime_approval", "paydown_strategy", "inquiry_removal"],
      ["paydowns", "inquiries"],
    ],
    ["cash advance", { mcaEligible: true }, ["mca_option"], []],
    ["both", { mcaEligible: true, sbaEligible: true }, ["mca_option", "sba_option"], []],
    [
      "repair",
      { cardDeclineReason: "Recent Bankruptcy" },
      ["credit_repair_required", "close_file"],
      ["credit_repair"],
    ],
    ["thin file", { cardDeclineReason: "Thin File" }, ["callback_scheduled"], ["thin_file"]],
  ])("%s", (_name, changes, actions, first) => {
    const workflow = route(changes);
    expect(workflow?.nextActions.map(({ type }) => type)).toEqual(actions);
    expect(workflow?.addressFirst.map(({ type }) => type)).toEqual(first);
  });
});

const closure: fc.Arbitrary<OperatorClosure | null> = fc.constantFrom(
  null,
  null,
  { declineReason: "no_fit" },
  { declineReason: "other", declineReasonNotes: "said so" },
);
const decisions: fc.Arbitrary<WorkflowDecisions> = fc.record({
  reportStatus: fc.constantFrom(...Object.keys(CARD_STATUSES), "Manual Review - X"),
  cardDeclineReason: fc.constantFrom(null, ...Object.keys(CARD_DECLINE_REASONS)),
  tlDecision: fc.constantFrom(
    "TL Qualified",
    "TL Qualified w/ Inq Removal",
    "TL Declined - X",
    "TL Declined - X",
    "Manual Review - Y",
  ),
  mcaEligible: fc.boolean(),
  sbaEligible: fc.boolean(),
  youngestAccountOpened: fc.option(
    fc
      .date({ min: new Date(0), max: new Date(NOW), noInvalidDate: true })
      .map((d) => d.toISOString().slice(0, 10)),
  ),
  insufficientIncome: fc.boolean(),
  duplicateFile: fc.boolean(),
  operatorClosure: closure,
  now: fc
    .date({ min: new Date(NOW), max: new Date("2200-01-01"), noInvalidDate: true })
    .map((d) => d.getTime()),
});

/** Every part of an output that a reader could ask «why?» about. */
function partsOf({ workflow }: DerivedWorkflow): string[] {
  if (workflow === null) return ["workflow"];
  const { primaryPaths, overlays, nextActions: _, addressFirst: __, ...rest } = workflow;
  return [
    ...primaryPaths.map((path) => `primaryPaths.${path}`),
    ...overlays.map(({ id }) => `overlays.${id}`),
    ...Object.keys(rest),
  ];
}

describe("F2 whatever is decided", () => {
  const always = (name: string, check: (derived: DerivedWorkflow, given: WorkflowDecisions) => void) =>
    it(name, () => {
      fc.assert(
        fc.property(decisions, (given) => check(deriveWorkflow(given), given)),
        { numRuns: 2_000 },
      );
    });

  always(
    "F2.6 parked and decline stand alone, with their reason, and nothing stands without a path",
    ({ workflow }) => {
      if (workflow === null) return;
      const { primaryPaths, parkedReason, parkedCallbackDate, declineReason, overlays } = workflow;
      expect(primaryPaths.length).toBeGreaterThan(0);
      const [isParked, isDeclined] = [primaryPaths.includes("parked"), primaryPaths.includes("decline")];
      if (isParked || isDeclined) expect([primaryPaths.length, overlays]).toEqual([1, []]);
      expect([parkedReason !== undefined, parkedCallbackDate !== undefined]).toEqual([isParked, isParked]);
      expect(declineReason !== undefined).toBe(isDeclined);
      expect(workflow.establishedSubVariant !== undefined).toBe(primaryPaths.includes("established_funding"));
    },
  );

  always("F2.2 primaries stand in their order, each once", ({ workflow }) => {
    const order = ["term_loan", "card_funding", "established_funding", "parked", "decline"];
    const places = (workflow?.primaryPaths ?? []).map((path) => order.indexOf(path));
    expect(places).toEqual([...new Set(places)].sort((a, b) => a - b));
  });

  always("F2.3 F2.4 F2.5 an overlay stands once, on a product that is active", ({ workflow }, given) => {
    const overlays = workflow?.overlays ?? [];
    expect(new Set(overlays.map(({ id }) => id)).size).toBe(overlays.length);
    for (const { id, appliesTo } of overlays) {
      expect(workflow?.primaryPaths).toContain(appliesTo);
      if (id === "paydowns_required") expect(appliesTo).toBe("card_funding");
      else expect(appliesTo === "term_loan").toBe(given.tlDecision === "TL Qualified w/ Inq Removal");
    }
  });

  always("the trace explains every part of the output, and nothing that is not there", (derived) => {
    const explained = new Set(derived.trace.map(({ explains }) => explains));
    for (const part of partsOf(derived)) expect(explained).toContain(part);
    const known = [...partsOf(derived), "primaryPaths"];
    for (const { explains, says, rule } of derived.trace) {
      expect(known).toContain(explains);
      expect(says.length).toBeGreaterThan(10);
      expect(rule).toMatch(/^F2\.\d+$/);
    }
  });

  always("F2.7 a call-back is in the future", ({ workflow }, { now }) => {
    if (workflow?.parkedCallbackDate !== undefined)
      expect(workflow.parkedCallbackDate).toBeGreaterThan(now + 29 * 86_400_000);
  });

  always("F2.9 the same input gives the same output, and is left as it was", (derived, given) => {
    const before = structuredClone(given);
    expect(deriveWorkflow(given)).toEqual(derived);
    expect(given).toEqual(before);
  });

  it("no input throws, however odd", () => {
    const odd = fc.oneof(
      fc.string(),
      fc.constantFrom("__proto__", "toString", "Manual Review - ", "TL Qualified w/ "),
    );
    fc.assert(
      fc.property(
        fc.record({
          reportStatus: fc.oneof(odd, fc.constantFrom(...Object.keys(CARD_STATUSES))),
          cardDeclineReason: fc.option(fc.oneof(odd, fc.constant("Too Many New Accounts"))),
          tlDecision: fc.oneof(odd, fc.constant("TL Declined - X")),
          mcaEligible: fc.boolean(),
          sbaEligible: fc.boolean(),
          establishedReview: fc.option(odd),
          youngestAccountOpened: fc.option(fc.oneof(odd, fc.constantFrom("2026-02-30", "9999-12-31", "-1"))),
          insufficientIncome: fc.boolean(),
          duplicateFile: fc.boolean(),
          now: fc.oneof(fc.double(), fc.integer(), fc.constantFrom(8.64e15, -8.64e15, 8e15)),
        }),
        (given) => {
          const derived = deriveWorkflow(given as WorkflowDecisions);
          expect(derived.trace.length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 5_000 },
    );
  });
});
