"use client";

import { useSession } from "../shell/session.tsx";
import { refusalOf } from "../trpc/refusal.ts";
import { Button } from "../ui/button.tsx";
import { countText } from "../ui/money-text.ts";
import { Notice } from "../ui/notice.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import type { KnownLoans } from "./bulk-run.ts";
import { bulkVerbOf, commonMoves, countByStatus, mayMove } from "./moves.ts";
import { NoCommonStep } from "./no-common-step.tsx";
import { StatusGlyph } from "./status-glyph.tsx";
import { useStatuses } from "./use-statuses.ts";

interface Props {
  loanIds: number[];
  loans: KnownLoans | undefined;
  error: unknown;
  onChoose: (statusCode: string) => void;
  /** Goes on with some of the loans only. */
  onKeep: (loanIds: number[]) => void;
}

/** Where the loans go: every status that all of them may move to, the likeliest first. */
export function BulkTargetChoice({ loanIds, loans, error, onChoose, onKeep }: Props) {
  const { role } = useSession();
  const statuses = useStatuses();
  if (error) {
    const { message, requestId } = refusalOf(error);
    return <Notice title={message} requestId={requestId} />;
  }
  if (!loans || statuses.all.length === 0) return <Looking />;
  const present = loanIds.flatMap((id) => loans.get(id) ?? []);
  const counts = countByStatus(present);
  const moves = commonMoves(statuses, counts.keys()).filter((move) => mayMove(role, move));
  if (moves.length === 0) {
    const keep = (code: string) =>
      onKeep(
        present.filter((loan) => loan.currentStatus === code).map(({ pipelineLoanId }) => pipelineLoanId),
      );
    return <NoCommonStep counts={counts} onKeep={keep} />;
  }
  return (
    <ul aria-label="New status" className="flex flex-col gap-1.5">
      {moves.map((move, index) => (
        <li key={move.statusCode}>
          <Button
            size="lg"
            className="w-full justify-start"
            autoFocus={index === 0}
            onClick={() => onChoose(move.statusCode)}
          >
            <StatusGlyph look={move.look} />
            {bulkVerbOf(move, present.length)}
          </Button>
        </li>
      ))}
      {present.length < loanIds.length && (
        <li className="text-xs text-ink-3">
          {countText(loanIds.length - present.length)} of the selected loans cannot be found any more.
        </li>
      )}
    </ul>
  );
}

const takeFocus = (place: HTMLElement | null) => place?.focus();

/** Has the focus until there is something to choose: a quick Enter must not find the button that closes. */
function Looking() {
  return (
    <div role="status" aria-label="Looking at the loans" tabIndex={-1} ref={takeFocus}>
      <Skeleton className="h-9 w-full" />
    </div>
  );
}
