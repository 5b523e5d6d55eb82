import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { deriveWorkflow } from "./derive-workflow.ts";
import { PATHS, PRIMARY_PATHS, type PrimaryPath } from "./paths.ts";
import { NOTHING_DONE, type Progress, progressOf } from "./progress.ts";
import { fundedPaths } from "./recorded-funds.ts";
import { doneBy, eventsBetween, type NewEvent, progressFrom, type StepEvent } from "./step-events.ts";
import { continueWorkflow } from "./superseding.ts";
import type { Workflow } from "./workflow.ts";

const event = (one: NewEvent): StepEvent => ({
  seq: 1,
  runNo: 1,
  track: null,
  path: null,
  step: null,
  occurrence: null,
  data: {},
  reason: null,
  recordedAt: "2026-04-27T12:00:00.000Z",
  recordedBy: "ann@desk.test",
  ...one,
});
const completed = (path: PrimaryPath, step: string) => event({ kind: "completed", path, step });
const reopened = (path: PrimaryPath, step: string) => event({ kind: "reopened", path, step, reason: "x" });

const decisions = fc.record({
  reportStatus: fc.constantFrom(
    "Qualified",
    "Qualified w/ Paydowns",
    "Qualified w/ Inq Removal",
    "Qualified w/ Paydowns/Inq Removal",
    "Qualified - Pending Seasoning",
    "Doesn't Qualify",
    "Manual Review - X",
  ),
  tlDecision: fc.constantFrom("TL Qualified", "TL Qualified w/ Inq Removal", "TL Declined - Income"),
  cardDeclineReason: fc.constantFrom(null, "Thin File", "Recent Bankruptcy"),
  mcaEligible: fc.boolean(),
  sbaEligible: fc.boolean(),
});
const workflows = decisions.map(
  (given): Workflow | null =>
    deriveWorkflow({
      ...given,
      cardDeclineReason: given.reportStatus === "Doesn't Qualify" ? given.cardDeclineReason : null,
      youngestAccountOpened: null,
      insufficientIncome: false,
      duplicateFile: false,
      now: 0,
    }).workflow,
);

/** Progress as operators make it: steps that are open, done one after another, and an end now and then. */
function workedOn(workflow: Workflow | null, choices: number[], before: Progress): StepEvent[] {
  const events: StepEvent[] = [];
  const start = (track: "creative" | "established") =>
    before.startedTracks.includes(track) ? [] : [event({ kind: "started", track })];
  events.push(...start("creative"), ...start("established"));
  for (const choice of choices) {
    const now = [...events].reduce((progress, one) => advance(progress, one), before);
    const paths = workflow ? progressOf(workflow, now) : [];
    const open = paths.flatMap(({ path, next }) => (next ? [{ path, next }] : []));
    const picked = open[choice % Math.max(1, open.length)];
    if (!picked) break;
    const [reason] = PATHS[picked.path].notFundedReasons;
    if (choice % 7 === 0 && reason)
      events.push(event({ kind: "not_funded", path: picked.path, data: { reason }, reason: "x" }));
    else events.push(completed(picked.path, picked.next.id));
  }
  return events;
}
const advance = (progress: Progress, one: StepEvent): Progress => {
  const after = progressFrom([one]);
  return {
    done: [...progress.done, ...after.done],
    ended: [...progress.ended, ...after.ended],
    startedTracks: [...progress.startedTracks, ...after.startedTracks],
  };
};

describe("F3.9 what the events add up to", () => {
  it("nothing happened, nothing is done", () => {
    expect(progressFrom([])).toEqual(NOTHING_DONE);
  });

  it("a step is done until it is reopened, and again when it was done again", () => {
    const events = [completed("card_funding", "send_agreement")];
    expect(progressFrom(events).done).toEqual([{ path: "card_funding", step: "send_agreement", runNo: 1 }]);
    events.push(reopened("card_funding", "send_agreement"));
    expect(progressFrom(events).done).toEqual([]);
    events.push(completed("card_funding", "send_agreement"));
    expect(progressFrom(events).done).toHaveLength(1);
  });

  it("a step of one path says nothing of another path's of that name, unless they share it", () => {
    const events = [completed("term_loan", "collect_invoice"), completed("term_loan", "send_agreement")];
    expect(doneBy(events, "card_funding", "collect_invoice")).toBeNull();
    expect(doneBy(events, "card_funding", "send_agreement")?.path).toBe("term_loan");
    events.push(reopened("term_loan", "send_agreement"));
    expect(doneBy(events, "card_funding", "send_agreement")).toBeNull();
  });

  it("what ended as not funded is under way again once it is resumed", () => {
    const end = event({
      kind: "not_funded",
      path: "term_loan",
      data: { reason: "no_offers" },
      reason: "none came",
    });
    expect(progressFrom([end]).ended).toEqual([
      { path: "term_loan", how: "not_funded", reason: "no_offers", notes: "none came" },
    ]);
    expect(progressFrom([end, event({ kind: "resumed", path: "term_loan", reason: "x" })]).ended).toEqual([]);
  });

  it("F3.12 for any two runs, the events that are recorded lead exactly where the rules carry the work", () => {
    let changed = 0;
    fc.assert(
      fc.property(
        fc.array(fc.tuple(workflows, fc.array(fc.nat(50), { maxLength: 12 })), {
          minLength: 2,
          maxLength: 4,
        }),
        (runs) => {
          let events: StepEvent[] = [];
          let last: Workflow | null = null;
          for (const [workflow, choices] of runs) {
            const present = progressFrom(events);
            if (events.length > 0) {
              const { progress, changes } = continueWorkflow(
                last,
                present,
                workflow,
                fundedPaths(events, [], []),
              );
              const added = eventsBetween(present, progress, "x").map(event);
              const after = progressFrom([...events, ...added]);
              expect(after.startedTracks).toEqual(progress.startedTracks);
              expect(after.done).toEqual(progress.done);
              expect(sorted(after.ended)).toEqual(sorted(progress.ended));
              // Without a change to tell nothing moves, so that nothing has to be recorded.
              if (changes.length === 0) expect(added).toEqual([]);
              changed += added.length;
              events = [...events, ...added];
            }
            last = workflow ?? last;
            events = [...events, ...workedOn(workflow, choices, progressFrom(events))];
            expectAlternation(events);
          }
        },
      ),
      { numRuns: 400 },
    );
    expect(changed).toBeGreaterThan(100);
  });
});

const sorted = (list: Progress["ended"]) => list.map((one) => JSON.stringify(one)).sort();

/** As the database demands it: done, reopened, done …, never twice the same. */
function expectAlternation(events: StepEvent[]): void {
  for (const path of PRIMARY_PATHS) {
    const own = events.filter((one) => one.path === path);
    for (const step of new Set(own.flatMap(({ step }) => step ?? []))) {
      const kinds = own.filter((one) => one.step === step).map(({ kind }) => kind);
      expect(kinds.every((kind, i) => kind === (i % 2 === 0 ? "completed" : "reopened"))).toBe(true);
    }
    const ends = own.filter(({ step }) => step === null).map(({ kind }) => kind === "resumed");
    expect(ends.every((isResumed, i) => isResumed === (i % 2 === 1))).toBe(true);
  }
}
