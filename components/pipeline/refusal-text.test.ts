import { describe, expect, it } from "vitest";
import { guardVersion } from "../../server/domain/pipeline/model/edit.ts";
import { guardSettlementDate } from "../../server/domain/pipeline/model/settlement.ts";
import { DEFAULT_STATUSES, guardTransition } from "../../server/domain/pipeline/model/status-workflow.ts";
import { refusalText } from "./refusal-text.ts";

const workflow = { version: 1, statuses: DEFAULT_STATUSES };
const nameOf = (code: string) =>
  DEFAULT_STATUSES.find(({ statusCode }) => statusCode === code)?.displayName ?? code;

function told(from: string, to: string): string {
  const refusal = guardTransition(workflow, from, to);
  if (!refusal) throw new Error(`${from} leads to ${to}`);
  return refusalText(refusal, nameOf);
}

describe("P2.2 P7.5 why a move was refused", () => {
  it.each([
    [
      "purchased",
      "delivered",
      "The workflow has no move from Purchased to Delivered. From Purchased it can move to In Transit.",
    ],
    [
      "in_transit",
      "in_transit",
      "It is in In Transit already. From In Transit it can move to Delivered, Rejected, or Returned.",
    ],
    ["settled", "in_transit", "The workflow has no move from Settled to In Transit. Settled is final."],
  ])("from %s to %s is told by the names of the statuses", (from, to, sentence) => {
    expect(told(from, to)).toBe(sentence);
    expect(told(from, to)).not.toMatch(/[a-z]_[a-z]|'/);
  });

  it("what somebody changed meanwhile is told by the name of where it is now", () => {
    const loan = { pipelineLoanId: 7, version: 3 };
    const refusal = guardVersion(2, loan, { currentStatus: "in_transit" });
    expect(refusalText({ message: null, ...refusal, code: "CONFLICT" }, nameOf)).toBe(
      "Somebody changed this loan after you opened it; it is in In Transit now. Nothing was changed: look at it again, then decide.",
    );
  });

  it("P5.1 P5.6 a settlement date is named as its field is, and days as people read them", () => {
    const refusal = guardSettlementDate("2026-11-01", "2026-11-27", "2026-11-20");
    expect(refusalText({ code: null, message: null, ...refusal }, nameOf)).toBe(
      "Settlement date must not be before the purchase date Nov 20, 2026.",
    );
  });

  it("another refusal says it itself", () => {
    expect(refusalText({ code: "LOAN_NOT_FOUND", message: "There is no such loan." }, nameOf)).toBe(
      "There is no such loan.",
    );
  });
});
