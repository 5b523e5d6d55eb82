"use client";

import { useRef } from "react";
import { SETTLED } from "@/server/domain/pipeline/model/status-workflow.ts";
import { useSession } from "../shell/session.tsx";
import { LoadFailed } from "../trpc/load-failed.tsx";
import { Button } from "../ui/button.tsx";
import { LeftDraft } from "../ui/draft-note.tsx";
import type { Loan } from "./loan-detail.tsx";
import { useAskMove } from "./move-desk.tsx";
import { settlementDraftKey } from "./move-draft.ts";
import { mayMove, verbOf } from "./moves.ts";
import { StatusGlyph } from "./status-glyph.tsx";
import { useStatuses } from "./use-statuses.ts";

/** What can happen to the loan next: the way along the main path is the one filled button. */
export function NextActions({ loan }: { loan: Loan }) {
  const { role } = useSession();
  const statuses = useStatuses();
  const ask = useAskMove();
  const group = useRef<HTMLDivElement>(null);
  const moves = statuses.movesFrom(loan.currentStatus);
  const withheld = moves.filter((move) => !mayMove(role, move));
  if (statuses.failed) {
    const { error, retry } = statuses.failed;
    return <LoadFailed title="The next moves could not be loaded" error={error} onRetry={retry} />;
  }
  if (statuses.all.length === 0) return <div className="h-12" />;
  const filled = moves.find((move) => !move.isException && mayMove(role, move));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset belongs to a form
    <div
      ref={group}
      role="group"
      tabIndex={-1}
      aria-label="Next actions"
      className="mt-3 rounded-sm outline-offset-4"
    >
      <div className="flex flex-wrap gap-2">
        {moves.map((move) => (
          <Button
            key={move.statusCode}
            look={move === filled ? "filled" : "outline"}
            disabled={!mayMove(role, move)}
            {...(mayMove(role, move) ? {} : { "aria-describedby": "why-withheld" })}
            onClick={() => ask({ loan, target: move, returnTo: () => group.current })}
          >
            {move !== filled && <StatusGlyph look={move.look} />}
            {verbOf(move)}
          </Button>
        ))}
      </div>
      {withheld.length > 0 && (
        <p id="why-withheld" className="mt-1.5 text-xs text-ink-3">
          Settlements are recorded by an administrator; your role is operator.
        </p>
      )}
      {!moves.some(({ statusCode }) => statusCode === SETTLED) && (
        <LeftDraft draftKey={settlementDraftKey(loan)} about="its settlement" />
      )}
      {moves.length === 0 && (
        <p className="text-sm text-ink-3">This status is final; nothing is left to do.</p>
      )}
    </div>
  );
}
