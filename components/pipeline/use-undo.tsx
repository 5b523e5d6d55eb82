"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { toast } from "sonner";
import { DELIVERED } from "@/server/domain/pipeline/model/status-workflow.ts";
import { useHotkeys } from "../shell/use-hotkeys.ts";
import { useTRPC } from "../trpc/client.ts";
import { refusalOf } from "../trpc/refusal.ts";
import type { MovableLoan } from "./move-dialog.tsx";
import { hasWayBack } from "./moves.ts";
import { UndoButton } from "./undo-button.tsx";
import type { StatusMove } from "./use-status-move.ts";
import type { Statuses } from "./use-statuses.ts";

interface Offer {
  toastId: string | number;
  undo: () => void;
}

/**
 * Says that a loan was moved, and offers the way back for ten seconds where the workflow has one: by the button or by a
 * key, the latest move first. Going back is a move like any other: it is judged, and it is one more entry of the history.
 */
export function useUndo(send: (loan: MovableLoan, move: StatusMove) => Promise<void>) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const offers = useRef<Offer[]>([]);
  const withdraw = (toastId: Offer["toastId"]) => {
    offers.current = offers.current.filter((offer) => offer.toastId !== toastId);
    toast.dismiss(toastId);
  };
  const undoLatest = (event: KeyboardEvent) => {
    const latest = offers.current.at(-1);
    if (!latest) return;
    event.preventDefault();
    latest.undo();
  };
  useHotkeys({ z: undoLatest, "Mod+z": undoLatest });

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
      toast.success(`Undone: ${loan.borrowerName} is back in ${is}`);
    } catch (error) {
      const { message, requestId } = refusalOf(error);
      toast.error(`Not undone: ${loan.borrowerName} has moved on since`, {
        description: `${message}${requestId ? ` Request ${requestId}` : ""}`,
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
    const toastId = `move ${loan.pipelineLoanId} ${move.version}`;
    const undo = () => {
      withdraw(toastId);
      void goBack(loan, move, statuses);
    };
    offers.current.push({ toastId, undo });
    toast.success(said, {
      id: toastId,
      duration: Number.POSITIVE_INFINITY,
      action: <UndoButton onUndo={undo} onExpire={() => withdraw(toastId)} />,
    });
  };
}
