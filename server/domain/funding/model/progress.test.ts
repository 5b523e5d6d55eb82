import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { deriveWorkflow } from "./derive-workflow.ts";
import { PATHS, type PathDefinition, type PrimaryPath } from "./paths.ts";
import { NOTHING_DONE, type Paths, type Progress, progressOf } from "./progress.ts";
import type { WorkflowDecisions } from "./routing.ts";
import { guardNotFunded, guardStart, guardStep, guardSubVariant } from "./step-guards.ts";
import type { Overlay, Workflow } from "./workflow.ts";

const workflowOf = (changes: Partial<WorkflowDecisions>): Workflow => {
  const { workflow } = deriveWorkflow({
    reportStatus: "Doesn't Qualify",
    cardDeclineReason: null,
    tlDecision: "TL Declined - X",
    mcaEligible: false,
    sbaEligible: false,
    youngestAccountOpened: null,
    insufficientIncome: false,
    duplicateFile: false,
    now: 0,
    ...changes,
  });
  return workflow ?? expect.fail("no workflow");
};
const ids = (workflow: Workflow, path: PrimaryPath) =>
  progressOf(workflow, NOTHING_DONE)
    .find((one) => one.path === path)
    ?.steps.map(({ id }) => id);
const having = (path: PrimaryPath, ...steps: string[]): Progress => ({
  ...NOTHING_DONE,
  done: steps.map((step) => ({ path, step })),
});
const both = (...all: Progress[]): Progress => ({ ...NOTHING_DONE, done: all.flatMap(({ done }) => done) });
const spine = (path: PrimaryPath) => PATHS[path].steps.map(({ id }) => id);

const CARDS = workflowOf({ reportStatus: "Qualified w/ Paydowns/Inq Removal" });
const LOAN = workflowOf({ tlDecision: "TL Qualified w/ Inq Removal" });
const COMBINED = workflowOf({ reportStatus: "Qualified w/ Paydowns", tlDecision: "TL Qualified" });
const EVERYTHING = workflowOf({
  reportStatus: "Qualified",
  tlDecision: "TL Qualified",
  mcaEligible: true,
  sbaEligible: true,
});
const REFERRAL = workflowOf({ cardDeclineReason: "Recent Bankruptcy" });

describe("F3.1 the spines", () => {
  it.each<[string, Workflow, PrimaryPath, string]>([
    [
      "cards with both overlays",
      CARDS,
      "card_funding",
      "approve_underwriting send_agreement email_paydown_requirements confirm_paydowns dispute_inquiries confirm_inquiries_removed submit_processing wait_card_stacking_results deliver_funding_plan track_card_statuses collect_invoice",
    ],
    [
      "term loan with inquiries",
      LOAN,
      "term_loan",
      "approve_underwriting send_agreement dispute_inquiries confirm_inquiries_removed generate_term_loan_offers review_and_select_offer send_offer_link await_acceptance wait_for_funding collect_invoice send_next_steps",
    ],
    [
      "established funding",
      EVERYTHING,
      "established_funding",
      "approve_underwriting send_agreement gather_documentation submit_to_partner handoff_to_lender record_payment_received",
    ],
    ["parked", workflowOf({ cardDeclineReason: "Thin File" }), "parked", "send_parked_email mark_parked"],
    [
      "repair referral",
      REFERRAL,
      "decline",
      "send_repair_referral send_decline_email mark_in_credit_repair close_file",
    ],
    ["any other decline", workflowOf({}), "decline", "send_decline_email close_file"],
  ])("%s", (_name, workflow, path, steps) => {
    expect(ids(workflow, path)?.join(" ")).toBe(steps);
  });
});

