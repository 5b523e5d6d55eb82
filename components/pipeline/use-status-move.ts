"use client";

import {
  type QueryFilters,
  type QueryKey,
  useIsMutating,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query";
import { useCallback } from "react";
import type { ChangeStatusInput } from "@/server/domain/pipeline/input.ts";
import { useSession } from "../shell/session.tsx";
import { type Outputs, useTRPC } from "../trpc/client.ts";
import { useWarnBeforeLeaving } from "../ui/use-warn-before-leaving.ts";
import type { MovableLoan } from "./move-dialog.tsx";
import { movedInSummary, movedLoan, movedOnPage, type PaintedMove } from "./painted-move.ts";
import { useRefreshPipeline } from "./use-refresh.ts";
import { useStatuses } from "./use-statuses.ts";

export type StatusMove = ChangeStatusInput & { version: number };

/**
 * Moves one loan: rows, panel and dashboard show it at once, and show again what was there when the server says no. The
 * refusal goes to the caller. Moves are sent one after another, so that two quick ones of a loan keep their order.
 */
export function useStatusMove(): (loan: MovableLoan, move: StatusMove) => Promise<void> {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const refresh = useRefreshPipeline();
  const paint = usePaint();
  const { mutateAsync } = useMutation(
    trpc.pipeline.changeStatus.mutationOptions({ scope: { id: "status moves" } }),
  );
  const mutationKey = trpc.pipeline.changeStatus.mutationKey();
  useWarnBeforeLeaving(useIsMutating({ mutationKey }) > 0);
  return async (loan, move) => {
    const unpaint = await paint(loan, move);
    try {
      await mutateAsync(move);
    } catch (error) {
      unpaint();
      throw error;
    } finally {
      // What is asked while another move is under way would show that one undone for a moment.
      if (queryClient.isMutating({ mutationKey }) === 0) void refresh();
    }
  };
}

function usePaint() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { email } = useSession();
  const { all } = useStatuses();
  return useCallback(
    async (loan: MovableLoan, { newStatus, notes, version }: StatusMove) => {
      const move: PaintedMove = {
        loanId: loan.pipelineLoanId,
        version,
        from: loan.currentStatus,
        newStatus,
        notes,
        agingThresholdDays: all.find((status) => status.statusCode === newStatus)?.agingThresholdDays ?? null,
        changedBy: email,
        changedAt: new Date().toISOString(),
      };
      const { pipeline } = trpc;
      // An answer that left the server before the move would paint over it.
      await queryClient.cancelQueries({
        ...pipeline.pathFilter(),
        predicate: ({ state }) => state.data !== undefined,
      });
      const before: [QueryKey, unknown][] = [];
      const change = <T>(shown: QueryFilters, change: (data: T) => T) => {
        for (const [key, data] of queryClient.getQueriesData<T>(shown)) {
          const after = data === undefined ? data : change(data);
          if (after === data) continue;
          before.push([key, data]);
          queryClient.setQueryData(key, after);
        }
      };
      change<Outputs["pipeline"]["loans"]>(pipeline.loans.pathFilter(), (page) => movedOnPage(page, move));
      change<Outputs["pipeline"]["loan"]>(pipeline.loan.pathFilter(), (one) => movedLoan(one, move));
      // Of no filtered one is it known whether the loan is counted there.
      const ofAll = { queryKey: pipeline.summary.queryKey({}), exact: true };
      change<Outputs["pipeline"]["summary"]>(ofAll, (summary) => movedInSummary(summary, move, loan));
      return () => {
        for (const [key, data] of before) queryClient.setQueryData(key, data);
      };
    },
    [trpc, queryClient, email, all],
  );
}
