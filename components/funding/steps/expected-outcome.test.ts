import { describe, expect, it } from "vitest";
import { expectedOutcome } from "./expected-outcome.ts";
import type { WorkflowView } from "./workflow-context.ts";

/** A file with a loan and with cards that ask for paydowns, as far as its letters go. */
function view(cards: string): WorkflowView {
  const steps = [{ id: "email_paydown_requirements", overlay: "paydowns_required", state: "blocked" }];
  return {
    file: { name: "Ana Ruiz", email: "ana@mail.test", phone: null, operator: "kim@desk.test" },
    run: {
      workflow: {
        primaryPaths: ["term_loan", "card_funding"],
        overlays: [{ id: "paydowns_required", appliesTo: "card_funding" }],
      },
      paydowns: { paydownAmountNeeded: "0.00", topPaydownAccounts: [] },
    },
    progress: {
      paths: [
        { path: "term_loan", state: "active", steps: [] },
        { path: "card_funding", state: cards, steps },
      ],
      timeline: [],
      offers: [],
      plan: null,
    },
    terms: { displayName: "Kim Doe", feePercent: "9", affiliateLink: null },
    today: "2026-04-27",
  } as unknown as WorkflowView;
}

describe("F3.5 what will be sent, shown before the press", () => {
  it("F3.8 the loan's last letter goes by where the cards stand: nothing before paydowns, the closing once they have ended", () => {
    const of = (cards: string) => expectedOutcome(view(cards), "term_loan", "send_next_steps");
    expect(of("active")).toMatchObject({ effects: [], says: expect.stringContaining("paydowns") });
    expect(JSON.stringify(of("not_funded"))).toContain("That completes our work");
  });
});
