import { useMemo, useState } from "react";
import { seenByDraft } from "../ui/use-draft.ts";
import type { MovableLoan } from "./move-dialog.tsx";
import { loanNow } from "./present-loan.ts";
import { type Standings, standingOf } from "./standing-changes.ts";
import { useLoansById } from "./use-bulk-run.ts";
import { useStandingChanges } from "./use-standing-changes.ts";

/**
 * The loan that a person is about to settle, followed while they look, and what became of it meanwhile. What a refusal
 * tells of it may come before the news.
 */
export function useFollowedLoan(atFirst: MovableLoan, draftKey: string) {
  const [told, setTold] = useState(atFirst);
  const present = useLoansById([atFirst.pipelineLoanId]).loans?.get(atFirst.pipelineLoanId);
  const loan = useMemo(
    () => (present && present.version > told.version ? { ...told, ...present } : told),
    [present, told],
  );
  const standings = useMemo(() => standingsOf(loan), [loan]);
  const follow = useStandingChanges(standings, seenByDraft(draftKey));
  const learnFrom = (error: unknown) => {
    follow.refused();
    const now = loanNow(loan, error);
    // A lost line tells nothing of the loan: what came meanwhile has still to be looked at.
    if (now === loan) return;
    follow.look(standingsOf(now));
    setTold(now);
  };
  return { loan, standings, follow, learnFrom };
}

function standingsOf(loan: MovableLoan): Standings {
  return new Map([[loan.pipelineLoanId, standingOf(loan)]]);
}
