import type { BulkOutcome, BulkResult } from "@/server/domain/pipeline/bulk-result.ts";
import { carryDraft, discardDraft } from "../ui/use-draft.ts";
import { draftKey } from "./bulk-draft.ts";
import {
  type BulkReport,
  type BulkRun,
  type KnownLoans,
  leftAfter,
  narrowedTo,
  withSecondTry,
} from "./bulk-run.ts";
import { useBulkRun } from "./use-bulk-run.ts";
import { useBulkUndo } from "./use-bulk-undo.ts";

/** What the dialog about many loans is at. */
export interface Asked {
  isOpen: boolean;
  loanIds: number[];
  target: string | undefined;
  report: BulkReport | null;
}

interface Given {
  asked: Asked;
  setAsked: (next: Asked) => void;
  loans: KnownLoans | undefined;
  onDone: (outcome: BulkOutcome) => void;
  onClose: () => void;
}

/**
 * Sends what was asked of many loans, tries some of them once more, or asks about them anew. What was typed goes on with
 * the loans that have not taken it.
 */
export function useBulkAnswers({ asked, setAsked, loans, onDone, onClose }: Given) {
  const run = useBulkRun(onDone);
  const offerUndo = useBulkUndo();
  const leftKey = (results: BulkResult[]) => draftKey(asked.target, leftAfter(asked.loanIds, results));
  const keepDraft = (before: BulkResult[], results: BulkResult[]) => {
    if (results.every(({ success }) => success)) discardDraft(leftKey(before));
    else carryDraft(leftKey(before), leftKey(results));
  };
  return {
    isPending: run.isPending,
    /** @throws what the server refused the whole with */
    send: async (next: BulkRun, leftOut: BulkResult[]) => {
      const { results, failed } = await run.mutateAsync(next);
      keepDraft([], results);
      if (next.kind === "move" && failed + leftOut.length === 0) {
        onClose();
        offerUndo(results, next.input.newStatus, loans ?? new Map());
      } else setAsked({ ...asked, report: { run: next, results, leftOut } });
    },
    /** @throws what the server refused the whole with */
    sendAgain: async (report: BulkReport, loanIds: number[]) => {
      const second = await run.mutateAsync(narrowedTo(report.run, loanIds));
      const results = withSecondTry(report.results, second.results);
      keepDraft(report.results, results);
      setAsked({ ...asked, report: { ...report, results } });
    },
    lookAgain: ({ results }: BulkReport, loanIds: number[]) => {
      carryDraft(leftKey(results), draftKey(asked.target, loanIds));
      setAsked({ ...asked, loanIds, report: null });
    },
  };
}
