import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DEFAULT_STATUSES, type StatusConfig } from "./status-workflow.ts";
import { workflowChanges } from "./workflow-changes.ts";
import { editWorkflow, sameWorkflow, type WorkflowEdit } from "./workflow-edit.ts";
import { workflowImpact } from "./workflow-impact.ts";
import { mergeWorkflows } from "./workflow-merge.ts";
import { workflowWarnings } from "./workflow-warnings.ts";

const edited = (...edits: WorkflowEdit[]) =>
  edits.reduce((statuses, edit) => editWorkflow(statuses, edit, new Set()), DEFAULT_STATUSES);
const REVIEW: WorkflowEdit = { do: "insert", name: "Review", from: "in_transit", to: "delivered" };

describe("what changed between two versions, in words", () => {
  it.each<[string, WorkflowEdit[], string[]]>([
    ["nothing", [], []],
    [
      "a status within a move",
      [{ ...REVIEW, agingThresholdDays: 1 }],
      [
        "Review is new: overdue after 1 business day.",
        "In Transit can lead to Review.",
        "Review can lead to Delivered.",
        "In Transit no longer leads to Delivered.",
      ],
    ],
    ["a removal", [{ do: "remove", code: "rejected" }], ["Rejected is removed."]],
    ["a name", [{ do: "rename", code: "rejected", name: "Declined" }], ["Rejected is called Declined."]],
    [
      "a threshold",
      [{ do: "set", code: "purchased", facts: { agingThresholdDays: 4 } }],
      ["Purchased is overdue after 4 business days; it was after 2."],
    ],
    [
      "a threshold less",
      [{ do: "set", code: "purchased", facts: { agingThresholdDays: null } }],
      ["Purchased is never overdue; it was after 2 business days."],
    ],
    [
      "flags",
      [{ do: "set", code: "rejected", facts: { isTerminal: true, isException: false } }],
      ["Rejected is final.", "Rejected is no longer an exception."],
    ],
    [
      "the order",
      [{ do: "place", code: "disputed", at: 4 }],
      ["The order is Purchased, In Transit, Delivered, Settled, Disputed, Rejected, Returned."],
    ],
  ])("P2.7 %s", (_what, edits, texts) => {
    // Codes stay: all of them have been in force.
    const kept = new Set(DEFAULT_STATUSES.map((status) => status.statusCode));
    const next = edits.reduce((statuses, edit) => editWorkflow(statuses, edit, kept), DEFAULT_STATUSES);
    expect(workflowChanges(DEFAULT_STATUSES, next).map((change) => change.text)).toEqual(texts);
  });
});

describe("doubts", () => {
  it("P2.7 the default workflow raises none: also a disputed loan comes back, by way of returned", () => {
    expect(workflowWarnings(DEFAULT_STATUSES)).toEqual([]);
  });

  it.each<[string, WorkflowEdit[], string, string]>([
    [
      "a status that nothing leads to",
      [{ do: "add", name: "Limbo", moves: ["settled"] }],
      "limbo",
      "unreached",
    ],
    [
      "one that only what nothing leads to leads to",
      [
        { do: "add", name: "Limbo", moves: ["settled"], agingThresholdDays: 1 },
        { do: "add", name: "Deep", from: ["limbo"], moves: ["settled"] },
      ],
      "deep",
      "unreached",
    ],
    [
      "an exception without a way back",
      [{ do: "add", name: "Hold", isException: true, from: ["delivered"], moves: ["settled"] }],
      "hold",
      "no-way-back",
    ],
    ["a missing threshold", [REVIEW], "review", "no-threshold"],
  ])("P2.7 %s is told", (_what, edits, statusCode, rule) => {
    expect(workflowWarnings(edited(...edits))).toContainEqual(expect.objectContaining({ statusCode, rule }));
  });

  it("P2.7 a final exception needs neither a threshold nor a way back", () => {
    const ended = edited(
      { do: "add", name: "Repurchased", isException: true, from: ["returned"] },
      { do: "set", code: "repurchased", facts: { isTerminal: true } },
    );
    expect(workflowWarnings(ended)).toEqual([]);
  });
});

