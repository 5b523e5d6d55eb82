"use client";

import { SETTLED } from "@/server/domain/pipeline/model/status-workflow.ts";
import type { LoanRow } from "./loan-list-context.ts";
import type { MoveQuestion } from "./move-desk.tsx";
import { SettlementDialog } from "./settlement-dialog.tsx";
import { StatusDialog } from "./status-dialog.tsx";
import type { StatusMove } from "./use-status-move.ts";

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
  | "agingAlert"
>;

export interface MoveDialogProps {
  open: boolean;
  question: MoveQuestion;
  /** How often something was asked; each time with a fresh form. */
  times: number;
  onClose: () => void;
  /** Ends when it is known what became of the answer. */
  onAnswer: (question: MoveQuestion, move: StatusMove) => Promise<void>;
}

/** Asks what a move needs to know: a settlement its figures, any other move its reason. */
export function MoveDialog(props: MoveDialogProps) {
  return props.question.target.statusCode === SETTLED ? (
    <SettlementDialog {...props} />
  ) : (
    <StatusDialog {...props} />
  );
}
