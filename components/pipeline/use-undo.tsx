"use client";

import { useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import { DELIVERED } from "@/server/domain/pipeline/model/status-workflow.ts";
import { useTRPC } from "../trpc/client.ts";
import { refusalOf } from "../trpc/refusal.ts";
import type { MovableLoan } from "./move-dialog.tsx";
import { hasWayBack } from "./moves.ts";
import { refusalText } from "./refusal-text.ts";
import { offerUndo, useUndoKeys } from "./undo-offers.tsx";
import type { StatusMove } from "./use-status-move.ts";
import type { Statuses } from "./use-statuses.ts";

/**
 * Says that a loan was moved, and offers the way back for ten seconds where the workflow has one: by the button or by a
 * key, the latest move first. Going back is a move like any other: it is judged, and it is one more entry of the history.
 */
export function useUndo(send: (loan: MovableLoan, move: StatusMove) => Promise<void>) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  useUndoKeys();

  const goBack = async (loan: MovableLoan, move: StatusMove, statuses: Statuses) => {
    const [was, is] = [statuses.of(move.newStatus).displayName, statuses.of(loan.currentStatus).displayName];
    const { pipelineLoanId: loanId, currentStatus: newStatus } = loan;
    const version = move.version + 1;
    try {
      await send(
        { ...loan, currentStatus: move.newStatus, version, agingAlert: false },
        {
          loanId,
          version,
          newStatus,
          notes: `Undo: moved back from ${was} to ${is}.`,
          ...(newStatus === DELIVERED ? await deliveryDate(loanId) : {}),
        },
      );
      toast.success(`Undone: ${loan.borrowerName} is back in ${is}`, {
        description: "Its days there count from now.",
      });
    } catch (error) {
      const refusal = refusalOf(error);
      const why = refusalText(refusal, (code) => statuses.of(code).displayName);
      const isKnown = refusal.code === "CONFLICT" || refusal.code === "INVALID_TRANSITION";
      const said = isKnown
        ? `Not undone: ${loan.borrowerName} has moved on since`
        : `${loan.borrowerName} may not be back in ${is}`;
      toast.error(said, {
        description: `${why}${refusal.requestId ? ` Reference ${refusal.requestId}` : ""}`,
        duration: 20_000,
      });
    }
  };
  /** A loan that goes back to where it was delivered was not delivered anew. */
  const deliveryDate = async (loanId: number) => {
    const { actualDeliveryDate } = await queryClient.fetchQuery(trpc.pipeline.loan.queryOptions({ loanId }));
    return actualDeliveryDate === null ? {} : { actualDeliveryDate };
  };

  return (loan: MovableLoan, move: StatusMove, statuses: Statuses) => {
    const said = `${loan.borrowerName} moved to ${statuses.of(move.newStatus).displayName}`;
    if (!hasWayBack(loan.currentStatus, move.newStatus, statuses)) return void toast.success(said);
    offerUndo(said, `move ${loan.pipelineLoanId} ${move.version}`, () => void goBack(loan, move, statuses));
  };
}
