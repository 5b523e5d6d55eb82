import { describe, expect, it } from "vitest";
import { deriveWorkflow } from "./derive-workflow.ts";
import type { PrimaryPath } from "./paths.ts";
import { outOfTurn, type ReplayedEvent, type ReplayedRun } from "./replay.ts";

type Happening = [kind: ReplayedEvent["kind"], path: PrimaryPath | null, step?: string, runNo?: number];

const story = (...happenings: Happening[]): ReplayedEvent[] =>
  happenings.map(([kind, path, step = null, runNo = 1], index) => ({
    ...{ seq: index + 1, kind, runNo, path, step, track: null, reason: null },
    data: { reason: "client_refused" },
  }));

function run(runNo: number, reportStatus: string, tlDecision: string): ReplayedRun {
  const decisions = {
    reportStatus,
    tlDecision,
    cardDeclineReason: null,
    mcaEligible: false,
    sbaEligible: false,
  };
  const { workflow } = deriveWorkflow({
    ...decisions,
    ...{ youngestAccountOpened: null, insufficientIncome: false, duplicateFile: false, now: 0 },
  });
  return { runNo, workflow, decisions: decisions as unknown as ReplayedRun["decisions"] };
}

const done = (path: PrimaryPath, ...steps: string[]): Happening[] =>
  steps.map((step) => ["completed", path, step]);
const APPROVED = done("card_funding", "approve_underwriting", "send_agreement");
const PAYDOWNS = done("card_funding", "email_paydown_requirements", "confirm_paydowns");
const REMOVAL = done("card_funding", "dispute_inquiries", "confirm_inquiries_removed");
const SUBMIT = done("card_funding", "submit_processing");
const END_OF_LOAN: Happening = ["not_funded", "term_loan"];

const CARDS = [run(1, "Qualified w/ Paydowns", "TL Declined - Income")];
const BOTH = [run(1, "Qualified w/ Inq Removal", "TL Qualified w/ Inq Removal")];

describe("I24 the story of a file, replayed", () => {
  it.each<[string, ReplayedRun[], Happening[], number[]]>([
    ["cards after their paydowns", CARDS, [...APPROVED, ...PAYDOWNS, ...SUBMIT], []],
    ["cards before their paydowns", CARDS, [...APPROVED, ...SUBMIT, ...PAYDOWNS], [3, 4, 5]],
    ["cards with half of their paydowns", CARDS, [...APPROVED, ...PAYDOWNS.slice(0, 1), ...SUBMIT], [4]],
    [
      "paydowns taken back before the cards",
      CARDS,
      [...APPROVED, ...PAYDOWNS, ["reopened", "card_funding", "confirm_paydowns"], ...SUBMIT],
      [6],
    ],
    ["cards before the loan has ended", BOTH, [...APPROVED, ...REMOVAL], [3, 4]],
    // The removal that was the loan's to do is the cards' when the loan ends without it.
    ["cards after the loan, with its removal", BOTH, [...APPROVED, END_OF_LOAN, ...REMOVAL, ...SUBMIT], []],
    ["cards after the loan, without its removal", BOTH, [...APPROVED, END_OF_LOAN, ...SUBMIT], [4]],
    [
      "the loan after all, once the cards have had its removal",
      BOTH,
      [
        ...APPROVED,
        END_OF_LOAN,
        ...REMOVAL,
        ["resumed", "term_loan"],
        ...done("term_loan", "generate_term_loan_offers"),
      ],
      [],
    ],
    [
      "the loan after all, with a removal of its own, as earlier releases wanted it",
      BOTH,
      [
        ...APPROVED,
        END_OF_LOAN,
        ...REMOVAL,
        ["resumed", "term_loan"],
        ...done("term_loan", "dispute_inquiries", "confirm_inquiries_removed", "generate_term_loan_offers"),
      ],
      [],
    ],
    [
      "a removal of its own before the loan is open again",
      BOTH,
      [...APPROVED, END_OF_LOAN, ...REMOVAL, ...done("term_loan", "dispute_inquiries")],
      [6],
    ],
    [
      "the loan after all, with the removal of an earlier run",
      [...BOTH, { ...BOTH[0], runNo: 2 } as ReplayedRun],
      [
        ...APPROVED,
        END_OF_LOAN,
        ...REMOVAL,
        ...SUBMIT,
        ["resumed", "term_loan"],
        ["completed", "term_loan", "generate_term_loan_offers", 2],
      ],
      [8],
    ],
    [
      "what a later run no longer asks for",
      [...CARDS, run(2, "Qualified", "TL Declined - Income")],
      [...APPROVED, ["completed", "card_funding", "submit_processing", 2]],
      [],
    ],
    [
      "what was done while the newest run waited for a person",
      [...CARDS, { ...run(2, "Qualified", "TL Qualified"), workflow: null }],
      [...APPROVED, ["completed", "card_funding", "email_paydown_requirements", 2]],
      [3],
    ],
    ["a run that is not there", [], APPROVED, [1, 2]],
  ])("%s", (_what, runs, happenings, found) => {
    expect(outOfTurn(story(...happenings), runs).map(({ seq }) => seq)).toEqual(found);
  });
});