describe("F3.3 what is next, and what is blocked", () => {
  it.each<[string, Workflow, Progress, PrimaryPath, string | null, string | null]>([
    ["the approval comes first", CARDS, NOTHING_DONE, "card_funding", "approve_underwriting", null],
    [
      "the agreement waits for it",
      CARDS,
      NOTHING_DONE,
      "card_funding",
      "send_agreement",
      "First: Review and approve underwriting.",
    ],
    [
      "then the paydowns",
      CARDS,
      having("card_funding", "approve_underwriting", "send_agreement"),
      "card_funding",
      "email_paydown_requirements",
      null,
    ],
    [
      "the inquiries wait for the paydowns",
      CARDS,
      having("card_funding", "approve_underwriting", "send_agreement", "email_paydown_requirements"),
      "card_funding",
      "dispute_inquiries",
      "First: Confirm the paydowns",
    ],
    [
      "submission waits for the overlays",
      CARDS,
      having(
        "card_funding",
        "approve_underwriting",
        "send_agreement",
        "email_paydown_requirements",
        "confirm_paydowns",
        "dispute_inquiries",
      ),
      "card_funding",
      "submit_processing",
      "First: Confirm the removal",
    ],
    [
      "and opens after them",
      CARDS,
      having(
        "card_funding",
        "approve_underwriting",
        "send_agreement",
        "email_paydown_requirements",
        "confirm_paydowns",
        "dispute_inquiries",
        "confirm_inquiries_removed",
      ),
      "card_funding",
      "submit_processing",
      null,
    ],
    [
      "offers wait for the removal",
      LOAN,
      having("term_loan", "approve_underwriting", "send_agreement"),
      "term_loan",
      "generate_term_loan_offers",
      "First: Dispute",
    ],
    [
      "cards wait for the loan",
      EVERYTHING,
      { ...having("term_loan", "approve_underwriting", "send_agreement"), startedTracks: ["creative"] },
      "card_funding",
      "submit_processing",
      "Term loan comes first",
    ],
    [
      "paydowns wait for the loan",
      COMBINED,
      having("term_loan", "approve_underwriting", "send_agreement"),
      "card_funding",
      "email_paydown_requirements",
      "Term loan comes first",
    ],
    [
      "and begin when it is complete",
      COMBINED,
      having("term_loan", ...spine("term_loan")),
      "card_funding",
      "email_paydown_requirements",
      null,
    ],
    [
      "or has ended without money",
      COMBINED,
      {
        ...having("term_loan", "approve_underwriting", "send_agreement"),
        ended: [{ path: "term_loan", how: "not_funded", reason: "no_offers", notes: "none" }],
      },
      "card_funding",
      "email_paydown_requirements",
      null,
    ],
    [
      "a path that has ended goes no further",
      COMBINED,
      { ...NOTHING_DONE, ended: [{ path: "term_loan", how: "superseded" }] },
      "term_loan",
      "approve_underwriting",
      "has ended",
    ],
    [
      "F3.4 a track has to be started where there are two",
      EVERYTHING,
      NOTHING_DONE,
      "established_funding",
      "approve_underwriting",
      "Start the Established Funding Workflow first.",
    ],
    [
      "F3.4 the other one too",
      EVERYTHING,
      { ...NOTHING_DONE, startedTracks: ["established"] },
      "term_loan",
      "approve_underwriting",
      "Start the Creative",
    ],
    ["F3.4 one alone need not be", COMBINED, NOTHING_DONE, "term_loan", "approve_underwriting", null],
    [
      "the tracks do not wait for one another",
      EVERYTHING,
      { ...having("term_loan", "approve_underwriting", "send_agreement"), startedTracks: ["established"] },
      "established_funding",
      "gather_documentation",
      null,
    ],
  ])("%s", (_name, workflow, progress, path, step, why) => {
    const own = progressOf(workflow, progress).find((one) => one.path === path);
    const found = own?.steps.find(({ id }) => id === step);
    expect(found?.state).toBe(why === null ? "open" : "blocked");
    if (why) expect(found?.why).toContain(why);
    else expect(own?.next?.id).toBe(step);
    const refusal = guardStep(workflow, progress, path, step ?? "");
    expect(refusal?.code ?? null).toBe(why === null ? null : "STEP_OUT_OF_TURN");
  });

  it("shared steps are done once, for all", () => {
    const progress: Progress = {
      ...having("established_funding", "approve_underwriting", "send_agreement"),
      startedTracks: ["creative", "established"],
    };
    const next = progressOf(EVERYTHING, progress).map((one) => one.next?.id ?? null);
    expect(next).toEqual(["generate_term_loan_offers", null, "gather_documentation"]);
    expect(guardStep(EVERYTHING, progress, "card_funding", "send_agreement")?.code).toBe("STEP_DONE_ALREADY");
  });

  it("an invoice of the loan is not the one of the cards", () => {
    const progress = both(
      having("term_loan", ...spine("term_loan")),
      having("card_funding", ...spine("card_funding").slice(0, -1)),
    );
    const [loan, cards] = progressOf(COMBINED, progress);
    expect([loan?.state, cards?.state, cards?.next?.id]).toEqual(["completed", "active", "collect_invoice"]);
  });

  it.each<[string, Workflow | null, string, string, string]>([
    ["no workflow yet", null, "card_funding", "approve_underwriting", "STEP_OUT_OF_TURN"],
    ["a path that is not under way", CARDS, "term_loan", "approve_underwriting", "STEP_OUT_OF_TURN"],
    ["a path that there is not", CARDS, "constructor", "approve_underwriting", "STEP_OUT_OF_TURN"],
    ["a step that there is not", CARDS, "card_funding", "select_product", "STEP_OUT_OF_TURN"],
    ["a step for another reason", workflowOf({}), "decline", "send_repair_referral", "STEP_OUT_OF_TURN"],
  ])("refuses %s", (_name, workflow, path, step, code) => {
    expect(guardStep(workflow, NOTHING_DONE, path, step)?.code).toBe(code);
  });
});

