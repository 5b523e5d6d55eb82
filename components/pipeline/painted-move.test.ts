import { describe, expect, it } from "vitest";
import type { Outputs } from "../trpc/client.ts";
import { movedInSummary, movedLoan, movedOnPage, type PaintedMove } from "./painted-move.ts";

const move: PaintedMove = {
  loanId: 7,
  version: 3,
  from: "in_transit",
  newStatus: "rejected",
  notes: "No note",
  agingThresholdDays: 5,
  changedBy: "ada@desk.test",
  changedAt: "2026-03-04T12:00:00.000Z",
};
const standing = { statusDate: "2026-02-01T00:00:00.000Z", daysInCurrentStatus: 9, agingAlert: true };
const row = { pipelineLoanId: 7, version: 3, currentStatus: "in_transit", ...standing };
type Page = Outputs["pipeline"]["loans"];
const pageOf = (...loans: object[]) => ({ totalRows: loans.length, loans }) as unknown as Page;

describe("P7.4: a move as it is painted before the server has answered", () => {
  it("shows the row in its new status from now on, and leaves the others alone", () => {
    const other = { ...row, pipelineLoanId: 8 };
    const { loans } = movedOnPage(pageOf(row, other), move);
    expect(loans[0]).toMatchObject({
      currentStatus: "rejected",
      version: 4,
      daysInCurrentStatus: 0,
      agingAlert: false,
      statusDate: move.changedAt,
    });
    expect(loans[1]).toBe(other);
  });

  it("is the very same page where the loan is not on it, or where another version is shown", () => {
    for (const page of [pageOf({ ...row, pipelineLoanId: 8 }), pageOf({ ...row, version: 4 })]) {
      expect(movedOnPage(page, move)).toBe(page);
    }
  });

  it("ends the timeline with the entry that is about to be written", () => {
    const loan = { ...row, statusHistory: [], timeline: [{ seq: 3 }] } as unknown as Parameters<
      typeof movedLoan
    >[0];
    const after = movedLoan(loan, move);
    expect(after.timeline.at(-1)).toMatchObject({
      seq: 4,
      kind: "status",
      previousStatus: "in_transit",
      newStatus: "rejected",
      notes: "No note",
      changedBy: "ada@desk.test",
    });
    expect(after.agingThresholdDays).toBe(5);
    expect(loan.timeline).toHaveLength(1);
  });

  it("moves count and volume between the cards to the cent, and the alert goes with an overdue loan", () => {
    const summary = {
      totalLoans: 3,
      totalVolume: "0.60",
      statusBreakdown: [
        { status: "in_transit", loanCount: 2, totalVolume: "0.30" },
        { status: "rejected", loanCount: 1, totalVolume: "0.30" },
      ],
      agingAlerts: [{ status: "in_transit", loansExceedingThreshold: 1 }],
    } as unknown as Parameters<typeof movedInSummary>[0];
    const after = movedInSummary(summary, move, { purchasePrice: "0.10", agingAlert: true });
    expect(after.statusBreakdown).toMatchObject([
      { loanCount: 1, totalVolume: "0.20" },
      { loanCount: 2, totalVolume: "0.40" },
    ]);
    expect(after.agingAlerts[0]?.loansExceedingThreshold).toBe(0);
    const fresh = movedInSummary(summary, move, { purchasePrice: "0.10", agingAlert: false });
    expect(fresh.agingAlerts[0]?.loansExceedingThreshold).toBe(1);
    expect(after).toMatchObject({ totalLoans: 3, totalVolume: "0.60" });
  });
});
