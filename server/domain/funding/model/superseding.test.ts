import { describe, expect, it } from "vitest";
import { deriveWorkflow } from "./derive-workflow.ts";
import { PATHS, type PrimaryPath } from "./paths.ts";
import { NOTHING_DONE, type Progress, progressOf } from "./progress.ts";
import { continueWorkflow } from "./superseding.ts";
import type { Workflow } from "./workflow.ts";

const workflowOf = (
  reportStatus: string,
  tlDecision = "TL Declined - X",
  cardDeclineReason: string | null = null,
): Workflow => {
  const { workflow } = deriveWorkflow({
    reportStatus,
    cardDeclineReason,
    tlDecision,
    mcaEligible: false,
    sbaEligible: false,
    youngestAccountOpened: null,
    insufficientIncome: false,
    duplicateFile: false,
    now: 0,
  });
  return workflow ?? expect.fail("no workflow");
};
const having = (path: PrimaryPath, ...steps: string[]): Progress => ({
  ...NOTHING_DONE,
  done: steps.map((step) => ({ path, step })),
});
const START = ["approve_underwriting", "send_agreement"];
const PAID_DOWN = [...START, "email_paydown_requirements", "confirm_paydowns"];
const kinds = (result: ReturnType<typeof continueWorkflow>) => result.changes.map(({ kind }) => kind);
const steps = ({ progress }: { progress: Progress }) => progress.done.map(({ step }) => step);
const next = (workflow: Workflow, { progress }: { progress: Progress }) =>
  progressOf(workflow, progress).map((one) => one.next?.id ?? null);

const PAYDOWNS = workflowOf("Qualified w/ Paydowns");
const PLAIN = workflowOf("Qualified");
const COMBINED = workflowOf("Qualified w/ Paydowns", "TL Qualified");

