import { describe, expect, it } from "vitest";
import { eventFacts, eventPath, eventTitle, eventWords } from "./event-text.ts";
import type { StepEvent } from "./workflow-context.ts";

const event = (changes: Partial<StepEvent>): StepEvent => ({
  seq: 1,
  kind: "completed",
  runNo: 1,
  track: null,
  path: "term_loan",
  step: "wait_for_funding",
  occurrence: 1,
  data: {},
  reason: null,
  recordedAt: "2026-04-27T12:00:00.000Z",
  recordedBy: "op@desk.test",
  ...changes,
});

describe("F3.9 the story of a file in words", () => {
  it.each<[string, Partial<StepEvent>, string]>([
    ["a track", { kind: "started", track: "creative", path: null, step: null }, "Creative funding started"],
    ["a step", {}, "Wait for the funds"],
    ["waiting", { kind: "waited" }, "Chose to go on waiting for the cards"],
    ["a reopening", { kind: "reopened" }, "Reopened: Wait for the funds"],
    ["an end without money", { kind: "not_funded", step: null }, "Term loan ended as not funded"],
    [
      "an end by a run",
      { kind: "superseded", step: null },
      "Term loan closed: the new underwriting no longer opens it",
    ],
    ["a resumption", { kind: "resumed", step: null }, "Term loan is under way again"],
    ["a new run", { kind: "rerouted", path: null, step: null }, "Underwritten again"],
    [
      "a decision about the outbox",
      { kind: "effect_decided", step: "collect_invoice", data: { effect: "invoice", decision: "was_sent" } },
      "Invoice of “Send the invoice”: said to have been sent",
    ],
  ])("%s", (_what, changes, title) => expect(eventTitle(event(changes))).toBe(title));

  it.each<[string, Record<string, unknown>, string[]]>([
    ["nothing", {}, []],
    ["funds", { fundedAmount: "20000.00", fundedOn: "2026-04-27" }, ["$20,000.00 on Apr 27, 2026"]],
    [
      "offers",
      {
        offers: [
          { lender: "A", amount: "500.00", apr: "11.900" },
          { lender: "B", amount: "1.00", apr: null },
        ],
      },
      ["A: $500.00 at 11.9%", "B: $1.00"],
    ],
    [
      "cards",
      {
        cards: [
          { status: "approved", amount: "10.10" },
          { status: "declined", amount: "5.00" },
        ],
      },
      ["2 cards, 1 approved for $10.10"],
    ],
    [
      "a commission",
      {
        amount: "1500.00",
        receivedOn: "2026-04-27",
        lender: "Credibly",
        reference: "W-7",
        processedByUs: true,
      },
      ["$1,500.00 from Credibly on Apr 27, 2026, reference W-7", "Processed by us"],
    ],
    [
      "parking",
      { parkedReason: "thin_file", parkedCallbackDate: Date.UTC(2026, 9, 27) },
      ["The credit file is too thin; call back on Oct 27, 2026"],
    ],
    ["what nobody knows yet", { somethingNew: "x" }, []],
  ])("%s: what it was done with", (_what, data, facts) => expect(eventFacts(event({ data }))).toEqual(facts));

  it("F3.11 tells why a path ended, in words, and what the operator wrote", () => {
    const ended = event({ kind: "not_funded", data: { reason: "no_offers" }, reason: "Six lenders said no" });
    expect([eventFacts(ended), eventWords(ended)]).toEqual([
      ["No lender made an offer"],
      "Six lenders said no",
    ]);
  });

  it("F3.12 tells what a new run changed", () => {
    const data = { changes: [{ kind: "overlay_satisfied", says: "Paydowns: no longer asked for." }] };
    expect(eventFacts(event({ kind: "rerouted", data }))).toEqual(["Paydowns: no longer asked for."]);
  });

  it("a shared step is of no one path", () => {
    expect(eventPath(event({ step: "send_agreement" }))).toBeNull();
    expect(eventPath(event({}))).toBe("Term loan");
  });
});
