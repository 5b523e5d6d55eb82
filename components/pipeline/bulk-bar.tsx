"use client";

import { useQueryClient } from "@tanstack/react-query";
import { X } from "lucide-react";
import { toast } from "sonner";
import { MOST_LOANS_PER_CALL } from "@/server/domain/pipeline/model/limits.ts";
import { SETTLED } from "@/server/domain/pipeline/model/status-workflow.ts";
import { useSession } from "../shell/session.tsx";
import { type Outputs, useTRPC } from "../trpc/client.ts";
import { messageOf } from "../trpc/refusal.ts";
import { Button } from "../ui/button.tsx";
import { Money } from "../ui/money.tsx";
import { countText, sumOf } from "../ui/money-text.ts";
import { listRequest } from "./list-url.ts";
import { commonMoves, countByStatus, mayMove, verbOf } from "./moves.ts";
import { NoCommonStep } from "./no-common-step.tsx";
import { shareOf } from "./selection.ts";
import { StatusGlyph } from "./status-glyph.tsx";
import { useListState } from "./use-list-state.ts";
import { useSelecting } from "./use-selection.ts";
import { useStatuses } from "./use-statuses.ts";

interface Props {
  page: Outputs["pipeline"]["loans"];
  /** Asks about moving the selected loans to this status. */
  onMove: (statusCode: string) => void;
  onClear: () => void;
}

/** What is selected, and what can be done with all of it. Has its own place above the pages, so it covers no row's end. */
export function BulkBar({ page, onMove, onClear }: Props) {
  const { selected } = useSelecting();
  if (selected.size === 0) return null;
  const onPage = page.loans.filter((loan) => selected.has(loan.pipelineLoanId)).length;
  return (
    <section
      aria-label="Selected loans"
      className="flex min-h-12 animate-rise flex-wrap items-center gap-x-4 gap-y-2 border-t border-line-strong bg-raised px-4 py-2 text-sm lg:px-6"
    >
      <p role="status" className="figures flex flex-wrap items-baseline gap-x-3">
        <span>
          <strong className="font-semibold">{countText(selected.size)}</strong> selected
        </span>
        <Money currency amount={sumOf([...selected.values()].map((loan) => loan.purchasePrice))} />
        {onPage < selected.size && (
          <span className="text-ink-3">{countText(selected.size - onPage)} not on this page</span>
        )}
      </p>
      <SelectMatching page={page} />
      <div className="ml-auto flex flex-wrap items-center gap-2">
        <Moves onMove={onMove} />
        <Button look="quiet" onClick={onClear}>
          <X aria-hidden />
          Clear
        </Button>
      </div>
    </section>
  );
}

function Moves({ onMove }: Pick<Props, "onMove">) {
  const { role } = useSession();
  const { selected, replace } = useSelecting();
  const statuses = useStatuses();
  const loans = [...selected.values()];
  if (loans.length > MOST_LOANS_PER_CALL) {
    return (
      <>
        <span className="text-ink-2">One action takes at most {countText(MOST_LOANS_PER_CALL)} loans.</span>
        <Button size="sm" onClick={() => replace(loans.slice(0, MOST_LOANS_PER_CALL))}>
          Keep the first {countText(MOST_LOANS_PER_CALL)}
        </Button>
      </>
    );
  }
  const counts = countByStatus(loans);
  const moves = commonMoves(statuses, counts.keys()).filter((move) => mayMove(role, move));
  if (moves.length === 0 && statuses.all.length > 0) {
    return (
      <NoCommonStep
        counts={counts}
        onKeep={(code) => replace(loans.filter((loan) => loan.currentStatus === code))}
      />
    );
  }
  return moves.map((move) => (
    <Button key={move.statusCode} onClick={() => onMove(move.statusCode)}>
      <StatusGlyph look={move.look} />
      {move.statusCode === SETTLED ? "Settle" : verbOf(move)}
    </Button>
  ));
}

/** After the whole page, the way to all that match, or to as many as one action takes. */
function SelectMatching({ page: { loans, totalRows } }: Pick<Props, "page">) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [state] = useListState();
  const { selected, addFound } = useSelecting();
  const reachable = Math.min(totalRows, MOST_LOANS_PER_CALL);
  if (shareOf(loans, selected) !== "all" || totalRows <= loans.length) return null;
  if (selected.size >= reachable) {
    return selected.size < totalRows ? (
      <span className="figures text-ink-3">
        {countText(totalRows)} match; one action takes at most {countText(MOST_LOANS_PER_CALL)}
      </span>
    ) : null;
  }
  const selectThem = async () => {
    const { page: _page, pageSize: _size, ...question } = listRequest(state);
    const asking = queryClient.fetchQuery(trpc.pipeline.selection.queryOptions(question, { staleTime: 0 }));
    try {
      await addFound(asking.then((found) => found.loans));
    } catch (error) {
      toast.error(messageOf(error));
    }
  };
  return (
    <button
      type="button"
      onClick={selectThem}
      className="figures rounded-sm font-medium text-accent hover:underline"
    >
      {totalRows > MOST_LOANS_PER_CALL
        ? `Select the first ${countText(MOST_LOANS_PER_CALL)} of ${countText(totalRows)} that match`
        : `Select all ${countText(totalRows)} that match`}
    </button>
  );
}
