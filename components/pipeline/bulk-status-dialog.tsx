"use client";

import { useState } from "react";
import type { BulkOutcome, BulkResult } from "@/server/domain/pipeline/bulk-result.ts";
import { SETTLED } from "@/server/domain/pipeline/model/status-workflow.ts";
import { Dialog } from "../ui/dialog.tsx";
import { carryDraft, discardDraft } from "../ui/use-draft.ts";
import { draftKey } from "./bulk-draft.ts";
import { BulkReportView } from "./bulk-report.tsx";
import { type BulkReport, type BulkRun, leftAfter, narrowedTo, withSecondTry } from "./bulk-run.ts";
import { BulkSettleForm } from "./bulk-settle-form.tsx";
import { BulkStatusForm } from "./bulk-status-form.tsx";
import { BulkTargetChoice } from "./bulk-target-choice.tsx";
import { loansText } from "./loans-text.ts";
import { verbOf } from "./moves.ts";
import { useBulkRun, useLoansById } from "./use-bulk-run.ts";
import { useBulkUndo } from "./use-bulk-undo.ts";
import { useStatuses } from "./use-statuses.ts";

interface Props {
  open: boolean;
  /** At most 500; looked at when the dialog opens. */
  loanIds: number[];
  /** The status to move to, `settled` for a settlement; asked for when it is left out. */
  target?: string | undefined;
  onClose: () => void;
  /** After each run, with what came of each loan; a second try of the failed ones is another run. */
  onDone: (outcome: BulkOutcome) => void;
  returnTo: () => HTMLElement | null;
}

/**
 * Moves or settles many loans (P7.5, P5.6): where to, what the server would do, what it needs to know, and what came of
 * it. Knows nothing of where the loans were selected. What was typed is there again when the same is asked of the same
 * loans.
 */
export function BulkStatusDialog({ open, loanIds, target, onClose, onDone, returnTo }: Props) {
  const statuses = useStatuses();
  const [asked, setAsked] = useState<Asked>(NOTHING_ASKED);
  if (open !== asked.isOpen) {
    setAsked(open ? { isOpen: true, loanIds, target, report: null } : { ...asked, isOpen: false });
  }
  const { loans, error } = useLoansById(asked.isOpen ? asked.loanIds : []);
  const run = useBulkRun(onDone);
  const offerUndo = useBulkUndo();
  const { report } = asked;
  const key = draftKey(asked.target, asked.loanIds);
  const status = asked.target === undefined ? null : statuses.of(asked.target);

  // What was typed goes on with the loans that have not taken it.
  const leftKey = (results: BulkResult[]) => draftKey(asked.target, leftAfter(asked.loanIds, results));
  const keepDraft = (before: BulkResult[], results: BulkResult[]) => {
    if (results.every(({ success }) => success)) discardDraft(leftKey(before));
    else carryDraft(leftKey(before), leftKey(results));
  };
  const send = async (next: BulkRun, leftOut: BulkResult[]) => {
    const { results, failed } = await run.mutateAsync(next);
    keepDraft([], results);
    if (next.kind === "move" && failed + leftOut.length === 0) {
      onClose();
      offerUndo(results, next.input.newStatus, loans ?? new Map());
    } else setAsked({ ...asked, report: { run: next, results, leftOut } });
  };
  const sendAgain = async (again: BulkReport, ids: number[]) => {
    const second = await run.mutateAsync(narrowedTo(again.run, ids));
    const results = withSecondTry(again.results, second.results);
    keepDraft(again.results, results);
    setAsked({ ...asked, report: { ...again, results } });
  };
  const lookAgain = ({ results }: BulkReport, ids: number[]) => {
    carryDraft(leftKey(results), draftKey(asked.target, ids));
    setAsked({ ...asked, loanIds: ids, report: null });
  };
  const shared = {
    loanIds: asked.loanIds,
    loans,
    draftKey: key,
    isPending: run.isPending,
    onSend: send,
  };
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => !next && onClose()}
      returnTo={returnTo}
      draftKey={key}
      title={report ? "Result" : status ? titleOf(status) : "Update status"}
      description={descriptionOf(asked)}
      className={report || asked.target === SETTLED ? "max-w-190" : "max-w-140"}
    >
      {report ? (
        <BulkReportView
          report={report}
          loans={loans ?? new Map()}
          isPending={run.isPending}
          onRetry={(ids) => sendAgain(report, ids)}
          onLookAgain={(ids) => lookAgain(report, ids)}
          onClose={onClose}
        />
      ) : status === null ? (
        <BulkTargetChoice
          loanIds={asked.loanIds}
          loans={loans}
          error={error}
          onChoose={(code) => setAsked({ ...asked, target: code })}
          onKeep={(kept) => setAsked({ ...asked, loanIds: kept })}
        />
      ) : status.statusCode === SETTLED ? (
        <BulkSettleForm key={key} {...shared} />
      ) : (
        <BulkStatusForm key={key} {...shared} target={status} />
      )}
    </Dialog>
  );
}

interface Asked {
  isOpen: boolean;
  loanIds: number[];
  target: string | undefined;
  report: BulkReport | null;
}

const NOTHING_ASKED: Asked = { isOpen: false, loanIds: [], target: undefined, report: null };

function titleOf(status: Parameters<typeof verbOf>[0]): string {
  return status.statusCode === SETTLED ? "Record settlements" : verbOf(status);
}

function descriptionOf({ loanIds, target }: Asked): string {
  const count = loansText(loanIds.length);
  return target === SETTLED ? `${count}. A settled loan is final.` : count;
}
