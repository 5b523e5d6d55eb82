"use client";

import { SETTLED } from "@/server/domain/pipeline/model/status-workflow.ts";
import type { LoanRow } from "./loan-list-context.ts";
import { SettlementDialog } from "./settlement-dialog.tsx";
import { StatusDialog } from "./status-dialog.tsx";
import type { Status } from "./use-statuses.ts";

export type MovableLoan = Pick<
  LoanRow,
  | "pipelineLoanId"
  | "loanId"
  | "borrowerName"
  | "currentStatus"
  | "purchasePrice"
  | "salePrice"
  | "purchaseDate"
  | "version"
>;

interface Props {
  loan: MovableLoan;
  /** The status that was chosen; null: nothing is asked. */
  target: Status | null;
  onClose: () => void;
  /** Where the focus goes afterwards. */
  returnTo: () => HTMLElement | null;
}

/** Asks what a move needs to know: a settlement its figures, any other move its reason. */
export function MoveDialog({ loan, target, onClose, returnTo }: Props) {
  const settling = target?.statusCode === SETTLED;
  return (
    <>
      <StatusDialog loan={loan} target={settling ? null : target} onClose={onClose} returnTo={returnTo} />
      <SettlementDialog loan={loan} open={settling} onClose={onClose} returnTo={returnTo} />
    </>
  );
}
