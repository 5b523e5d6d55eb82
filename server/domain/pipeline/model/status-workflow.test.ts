import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  CORE_STATUSES,
  DEFAULT_STATUSES,
  guardTransition,
  type StatusConfig,
  statusesThatReach,
  statusOf,
  workflowProblems,
} from "./status-workflow.ts";

const WORKFLOW = { version: 1, statuses: DEFAULT_STATUSES };

function status(statusCode: string, facts: Partial<StatusConfig> = {}): StatusConfig {
  return {
    statusCode,
    displayName: statusCode,
    allowedTransitions: [],
    isTerminal: false,
    isException: false,
    sequenceOrder: 10,
    agingThresholdDays: null,
    ...facts,
  };
}

function changed(code: string, facts: Partial<StatusConfig>): StatusConfig[] {
  return DEFAULT_STATUSES.map((one) => (one.statusCode === code ? { ...one, ...facts } : one));
}

function without(code: string): StatusConfig[] {
  return DEFAULT_STATUSES.filter((one) => one.statusCode !== code).map((one) => ({
    ...one,
    allowedTransitions: one.allowedTransitions.filter((target) => target !== code),
  }));
}

function reasons(statuses: StatusConfig[], occupied: string[]): string[] {
  return workflowProblems(statuses, occupied).map((problem) => problem.message);
}

describe("the default workflow", () => {
  it("P2.6 is the source's seed table", () => {
    expect(
      DEFAULT_STATUSES.map((s) => [
        s.sequenceOrder,
        s.statusCode,
        s.displayName,
        s.allowedTransitions.join(" "),
        s.isTerminal,
        s.agingThresholdDays,
        s.isException,
      ]),
    ).toEqual([
      [1, "purchased", "Purchased", "in_transit", false, 2, false],
      [2, "in_transit", "In Transit", "delivered rejected returned", false, 5, false],
      [3, "delivered", "Delivered", "settled disputed", false, 10, false],
      [4, "settled", "Settled", "", true, null, false],
      [5, "rejected", "Rejected", "in_transit", false, 5, true],
      [6, "returned", "Returned", "in_transit", false, 5, true],
      [7, "disputed", "Disputed", "settled returned", false, 3, true],
    ]);
  });

  it("P2.7 breaks none of the rules, also with loans in every status", () => {
    const codes = DEFAULT_STATUSES.map((s) => s.statusCode);
    expect(workflowProblems(DEFAULT_STATUSES, codes)).toEqual([]);
  });
});

describe("moves", () => {
  const codes = DEFAULT_STATUSES.map((s) => s.statusCode);
  const every = codes.flatMap((from) => [...codes, "nowhere"].map((to) => ({ from, to })));

  it.each(every)("P2.2 judges $from → $to by the diagram", ({ from, to }) => {
    const allowed = statusOf(WORKFLOW, from)?.allowedTransitions.includes(to);
    expect(guardTransition(WORKFLOW, from, to) === null).toBe(allowed);
  });

  it.each([
    [
      "with several ways on",
      "in_transit",
      "settled",
      "Invalid transition from 'in_transit' to 'settled'. From 'in_transit' a loan can move to 'delivered', 'rejected' or 'returned'.",
    ],
    [
      "with one way on",
      "purchased",
      "delivered",
      "Invalid transition from 'purchased' to 'delivered'. From 'purchased' a loan can move to 'in_transit'.",
    ],
    [
      "to a status that does not exist",
      "disputed",
      "lost",
      "Invalid transition from 'disputed' to 'lost'. From 'disputed' a loan can move to 'settled' or 'returned'.",
    ],
    [
      "from the end",
      "settled",
      "in_transit",
      "Invalid transition from 'settled' to 'in_transit'. 'settled' is final.",
    ],
    [
      "to where it is",
      "purchased",
      "purchased",
      "Invalid transition from 'purchased' to 'purchased'. From 'purchased' a loan can move to 'in_transit'.",
    ],
  ])("P2.2 a refusal %s names both statuses and the moves there are", (_what, from, to, message) => {
    const { statuses } = WORKFLOW;
    const allowed = statuses.find(({ statusCode }) => statusCode === from)?.allowedTransitions;
    expect(guardTransition(WORKFLOW, from, to)).toEqual({
      code: "INVALID_TRANSITION",
      message,
      facts: { from, to, allowed },
    });
  });
});

