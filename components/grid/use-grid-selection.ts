"use client";

import { useQueryClient } from "@tanstack/react-query";
import type { GridApi } from "ag-grid-community";
import { useRef } from "react";
import { toast } from "sonner";
import { MOST_LOANS_PER_CALL } from "@/server/domain/pipeline/model/limits.ts";
import { type Selecting, useSelection } from "../pipeline/use-selection.ts";
import { useTRPC } from "../trpc/client.ts";
import { messageOf } from "../trpc/refusal.ts";
import { type GridLoan, type GridRow, isTrade, rowIdOf } from "./grid-rows.ts";
import type { GridQuestion } from "./grid-url.ts";

export interface GridSelection extends Selecting {
  tick: (loan: GridLoan, rowIndex: number, range: boolean) => void;
  /** Ticks the first that match, as many as one action takes. */
  tickMatching: () => void;
}

/**
 * The selection of the grid (P8.3): kept by id, so it outlasts scrolling and refreshing, and loans that are not loaded
 * can be part of it. A range is of the rows as they stand in the grid; where it does not hold them all, they are asked for.
 */
export function useGridSelection(
  api: GridApi<GridRow> | null,
  held: GridLoan[],
  question: GridQuestion,
  ask: (offset: number, limit: number) => Promise<GridRow[]>,
): GridSelection {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { sortBy: _by, sortDirection: _dir, ...narrowing } = question;
  const selecting = useSelection(held, JSON.stringify(narrowing));
  // The row's id and not its place: sorting, filtering and loans that come in move rows.
  const anchor = useRef<string | null>(null);
  const told = (error: unknown) => void toast.error(messageOf(error));

  const tickRange = async (from: number, to: number) => {
    const offset = Math.min(from, to);
    const count = Math.abs(to - from) + 1;
    if (count > MOST_LOANS_PER_CALL) toast(`One action takes at most ${MOST_LOANS_PER_CALL} loans.`);
    const size = Math.min(count, MOST_LOANS_PER_CALL);
    const asking = Promise.resolve(shownRows(api, offset, size) ?? ask(offset, size));
    await selecting.addFound(asking.then((rows) => rows.filter((row): row is GridLoan => !isTrade(row))));
  };
  return {
    ...selecting,
    tick(loan, rowIndex, range) {
      const from = range && anchor.current !== null ? api?.getRowNode(anchor.current)?.rowIndex : null;
      if (typeof from === "number") tickRange(from, rowIndex).catch(told);
      else selecting.toggle(loan.pipelineLoanId, false);
      anchor.current = rowIdOf(loan);
    },
    clear() {
      anchor.current = null;
      selecting.clear();
    },
    tickMatching() {
      const asking = queryClient.fetchQuery(trpc.pipeline.selection.queryOptions(question, { staleTime: 0 }));
      selecting.addFound(asking.then(({ loans }) => loans)).catch(told);
    },
  };
}

/** The rows at these places as they are seen now; null when the grid does not hold every one of them. */
function shownRows(api: GridApi<GridRow> | null, offset: number, count: number): GridRow[] | null {
  const rows = Array.from({ length: count }, (_, index) => api?.getDisplayedRowAtIndex(offset + index)?.data);
  return rows.every((row) => row !== undefined) ? rows : null;
}
