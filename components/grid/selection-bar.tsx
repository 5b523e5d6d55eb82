"use client";

import { X } from "lucide-react";
import { MOST_LOANS_PER_CALL } from "@/server/domain/pipeline/model/limits.ts";
import { SETTLED } from "@/server/domain/pipeline/model/status-workflow.ts";
import { mayMove } from "../pipeline/moves.ts";
import { StatusGlyph } from "../pipeline/status-glyph.tsx";
import { useStatuses } from "../pipeline/use-statuses.ts";
import { useSession } from "../shell/session.tsx";
import { Button } from "../ui/button.tsx";
import { Kbd } from "../ui/kbd.tsx";
import { Money } from "../ui/money.tsx";
import { countText, sumOf } from "../ui/money-text.ts";
import type { GridSelection } from "./use-grid-selection.ts";

interface Props {
  selection: GridSelection;
  /** How many loans match. */
  matching: number;
  /** Asks about all that are selected: where to, or about this status. */
  onAsk: (statusCode?: string) => void;
  onClear: () => void;
}

/** What is selected and what can be done with all of it (P8.3). */
export function SelectionBar({ selection, matching, onAsk, onClear }: Props) {
  const { selected, tickMatching, replace } = selection;
  if (selected.size === 0) return null;
  const loans = [...selected.values()];
  const isTooMany = selected.size > MOST_LOANS_PER_CALL;
  const reachable = Math.min(matching, MOST_LOANS_PER_CALL);
  return (
    <section
      aria-label="Selected loans"
      className="flex min-h-11 animate-rise flex-wrap items-center gap-x-4 gap-y-1.5 border-t border-line-strong bg-raised px-4 py-1.5 text-sm lg:px-6"
    >
      <p role="status" className="figures flex items-baseline gap-x-3">
        <span>
          <strong className="font-semibold">{countText(selected.size)}</strong> selected
        </span>
        <Money currency amount={sumOf(loans.map((loan) => loan.purchasePrice))} />
      </p>
      {selected.size < reachable && (
        <button
          type="button"
          onClick={tickMatching}
          className="figures rounded-sm font-medium text-accent hover:underline"
        >
          {matching > MOST_LOANS_PER_CALL
            ? `Select the first ${countText(MOST_LOANS_PER_CALL)} of ${countText(matching)} that match`
            : `Select all ${countText(matching)} that match`}
        </button>
      )}
      <div className="ml-auto flex flex-wrap items-center gap-2">
        {selected.size >= MOST_LOANS_PER_CALL && (
          <span className="text-ink-2">One action takes at most {countText(MOST_LOANS_PER_CALL)} loans.</span>
        )}
        {isTooMany ? (
          <Button onClick={() => replace(loans.slice(0, MOST_LOANS_PER_CALL))}>
            Keep the first {countText(MOST_LOANS_PER_CALL)}
          </Button>
        ) : (
          <Actions onAsk={onAsk} />
        )}
        <Button look="quiet" onClick={onClear}>
          <X aria-hidden />
          Clear
        </Button>
      </div>
    </section>
  );
}

function Actions({ onAsk }: Pick<Props, "onAsk">) {
  const { role } = useSession();
  const settled = useStatuses().of(SETTLED);
  return (
    <>
      <Button onClick={() => onAsk()} aria-keyshortcuts="Control+Shift+S">
        Update status
        <Kbd>Ctrl Shift S</Kbd>
      </Button>
      {mayMove(role, settled) && (
        <Button onClick={() => onAsk(SETTLED)}>
          <StatusGlyph look={settled.look} />
          Settle
        </Button>
      )}
    </>
  );
}