describe("F3.2 a new step, overlay or path is one entry of data", () => {
  const [approve, agreement, ...rest] = PATHS.card_funding.steps;
  const check = { id: "check_identity", title: "Check the identity", kind: "verification" } as const;

  it("a step", () => {
    const paths: Paths = {
      ...PATHS,
      card_funding: { ...PATHS.card_funding, steps: [approve, check, agreement, ...rest] },
    };
    const progress = having("card_funding", "approve_underwriting");
    expect(progressOf(CARDS, progress, paths)[0]?.next?.id).toBe("check_identity");
    expect(guardStep(CARDS, progress, "card_funding", "send_agreement", paths)?.message).toContain(
      "Check the identity",
    );
  });

  it("an overlay that blocks a later step goes on beside the spine until there", () => {
    const overlay = {
      id: "income_check",
      appliesTo: "card_funding",
      insertionPoint: { after: "send_agreement" },
      blocks: "deliver_funding_plan",
      steps: [check],
      data: {},
    } as unknown as Overlay;
    const workflow = { ...CARDS, overlays: [overlay] };
    const open = (...steps: string[]) =>
      progressOf(workflow, having("card_funding", "approve_underwriting", "send_agreement", ...steps))[0]
        ?.steps.filter(({ state }) => state === "open")
        .map(({ id }) => id);
    expect(open()).toEqual(["check_identity", "submit_processing"]);
    expect(open("submit_processing", "wait_card_stacking_results")).toEqual(["check_identity"]);
    expect(open("submit_processing", "wait_card_stacking_results", "check_identity")).toEqual([
      "deliver_funding_plan",
    ]);
  });

  it("a primary", () => {
    const equipment: PathDefinition = {
      title: "Equipment",
      track: "established",
      paidBy: "lender",
      crmStage: "establishedFunding",
      notFundedReasons: [],
      steps: [check],
    };
    const workflow = { ...CARDS, primaryPaths: ["equipment"] as unknown as PrimaryPath[] };
    expect(progressOf(workflow, NOTHING_DONE, { ...PATHS, equipment })[0]).toMatchObject({
      title: "Equipment",
      next: check,
    });
  });
});