describe("a configuration", () => {
  const archive = status("archived", { isTerminal: true, isException: true });
  const REFUSED: [rule: string, statuses: StatusConfig[], reason: string][] = [
    ...CORE_STATUSES.map((code): [string, StatusConfig[], string] => [
      `without the core status ${code}`,
      without(code),
      `The core status '${code}' cannot be removed.`,
    ]),
    [
      "with a status twice",
      [...DEFAULT_STATUSES, ...DEFAULT_STATUSES.slice(4, 5)],
      "A status code appears twice.",
    ],
    [
      "with a name that another has, but for case and spaces",
      changed("returned", { displayName: " rejected " }),
      "'returned' has the name of another status.",
    ],
    [
      "with a target that does not exist",
      changed("purchased", { allowedTransitions: ["in_transit", "vault"] }),
      "'purchased' leads to 'vault', which does not exist.",
    ],
    [
      "with a status that leads to itself",
      changed("rejected", { allowedTransitions: ["rejected", "in_transit"] }),
      "'rejected' cannot lead to itself.",
    ],
    [
      "with a target twice",
      changed("rejected", { allowedTransitions: ["in_transit", "in_transit"] }),
      "'rejected' names a target twice.",
    ],
    [
      "where settled is not the end",
      changed("settled", { isTerminal: false }),
      "'settled' must be terminal.",
    ],
    [
      "where settled leads on",
      changed("settled", { allowedTransitions: ["returned"] }),
      "'settled' is terminal and cannot lead anywhere.",
    ],
    [
      "with a dead end",
      changed("returned", { allowedTransitions: [] }),
      "From 'returned' a loan can never be settled.",
    ],
    [
      "with a circle that never ends",
      [
        ...DEFAULT_STATUSES,
        status("a", { allowedTransitions: ["b"] }),
        status("b", { allowedTransitions: ["a"] }),
      ],
      "From 'a' a loan can never be settled.",
    ],
    [
      "whose only ways on are terminal",
      [...changed("returned", { allowedTransitions: ["archived"] }), archive],
      "From 'returned' a loan can never be settled.",
    ],
    [
      "with an end that is no exception",
      [...DEFAULT_STATUSES, status("archived", { isTerminal: true })],
      "'archived' is terminal, so it must be an exception state.",
    ],
    [
      "with an end that leads on",
      [...DEFAULT_STATUSES, { ...archive, allowedTransitions: ["settled"] }],
      "'archived' is terminal and cannot lead anywhere.",
    ],
    [
      "with a core status as an exception",
      changed("delivered", { isException: true }),
      "The core status 'delivered' cannot be an exception state.",
    ],
    [
      "with a threshold at an end",
      [...DEFAULT_STATUSES, { ...archive, agingThresholdDays: 5 }],
      "'archived' is terminal and has no aging threshold.",
    ],
    [
      "with a negative threshold",
      changed("purchased", { agingThresholdDays: -1 }),
      "The aging threshold of 'purchased' must be a whole number of business days.",
    ],
    [
      "with a threshold of more than a year",
      changed("purchased", { agingThresholdDays: 366 }),
      "The aging threshold of 'purchased' must be a whole number of business days.",
    ],
    [
      "with half a day as threshold",
      changed("purchased", { agingThresholdDays: 1.5 }),
      "The aging threshold of 'purchased' must be a whole number of business days.",
    ],
    ["with a blank name", changed("purchased", { displayName: " " }), "'purchased' needs a display name."],
    ...["In Transit", "1st", "_x", "", "a-b", "ä", "x".repeat(41)].map(
      (code): [string, StatusConfig[], string] => [
        `with the code '${code.slice(0, 12)}'`,
        [...DEFAULT_STATUSES, status(code, { allowedTransitions: ["settled"] })],
        `'${code}' is no status code: use lower-case letters, digits and underscores, at most 40.`,
      ],
    ),
  ];

  it.each(REFUSED)("P2.7 %s is refused with the reason", (_rule, statuses, reason) => {
    expect(reasons(statuses, [])).toContain(reason);
  });

  it("P2.7 that loses a status with loans in it is refused; without loans it may go", () => {
    expect(reasons(without("rejected"), ["rejected"])).toEqual([
      "'rejected' cannot be removed while loans are in it.",
    ]);
    expect(workflowProblems(without("rejected"), ["purchased"])).toEqual([]);
  });

  it("P2.7 says everything that is wrong at once", () => {
    expect(workflowProblems([], ["purchased"])).toHaveLength(CORE_STATUSES.length + 1);
  });

  /** Custom statuses between core ones: a chain from one core status to another, with side exits. */
  const chains = fc
    .tuple(
      fc.uniqueArray(fc.stringMatching(/^x[a-z0-9_]{1,8}$/), { minLength: 1, maxLength: 6 }),
      fc.constantFrom("purchased", "in_transit", "delivered"),
      fc.constantFrom("in_transit", "delivered", "settled"),
      fc.nat({ max: 60 }),
    )
    .map(([codes, from, to, threshold]) => {
      const custom = codes.map((code, i) =>
        status(code, { allowedTransitions: [codes[i + 1] ?? to], agingThresholdDays: threshold }),
      );
      return [
        ...DEFAULT_STATUSES.map((s) =>
          s.statusCode === from ? { ...s, allowedTransitions: [...s.allowedTransitions, codes[0] ?? ""] } : s,
        ),
        ...custom,
      ];
    });

  it("P2.7 may put any chain of custom statuses between the core ones", () => {
    fc.assert(
      fc.property(chains, (statuses) => {
        expect(workflowProblems(statuses, [])).toEqual([]);
      }),
    );
  });

  it("P2.7 a status reaches settlement exactly when a walk along its moves does", () => {
    const graph = fc
      .array(fc.array(fc.nat({ max: 7 }), { maxLength: 3 }), { minLength: 8, maxLength: 8 })
      .map((edges) => edges.map((to, i) => status(`s${i}`, { allowedTransitions: to.map((n) => `s${n}`) })));
    const walks = (from: string, statuses: StatusConfig[], seen = new Set<string>()): boolean => {
      if (from === "s0") return true;
      if (seen.has(from)) return false;
      seen.add(from);
      const next = statuses.find((s) => s.statusCode === from)?.allowedTransitions ?? [];
      return next.some((to) => walks(to, statuses, seen));
    };
    fc.assert(
      fc.property(graph, (statuses) => {
        const reaching = statusesThatReach("s0", statuses);
        for (const { statusCode } of statuses)
          expect(reaching.has(statusCode)).toBe(walks(statusCode, statuses));
      }),
    );
  });
});
