import { describe, expect, it } from "vitest";
import type { BulkResult } from "@/server/domain/pipeline/bulk-result.ts";
import {
  amountsSettled,
  type BulkReport,
  byReason,
  fatesOf,
  narrowedTo,
  reportCsv,
  type SelectedLoan,
  withSecondTry,
} from "./bulk-run.ts";

const moved = (id: number): BulkResult => ({
  pipelineLoanId: id,
  success: true,
  previousStatus: "delivered",
  newStatus: "settled",
  error: null,
  code: null,
  message: null,
  facts: null,
});
const refused = (id: number, message: string): BulkResult => ({
  ...moved(id),
  success: false,
  newStatus: null,
  error: `INVALID_TRANSITION: ${message}`,
  code: "INVALID_TRANSITION",
  message,
});
const settlement: BulkReport = {
  run: {
    kind: "settle",
    input: {
      loanIds: [1, 2],
      settlementDate: "2026-03-04",
      settlementReference: "W",
      amounts: [
        { pipelineLoanId: 1, settlementAmount: "10.10" },
        { pipelineLoanId: 2, settlementAmount: "20.20" },
      ],
    },
  },
  results: [moved(1), refused(2, "was moved")],
  leftOut: [refused(3, "=not yet")],
};
const nameOf = (code: string) => code.toUpperCase();
const loanOf = (id: number, borrowerName: string) =>
  [id, { pipelineLoanId: id, loanId: `L-${id}`, borrowerName } as SelectedLoan] as const;

describe("what came of an action on many loans", () => {
  it("P7.5 P5.6 a second try takes only the loans that failed, with their amounts", () => {
    expect(narrowedTo(settlement.run, [2])).toMatchObject({
      input: {
        loanIds: [2],
        settlementReference: "W",
        amounts: [{ pipelineLoanId: 2, settlementAmount: "20.20" }],
      },
    });
  });

  it("P7.5 what a second try says stands in the place of the first", () => {
    expect(withSecondTry(settlement.results, [moved(2)])).toEqual([moved(1), moved(2)]);
  });

  it("P7.5 failures come before what was left out, and that before what was done", () => {
    expect(fatesOf(settlement).map(({ fate, result }) => [fate, result.pipelineLoanId])).toEqual([
      ["failed", 2],
      ["left out", 3],
      ["done", 1],
    ]);
  });

  it("P7.5 the commonest reason comes first", () => {
    const groups = byReason([refused(1, "a"), refused(2, "b"), refused(3, "b")], nameOf);
    expect(groups.map(({ reason, results }) => [reason, results.length])).toEqual([
      ["b", 2],
      ["a", 1],
    ]);
  });

  it("P5.6 only what was settled counts as settled", () => {
    expect([...amountsSettled(settlement)]).toEqual([[1, "10.10"]]);
  });

  it("P7.5 as CSV holds every loan, in its own cells, and no formula", () => {
    const loans = new Map([loanOf(1, "=HYPERLINK(1)"), loanOf(2, 'Li, "Bo"')]);
    expect(reportCsv(settlement, loans, nameOf).split("\n")).toEqual([
      "result,loanId,borrowerName,pipelineLoanId,previousStatus,newStatus,reason,settlementAmount",
      'failed,L-2,"Li, ""Bo""",2,DELIVERED,,was moved,',
      'left out,"","",3,DELIVERED,,\'=not yet,',
      "done,L-1,'=HYPERLINK(1),1,DELIVERED,SETTLED,,10.10",
      "",
    ]);
  });
});
