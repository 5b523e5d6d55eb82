import type { BulkOutcome, BulkResult } from "@/server/domain/pipeline/bulk-result.ts";
import { carryDraft, discardDraft } from "../ui/use-draft.ts";
import { draftKey } from "./bulk-draft.ts";
import {
  type BulkReport,
  type BulkRun,
  changedMeanwhile,
  type KnownLoans,
  narrowedTo,
  retryable,
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
 * those that failed; what was left out cannot take the step, and would only hide the draft among loans that nobody can ask
 * about together.
 */
export function useBulkAnswers({ asked, setAsked, loans, onDone, onClose }: Given) {
  const run = useBulkRun(onDone);
  const offerUndo = useBulkUndo();
  const keyOf = (loanIds: number[]) => draftKey(asked.target, loanIds);
  const keepDraft = (from: string, results: BulkResult[]) => {
    const left = failedOf(results);
    if (left.length === 0) discardDraft(from);
    else carryDraft(from, keyOf(left));
  };
  return {
    isPending: run.isPending,
    /** @throws what the server refused the whole with */
    send: async (next: BulkRun, leftOut: BulkResult[]) => {
      const { results, failed } = await run.mutateAsync(next);
      keepDraft(keyOf(asked.loanIds), results);
      if (next.kind === "move" && failed + leftOut.length === 0) {
        onClose();
        offerUndo(results, next.input.newStatus, loans ?? new Map());
      } else setAsked({ ...asked, report: { run: next, results, leftOut } });
    },
    /** @throws what the server refused the whole with */
    sendAgain: async (report: BulkReport, loanIds: number[]) => {
      const second = await run.mutateAsync(narrowedTo(report.run, loanIds));
      const results = withSecondTry(report.results, second.results);
      keepDraft(keyOf(failedOf(report.results)), results);
      setAsked({ ...asked, report: { ...report, results } });
    },
    lookAgain: ({ results }: BulkReport, loanIds: number[]) => {
      carryDraft(keyOf(failedOf(results)), keyOf(loanIds));
      setAsked({ ...asked, loanIds, report: null });
    },
  };
}

/** Those of which the same can be asked again. */
const failedOf = (results: BulkResult[]) => [...retryable(results), ...changedMeanwhile(results)];