describe("what present loans would notice", () => {
  const clock = { today: "2026-03-10", timeZone: "America/New_York", calendar: null };
  const daysIn = new Map([
    [
      "purchased",
      [
        { day: "2026-03-10", loans: 5 },
        { day: "2026-03-06", loans: 3 },
        { day: "2026-03-02", loans: 2 },
      ],
    ],
    ["rejected", [{ day: "2026-03-09", loans: 4 }]],
  ]);
  const impact = (...edits: WorkflowEdit[]) =>
    workflowImpact(DEFAULT_STATUSES, edited(...edits), daysIn, clock);

  it.each<[string, WorkflowEdit[], number[]]>([
    ["nothing of a name", [{ do: "rename", code: "purchased", name: "Bought" }], [0, 0, 0, 0]],
    [
      "nothing of a status without loans",
      [{ do: "set", code: "delivered", facts: { agingThresholdDays: 1 } }],
      [0, 0, 0, 0],
    ],
    [
      "overdue: a threshold that falls",
      [{ do: "set", code: "purchased", facts: { agingThresholdDays: 1 } }],
      [10, 3, 0, 0],
    ],
    [
      "no longer: a threshold that rises",
      [{ do: "set", code: "purchased", facts: { agingThresholdDays: 9 } }],
      [10, 0, 2, 0],
    ],
    [
      "no longer: a threshold that goes",
      [{ do: "set", code: "purchased", facts: { agingThresholdDays: null } }],
      [10, 0, 2, 0],
    ],
    ["a lost next step", [{ do: "allow", from: "rejected", to: "in_transit", allowed: false }], [4, 0, 0, 4]],
    ["a way more", [{ do: "allow", from: "rejected", to: "returned", allowed: true }], [4, 0, 0, 0]],
  ])("P2.7 P3.5 %s", (_what, edits, [concerned, become, cease, without]) => {
    expect(impact(...edits)).toMatchObject({
      loansConcerned: concerned,
      becomeOverdue: become,
      ceaseToBeOverdue: cease,
      loansWithoutNextStep: without,
    });
  });
});

describe("two who edited the same version", () => {
  const mine = edited(REVIEW, { do: "set", code: "purchased", facts: { agingThresholdDays: 4 } });

  it("P2.7 what each changed stands, of the same fact mine", () => {
    const theirs = edited(
      { do: "set", code: "purchased", facts: { agingThresholdDays: 9 } },
      { do: "set", code: "disputed", facts: { agingThresholdDays: 9 } },
      { do: "allow", from: "delivered", to: "rejected", allowed: true },
      { do: "remove", code: "returned" },
    );
    const merged = mergeWorkflows(DEFAULT_STATUSES, theirs, mine);
    expect(workflowChanges(theirs, merged).map((change) => change.text)).toEqual([
      "Purchased is overdue after 4 business days; it was after 9.",
      "Review is new.",
      "In Transit can lead to Review.",
      "Review can lead to Delivered.",
      "In Transit no longer leads to Delivered.",
    ]);
  });

  const codes = DEFAULT_STATUSES.map((status) => status.statusCode);
  const code = fc.constantFrom(...codes);
  const drafts: fc.Arbitrary<StatusConfig[]> = fc
    .array(
      fc.oneof(
        fc.record({ do: fc.constant("allow" as const), from: code, to: code, allowed: fc.boolean() }),
        fc.record({ do: fc.constant("remove" as const), code }),
        fc.record({ do: fc.constant("place" as const), code, at: fc.nat({ max: 7 }) }),
        fc.record({ do: fc.constant("add" as const), name: fc.constantFrom("A", "B"), after: code }),
      ),
      { maxLength: 6 },
    )
    .map((edits) => edited(...edits));

  it("P2.7 if only one of them changed something, that is the outcome; both alike, the same", () => {
    fc.assert(
      fc.property(drafts, (draft) => {
        expect(sameWorkflow(mergeWorkflows(DEFAULT_STATUSES, DEFAULT_STATUSES, draft), draft)).toBe(true);
        expect(sameWorkflow(mergeWorkflows(DEFAULT_STATUSES, draft, DEFAULT_STATUSES), draft)).toBe(true);
        expect(sameWorkflow(mergeWorkflows(DEFAULT_STATUSES, draft, draft), draft)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it("P2.7 what comes of two drafts is well-formed", () => {
    fc.assert(
      fc.property(drafts, drafts, (theirs, ours) => {
        const merged = mergeWorkflows(DEFAULT_STATUSES, theirs, ours);
        const known = new Set(merged.map((status) => status.statusCode));
        expect(known.size).toBe(merged.length);
        for (const { allowedTransitions } of merged) {
          expect(allowedTransitions.every((target) => known.has(target))).toBe(true);
          expect(new Set(allowedTransitions).size).toBe(allowedTransitions.length);
        }
      }),
    );
  });
});