describe("F3.4 F3.6 F3.11 what else an operator may do", () => {
  it("F3.4 starts a track that is open, once", () => {
    expect(guardStart(EVERYTHING, NOTHING_DONE, "creative")).toBeNull();
    expect(guardStart(COMBINED, NOTHING_DONE, "established")?.code).toBe("STEP_OUT_OF_TURN");
    expect(guardStart(EVERYTHING, { ...NOTHING_DONE, startedTracks: ["creative"] }, "creative")?.code).toBe(
      "STEP_DONE_ALREADY",
    );
    expect(guardStart(null, NOTHING_DONE, "creative")?.code).toBe("STEP_OUT_OF_TURN");
  });

  it.each([
    ["both", { mcaEligible: true, sbaEligible: true }, ["mca", "sba", "both"]],
    ["mca", { mcaEligible: true }, ["mca"]],
    ["sba", { sbaEligible: true }, ["sba"]],
    ["nothing", {}, []],
  ])("F3.6 of %s the operator chooses no more than there is", (_name, changes, allowed) => {
    const taken = ["mca", "sba", "both", "equipment"].filter(
      (one) => guardSubVariant(workflowOf(changes), one) === null,
    );
    expect(taken).toEqual(allowed);
  });

  it.each<[string, Parameters<typeof guardNotFunded>[2], string | null]>([
    ["a loan without offers", { path: "term_loan", reason: "no_offers", notes: "none" }, null],
    [
      "a reason of cards",
      { path: "term_loan", reason: "no_card_approved", notes: "none" },
      "PAYLOAD_VALIDATION",
    ],
    ["without notes", { path: "term_loan", reason: "no_offers", notes: "  " }, "PAYLOAD_VALIDATION"],
    [
      "a path that is not there",
      { path: "established_funding", reason: "client_refused", notes: "no" },
      "STEP_OUT_OF_TURN",
    ],
  ])("F3.11 ends %s", (_name, end, code) => {
    expect(guardNotFunded(COMBINED, NOTHING_DONE, end)?.code ?? null).toBe(code);
  });

  it("F3.11 neither twice, nor what is complete, nor a decline", () => {
    const end = { path: "term_loan", reason: "no_offers", notes: "none" } as const;
    const ended: Progress = { ...NOTHING_DONE, ended: [{ ...end, how: "not_funded" }] };
    expect(guardNotFunded(COMBINED, ended, end)?.code).toBe("STEP_OUT_OF_TURN");
    expect(guardNotFunded(COMBINED, having("term_loan", ...spine("term_loan")), end)?.code).toBe(
      "STEP_OUT_OF_TURN",
    );
    expect(guardNotFunded(REFERRAL, NOTHING_DONE, { ...end, path: "decline" })?.code).toBe(
      "STEP_OUT_OF_TURN",
    );
  });
});

describe("F3.3 whatever is clicked", () => {
  const workflows = fc.record({
    reportStatus: fc.constantFrom(
      "Qualified",
      "Qualified w/ Paydowns",
      "Qualified w/ Paydowns/Inq Removal",
      "Doesn't Qualify",
    ),
    tlDecision: fc.constantFrom("TL Qualified", "TL Qualified w/ Inq Removal", "TL Declined - X"),
    mcaEligible: fc.boolean(),
  });

  it("only the steps that are allowed lead to the end, and a blocked step says what comes first", () => {
    fc.assert(
      fc.property(workflows, fc.infiniteStream(fc.nat()), (changes, choices) => {
        const workflow = workflowOf(changes);
        let progress: Progress = { ...NOTHING_DONE, startedTracks: ["creative", "established"] };
        for (let turns = 0; turns < 60; turns += 1) {
          const paths = progressOf(workflow, progress);
          const open = paths.flatMap(({ path, steps }) =>
            steps.filter(({ state }) => state === "open").map(({ id }) => ({ path, step: id })),
          );
          const unexplained = paths
            .flatMap(({ steps }) => steps)
            .filter(({ state, why }) => (why !== null) !== (state === "blocked"));
          expect(unexplained).toEqual([]);
          const chosen = open[choices.next().value % Math.max(1, open.length)];
          if (!chosen) {
            expect(paths.map(({ state }) => state)).toEqual(paths.map(() => "completed"));
            return;
          }
          progress = { ...progress, done: [...progress.done, chosen] };
          const loan = paths.find(({ path }) => path === "term_loan");
          if (loan?.state === "active" && chosen.path === "card_funding")
            expect(["approve_underwriting", "send_agreement"]).toContain(chosen.step);
        }
        expect.fail("it never ends");
      }),
      { numRuns: 200 },
    );
  });
});
