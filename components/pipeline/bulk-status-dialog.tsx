"use client";

import { useState } from "react";
import type { BulkOutcome } from "@/server/domain/pipeline/bulk-result.ts";
import { SETTLED } from "@/server/domain/pipeline/model/status-workflow.ts";
import { Dialog } from "../ui/dialog.tsx";
import { draftKey } from "./bulk-draft.ts";
import { BulkReportView } from "./bulk-report.tsx";
import { BulkSettleForm } from "./bulk-settle-form.tsx";
import { BulkStatusForm } from "./bulk-status-form.tsx";
import { BulkTargetChoice } from "./bulk-target-choice.tsx";
import { loansText } from "./loans-text.ts";
import { verbOf } from "./moves.ts";
import { type Asked, useBulkAnswers } from "./use-bulk-answers.ts";
import { useLoansById } from "./use-bulk-run.ts";
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
  const lookedAt = useLoansById(asked.isOpen ? asked.loanIds : []);
  const { loans } = lookedAt;
  const answers = useBulkAnswers({ asked, setAsked, loans, onDone, onClose });
  const { report } = asked;
  const key = draftKey(asked.target, asked.loanIds);
  const status = asked.target === undefined ? null : statuses.of(asked.target);

  const shared = {
    loanIds: asked.loanIds,
    lookedAt,
    draftKey: key,
    isPending: answers.isPending,
    onSend: answers.send,
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
          isPending={answers.isPending}
          onRetry={(ids) => answers.sendAgain(report, ids)}
          onLookAgain={(ids) => answers.lookAgain(report, ids)}
          onClose={onClose}
        />
      ) : status === null ? (
        <BulkTargetChoice
          loanIds={asked.loanIds}
          loans={loans}
          error={lookedAt.error}
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

const NOTHING_ASKED: Asked = { isOpen: false, loanIds: [], target: undefined, report: null };

function titleOf(status: Parameters<typeof verbOf>[0]): string {
  return status.statusCode === SETTLED ? "Record settlements" : verbOf(status);
}

function descriptionOf({ loanIds, target }: Asked): string {
  const count = loansText(loanIds.length);
  return target === SETTLED ? `${count}. A settled loan is final.` : count;
}
