"use client";

import { LoanMenu } from "../pipeline/loan-menu.tsx";
import { useAskMove } from "../pipeline/move-desk.tsx";
import type { GridLoan } from "./grid-rows.ts";

export interface RowQuestion {
  loan: GridLoan;
  /** Of the cell or of the pointer, in the window. */
  at: { x: number; y: number };
}

interface Props {
  question: RowQuestion | null;
  onClose: () => void;
  onOpen: (loanId: number) => void;
  /** The cell that was asked about. */
  returnTo: () => HTMLElement | null;
}

/** What can be done with one loan, where the pointer or the focus is (P8.2). */
export function RowMenu({ question, onClose, onOpen, returnTo }: Props) {
  const askMove = useAskMove();
  return (
    <LoanMenu
      question={question}
      onClose={onClose}
      returnTo={returnTo}
      onMove={(target) => question && askMove({ loan: question.loan, target, returnTo, beside: question.at })}
      onOpen={() => question && onOpen(question.loan.pipelineLoanId)}
    />
  );
}
