import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CORE_STATUSES, DEFAULT_STATUSES, type StatusConfig, workflowProblems } from "./status-workflow.ts";
import {
  CORRESPONDENT_EDITS,
  codeFor,
  editWorkflow,
  sameWorkflow,
  type WorkflowEdit,
} from "./workflow-edit.ts";

const KEPT = new Set(DEFAULT_STATUSES.map((status) => status.statusCode));
const edited = (...edits: WorkflowEdit[]) =>
  edits.reduce((statuses, edit) => editWorkflow(statuses, edit, KEPT), DEFAULT_STATUSES);
const codesOf = (statuses: StatusConfig[]) => statuses.map((status) => status.statusCode);
const statusIn = (statuses: StatusConfig[], code: string) =>
  statuses.find((status) => status.statusCode === code) ?? expect.fail(`there is no '${code}'`);

describe("a code for a name", () => {
  it.each([
    ["Document Review", [], "document_review"],
    ["Document Review", ["document_review"], "document_review_2"],
    ["  Äußerst – wichtig! ", [], "au_erst_wichtig"],
    ["2nd look", [], "nd_look"],
    ["???", [], "status"],
    ["x".repeat(60), [], "x".repeat(40)],
    ["x".repeat(60), ["x".repeat(40)], `${"x".repeat(38)}_2`],
  ])("P2.7 %j becomes one that the rules accept", (name, taken, code) => {
    expect(codeFor(name, new Set(taken))).toBe(code);
  });
});

describe("editing a draft", () => {
  it("P2.7 a status put into a move takes its place: from → new → to", () => {
    const draft = edited({ do: "insert", name: "Document Review", from: "in_transit", to: "delivered" });
    expect(codesOf(draft).slice(0, 4)).toEqual(["purchased", "in_transit", "document_review", "delivered"]);
    expect(statusIn(draft, "in_transit").allowedTransitions).toEqual([
      "rejected",
      "returned",
      "document_review",
    ]);
    expect(statusIn(draft, "document_review").allowedTransitions).toEqual(["delivered"]);
    expect(draft.map((status) => status.sequenceOrder)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(workflowProblems(draft, [])).toEqual([]);
  });

  it("P2.7 a new status takes its code from its name until it is in force; one in force keeps its own", () => {
    const draft = edited(
      { do: "add", name: "Vualt", from: ["in_transit"], moves: ["delivered"] },
      { do: "rename", code: "vualt", name: "Vault" },
      { do: "rename", code: "rejected", name: "Declined" },
    );
    expect(codesOf(draft)).toContain("vault");
    expect(statusIn(draft, "in_transit").allowedTransitions).toContain("vault");
    expect(statusIn(draft, "rejected").displayName).toBe("Declined");
  });

  it("P2.7 a status that is removed takes the moves to it along, and brings them back", () => {
    const gone = edited({ do: "remove", code: "returned" });
    expect(JSON.stringify(gone)).not.toContain("returned");
    const back = editWorkflow(gone, { do: "restore", code: "returned", base: DEFAULT_STATUSES }, KEPT);
    expect(sameWorkflow(back, DEFAULT_STATUSES)).toBe(true);
  });

  it.each<[string, WorkflowEdit]>([
    ["the removal of a core status", { do: "remove", code: "in_transit" }],
    ["a blank name", { do: "rename", code: "rejected", name: " " }],
    ["a new status without a name", { do: "add", name: "" }],
    ["a move to itself", { do: "allow", from: "rejected", to: "rejected", allowed: true }],
    ["a move to nowhere", { do: "allow", from: "rejected", to: "nowhere", allowed: true }],
    ["a move that there is", { do: "allow", from: "purchased", to: "in_transit", allowed: true }],
    [
      "a status put into a move that is not there",
      { do: "insert", name: "X", from: "purchased", to: "settled" },
    ],
    ["the place where it stands", { do: "place", code: "purchased", at: 0 }],
    ["the facts it has", { do: "set", code: "purchased", facts: { agingThresholdDays: 2 } }],
    ["the workflow it is", { do: "replace", statuses: DEFAULT_STATUSES }],
  ])("P2.7 %s changes nothing, so there is nothing to undo", (_what, edit) => {
    expect(edited(edit)).toBe(DEFAULT_STATUSES);
  });

  it("P2.7 the correspondent desk's statuses fit the default workflow", () => {
    const draft = edited(...CORRESPONDENT_EDITS);
    expect(workflowProblems(draft, [])).toEqual([]);
    expect(statusIn(draft, "delivered").allowedTransitions.toSorted()).toEqual([
      "cleared_to_purchase",
      "disputed",
      "rejected",
      "suspense",
    ]);
  });

  const name = fc.oneof(fc.string({ maxLength: 50 }), fc.constantFrom("Review", "On Hold", "Settled"));
  const code = fc.constantFrom(...KEPT, "review", "on_hold", "settled_2", "nowhere");
  const edits: fc.Arbitrary<WorkflowEdit> = fc.oneof(
    fc.record({
      do: fc.constant("add" as const),
      name,
      after: code,
      isException: fc.boolean(),
      moves: fc.uniqueArray(code, { maxLength: 3 }),
      from: fc.uniqueArray(code, { maxLength: 3 }),
    }),
    fc.record({ do: fc.constant("insert" as const), name, from: code, to: code }),
    fc.record({ do: fc.constant("rename" as const), code, name }),
    fc.record({ do: fc.constant("remove" as const), code }),
    fc.record({ do: fc.constant("restore" as const), code, base: fc.constant(DEFAULT_STATUSES) }),
    fc.record({
      do: fc.constant("set" as const),
      code,
      facts: fc.record(
        {
          isTerminal: fc.boolean(),
          isException: fc.boolean(),
          agingThresholdDays: fc.option(fc.nat({ max: 365 })),
        },
        { requiredKeys: [] },
      ),
    }),
    fc.record({ do: fc.constant("allow" as const), from: code, to: code, allowed: fc.boolean() }),
    fc.record({ do: fc.constant("place" as const), code, at: fc.integer({ min: -2, max: 12 }) }),
  );
  const walks = fc.array(edits, { maxLength: 25 });
  /** What a draft can break by itself; the rest can only come from outside. */
  const OPEN = [
    "never-settled",
    "name-twice",
    "settled-not-terminal",
    "terminal-with-moves",
    "terminal-not-exception",
    "terminal-with-threshold",
    "core-exception",
  ];

  it("P2.7 whatever is done to it, it stays well-formed: codes, targets, order and core statuses", () => {
    fc.assert(
      fc.property(walks, (walk) => {
        const draft = edited(...walk);
        const broken = workflowProblems(draft, []).filter(({ rule }) => !OPEN.includes(rule));
        expect(broken).toEqual([]);
        expect(draft.map((status) => status.sequenceOrder)).toEqual(draft.map((_, index) => index + 1));
        expect(codesOf(draft)).toEqual(expect.arrayContaining([...CORE_STATUSES]));
      }),
      { numRuns: 500 },
    );
  });

  it("P2.7 an edit that changes nothing gives the very same draft back, and no edit touches the one it began from", () => {
    fc.assert(
      fc.property(walks, edits, (walk, edit) => {
        const draft = edited(...walk);
        const before = JSON.stringify(draft);
        const next = editWorkflow(draft, edit, KEPT);
        expect(next === draft).toBe(sameWorkflow(draft, next));
        expect(JSON.stringify(draft)).toBe(before);
      }),
    );
  });
});