describe("F3.12 a new run while a workflow is under way", () => {
  it("the same again asks for nothing, and what is done stays done", () => {
    const progress = having("card_funding", ...START, "submit_processing");
    expect(continueWorkflow(PLAIN, progress, PLAIN)).toEqual({ progress, changes: [] });
  });

  it("an overlay no longer asked for is satisfied, and the approval is asked for again", () => {
    const result = continueWorkflow(PAYDOWNS, having("card_funding", ...PAID_DOWN), PLAIN);
    expect(kinds(result)).toEqual(["overlay_satisfied", "approval_asked_again"]);
    expect(steps(result)).toEqual(["send_agreement", "email_paydown_requirements", "confirm_paydowns"]);
    expect(next(PLAIN, result)).toEqual(["approve_underwriting"]);
    const approved = {
      progress: {
        ...result.progress,
        done: [...result.progress.done, { path: "card_funding" as const, step: "approve_underwriting" }],
      },
    };
    expect(next(PLAIN, approved)).toEqual(["submit_processing"]);
  });

  it("an overlay still asked for returns to its first step, without another approval", () => {
    const result = continueWorkflow(PAYDOWNS, having("card_funding", ...PAID_DOWN), PAYDOWNS);
    expect(kinds(result)).toEqual(["overlay_restarted"]);
    expect(steps(result)).toEqual(START);
    expect(next(PAYDOWNS, result)).toEqual(["email_paydown_requirements"]);
  });

  it("one that is asked for anew begins at its first step, even when it was done long ago", () => {
    const satisfied = continueWorkflow(PAYDOWNS, having("card_funding", ...PAID_DOWN), PLAIN);
    const again = continueWorkflow(PLAIN, satisfied.progress, PAYDOWNS);
    expect(kinds(again)).toEqual(["overlay_added"]);
    expect(steps(again)).toEqual(["send_agreement"]);
  });

  it("an overlay whose gate is behind stays behind", () => {
    const progress = having("card_funding", ...PAID_DOWN, "submit_processing");
    const result = continueWorkflow(PAYDOWNS, progress, PAYDOWNS);
    expect(result).toEqual({ progress, changes: [] });
    const asked = continueWorkflow(PLAIN, having("card_funding", ...START, "submit_processing"), PAYDOWNS);
    expect(
      progressOf(PAYDOWNS, asked.progress)[0]
        ?.steps.filter(({ overlay }) => overlay)
        .map(({ state }) => state),
    ).toEqual(["passed", "passed"]);
  });

  it("a primary that vanished closes as superseded, and the other goes on", () => {
    const result = continueWorkflow(
      COMBINED,
      having("term_loan", ...START, "generate_term_loan_offers"),
      PAYDOWNS,
    );
    expect(result.progress.ended).toEqual([{ path: "term_loan", how: "superseded" }]);
    expect(kinds(result)).toEqual(["path_superseded", "approval_asked_again"]);
    expect(next(PAYDOWNS, result)).toEqual(["approve_underwriting"]);
  });

  it("and resumes where it stood when it comes back", () => {
    const gone = continueWorkflow(
      COMBINED,
      having("term_loan", ...START, "generate_term_loan_offers"),
      PAYDOWNS,
    );
    const back = continueWorkflow(PAYDOWNS, gone.progress, COMBINED);
    expect(back.progress.ended).toEqual([]);
    expect(kinds(back)).toEqual(["path_resumed"]);
    expect(steps(back)).toContain("generate_term_loan_offers");
  });

  it("a loan that was funded stays completed, though its debt disqualifies for another", () => {
    const funded = having("term_loan", ...PATHS.term_loan.steps.map(({ id }) => id));
    const result = continueWorkflow(COMBINED, funded, PAYDOWNS);
    expect(result.progress.ended).toEqual([]);
    expect(kinds(result)).toEqual(["approval_asked_again"]);
  });

  it("what ended without money stays ended", () => {
    const ended = [
      { path: "term_loan" as const, how: "not_funded" as const, reason: "no_offers" as const, notes: "none" },
    ];
    const result = continueWorkflow(COMBINED, { ...NOTHING_DONE, ended }, COMBINED);
    expect(result.progress.ended).toEqual(ended);
  });

  it("F5.2 what ended without money begins anew once the client qualifies again, and what is shared is not done twice", () => {
    const ended = [
      { path: "term_loan" as const, how: "not_funded" as const, reason: "no_offers" as const, notes: "none" },
    ];
    const progress = { ...having("term_loan", ...START, "generate_term_loan_offers"), ended };
    const [loan, thin] = [
      workflowOf("Doesn't Qualify", "TL Qualified", "Thin File"),
      workflowOf("Doesn't Qualify", undefined, "Thin File"),
    ];
    const parked = continueWorkflow(loan, progress, thin);
    expect([parked.progress.ended, steps(parked)]).toEqual([ended, steps({ progress })]);
    const back = continueWorkflow(thin, parked.progress, loan);
    expect(kinds(back)).toEqual(["path_superseded", "path_resumed", "approval_asked_again"]);
    expect(back.changes[1]?.says).toBe("Term loan is open again, from its first step.");
    expect(back.progress.ended).toEqual([{ path: "parked", how: "superseded" }]);
    expect(steps(back)).toEqual(["send_agreement"]);
    expect(next(loan, back)).toEqual(["approve_underwriting"]);
  });

  it("a new primary is told", () => {
    expect(kinds(continueWorkflow(PAYDOWNS, having("card_funding", ...START), COMBINED))).toEqual([
      "path_added",
      "approval_asked_again",
    ]);
    expect(kinds(continueWorkflow(PAYDOWNS, NOTHING_DONE, COMBINED))).toEqual(["path_added"]);
  });

  it("manual review rests the work as it is, and the first workflow changes nothing", () => {
    const progress = having("card_funding", ...PAID_DOWN);
    const rests = continueWorkflow(PAYDOWNS, progress, null);
    expect([kinds(rests), rests.progress]).toEqual([["on_hold"], progress]);
    expect(continueWorkflow(null, NOTHING_DONE, COMBINED)).toEqual({ progress: NOTHING_DONE, changes: [] });
  });

  it("parked for another reason is told anew, for the same one not", () => {
    const parked = having("parked", "send_parked_email", "mark_parked");
    const [seasoning, thin] = [
      workflowOf("Qualified - Pending Seasoning"),
      workflowOf("Doesn't Qualify", undefined, "Thin File"),
    ];
    expect(kinds(continueWorkflow(seasoning, parked, thin))).toEqual(["parking_renewed"]);
    expect(continueWorkflow(thin, parked, thin)).toEqual({ progress: parked, changes: [] });
    const engaged = continueWorkflow(thin, parked, PLAIN);
    expect([kinds(engaged), next(PLAIN, engaged)]).toEqual([
      ["path_superseded", "path_added"],
      ["approve_underwriting"],
    ]);
  });

  it("a parking or a closure that rests on no decision any more closes, also while a person has to look", () => {
    const parked = having("parked", "send_parked_email", "mark_parked");
    const thin = workflowOf("Doesn't Qualify", undefined, "Thin File");
    const rests = continueWorkflow(thin, parked, null);
    expect(kinds(rests)).toEqual(["on_hold", "path_superseded"]);
    expect(rests.progress).toEqual({ ...parked, ended: [{ path: "parked", how: "superseded" }] });
    const still = continueWorkflow(thin, rests.progress, null);
    expect([kinds(still), still.progress]).toEqual([["on_hold"], rests.progress]);
    // Where the answer is the same the client is not told again, but the CRM is: it showed the review.
    const same = continueWorkflow(thin, still.progress, thin);
    expect(kinds(same)).toEqual(["path_resumed", "parking_moved"]);
    expect(same.changes[1]?.says).toBe("The call-back stays on 1970-07-01.");
    expect([same.progress.ended, steps(same)]).toEqual([[], ["send_parked_email"]]);
  });
});
