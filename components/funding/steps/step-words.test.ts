import { describe, expect, it } from "vitest";
import { OVERLAYS } from "@/server/domain/funding/model/overlays.ts";
import { PATHS, type StepDefinition } from "@/server/domain/funding/model/paths.ts";
import { notFundedTitle, stepTitle } from "./step-names.ts";
import { feeText, invoiceText, stepWords, verbWith } from "./step-words.ts";
import type { Step, WorkflowView } from "./workflow-context.ts";

const view = {
  file: { name: "Ann Lee" },
  run: { workflow: { parkedCallbackDate: Date.UTC(2027, 4, 26, 12) } },
  progress: { offers: [{ lender: "Best Lender", amount: "20000.00", isSelected: true }] },
} as unknown as WorkflowView;

const ALL: readonly StepDefinition[] = [
  ...Object.values(PATHS).flatMap(({ steps }): readonly StepDefinition[] => steps),
  ...OVERLAYS.flatMap(({ steps }): readonly StepDefinition[] => steps),
];
const wordsOf = (step: Partial<Step>) => stepWords({ step: step as Step }, view);

describe("F3.5 the words of a step", () => {
  it.each(ALL.map((step) => [step.id, step] as const))(
    "%s has a verb and no id on the screen",
    (_id, step) => {
      const { verb, about = "" } = wordsOf(step as Partial<Step>);
      expect(`${verb} ${about}`).not.toMatch(/_|undefined|null/);
      expect(verb).toMatch(/^[A-Z]/);
    },
  );

  it("what is sent to a client names the client", () => {
    const sent = ALL.filter(({ kind }) => kind === "trigger").map(
      (step) => wordsOf(step as Partial<Step>).verb,
    );
    expect(sent.filter((verb) => !verb.includes("Ann Lee"))).toEqual([]);
    expect(sent.length).toBeGreaterThan(8);
  });

  it("the callback's day is told in UTC, as the letter tells it", () => {
    expect(wordsOf({ id: "mark_parked", kind: "record" }).verb).toBe("Park until May 26, 2027");
  });

  it("F3.2 a step that is new is done by the words of its kind", () => {
    expect(wordsOf({ id: "call_the_client", kind: "record" }).verb).toBe("Mark as done");
    expect(stepTitle("call_the_client")).toBe("Call the client");
    expect(notFundedTitle("went_elsewhere")).toBe("Went elsewhere");
  });
});

describe("F4.1 what a button says before it is pressed", () => {
  const invoice = { effect: "invoice" as const, payload: { amount: "1800.00" } };

  it("names the invoice's amount, and promises no letter where none is sent", () => {
    const verb = "Send invoice to Ann Lee";
    expect(verbWith(verb, { effects: [invoice], says: null })).toBe("Send invoice of $1,800.00 to Ann Lee");
    expect(verbWith(verb, { effects: [], says: "Nothing was funded." })).toBe("Go on without sending");
    expect(verbWith(verb, null)).toBe(verb);
    const refusal = { code: "EMAIL_INCOMPLETE" as const, message: "No link." };
    expect(verbWith(verb, { refusal })).toBe(verb);
  });

  it.each([
    ["9.0000", "9%"],
    ["8.2500", "8.25%"],
    ["10", "10%"],
    ["100.0000", "100%"],
    ["0.0000", "0%"],
  ])("%s is %s", (percent, text) => expect(feeText(percent)).toBe(text));

  it("shows how the sum came about", () => {
    expect(invoiceText({ funded: "20000.00", feePercent: "9.0000", amount: "1800.00" })).toBe(
      "$20,000.00 × 9% = $1,800.00",
    );
  });
});
