import { describe, expect, it } from "vitest";
import { STAGE_KEYS } from "../../integrations/input.ts";
import { NEXT_STEPS, nextStepsOf, type Stand, stageOf } from "./outward-standing.ts";
import { PATHS, type PrimaryPath } from "./paths.ts";
import { type EndedPath, NOTHING_DONE, type Progress } from "./progress.ts";
import type { StoredRun } from "./run.ts";
import type { Workflow } from "./workflow.ts";

const workflow = (primaryPaths: PrimaryPath[], more: Partial<Workflow> = {}): Workflow => ({
  primaryPaths,
  overlays: [],
  nextActions: [],
  addressFirst: [],
  ...more,
});
const decided = (reportStatus: string) =>
  ({ reportStatus, tlDecision: "TL Qualified" }) as StoredRun["decisions"];
const stand = (flow: Workflow | null, progress: Partial<Progress> = {}): Stand => ({
  run: { decisions: decided("Qualified") },
  workflow: flow,
  progress: { ...NOTHING_DONE, ...progress },
});
const all = (path: PrimaryPath) => PATHS[path].steps.map(({ id }) => ({ path, step: id }));
const notFunded = (path: PrimaryPath): EndedPath => ({
  path,
  how: "not_funded",
  reason: "client_refused",
  notes: "",
});

const LOAN_AND_CARDS = workflow(["term_loan", "card_funding"]);
const ALL = workflow(["term_loan", "card_funding", "established_funding"]);
const PARKED = workflow(["parked"], { parkedReason: "thin_file", parkedCallbackDate: 0 });
const REFERRED = workflow(["decline"], { declineReason: "repair_referral" });
const NO_FIT = workflow(["decline"], { declineReason: "no_fit" });
const closed = all("decline").filter(({ step }) => !/repair/.test(step));

describe("what is seen of a file from outside", () => {
  it.each<[string, Stand, string[], string | null]>([
    ["before a report", { ...stand(null), run: null }, ["credit_report"], null],
    [
      "who was not found",
      { ...stand(null), run: { decisions: decided("Credit Not Found") } },
      ["new_pull"],
      "manualReview",
    ],
    ["for a person to look", stand(null), ["operator_review"], "manualReview"],
    ["a loan before cards", stand(LOAN_AND_CARDS), ["approve_underwriting"], "termLoan"],
    [
      "cards once the loan has ended",
      stand(LOAN_AND_CARDS, { ended: [notFunded("term_loan")], done: all("term_loan").slice(0, 2) }),
      ["submit_processing"],
      "cardFunding",
    ],
    ["both tracks, none started", stand(ALL), ["start_track"], "termLoan"],
    [
      "the one that was started",
      stand(ALL, { startedTracks: ["established"] }),
      ["approve_underwriting"],
      "establishedFunding",
    ],
    [
      "both started: each has its step, and the CRM the first",
      stand(ALL, { startedTracks: ["established", "creative"], done: all("term_loan").slice(0, 2) }),
      ["generate_term_loan_offers", "gather_documentation"],
      "termLoan",
    ],
    [
      "the other track is still to be started",
      stand(workflow(["card_funding", "established_funding"]), { done: all("card_funding") }),
      ["start_track"],
      "establishedFunding",
    ],
    [
      "everything through",
      stand(LOAN_AND_CARDS, { done: [...all("term_loan"), ...all("card_funding")] }),
      [],
      null,
    ],
    ["to be parked", stand(PARKED), ["send_parked_email"], null],
    ["parked", stand(PARKED, { done: all("parked") }), [], "parked"],
    ["to be declined", stand(REFERRED), ["send_repair_referral"], null],
    ["in credit repair", stand(REFERRED, { done: all("decline") }), [], "creditRepair"],
    ["closed", stand(NO_FIT, { done: closed }), [], "declined"],
  ])("F7.1 F8.1 %s", (_what, given, steps, stage) => {
    expect([nextStepsOf(given), stageOf(given)]).toEqual([steps, stage]);
  });

  it("F3.2 F8.1 every step there is has its words in the list, and every path a stage that the settings know", () => {
    const steps = Object.values(PATHS).flatMap((path) => path.steps.map(({ id }): string => id));
    expect(steps.filter((id) => !NEXT_STEPS.has(id))).toEqual([]);
    expect(Object.values(PATHS).filter(({ crmStage }) => !STAGE_KEYS.includes(crmStage))).toEqual([]);
  });
});
