"use client";

import { useCallback, useEffect, useRef } from "react";
import { type LoanRow, rowLink } from "./loan-list-context.ts";

/**
 * When the row that had the focus leaves the list, as after a move out of the filter, the row in its place takes it, unless
 * a loan lies open over the list: what is closed there gives the focus back to the panel.
 * Returns where the focus belongs after something that was asked about a row.
 */
export function useRowFocus(loans: LoanRow[]): (loanId: number) => HTMLElement | null {
  const last = useRef<{ loanId: number; index: number } | null>(null);
  useEffect(() => {
    const remember = (event: FocusEvent) => {
      if (!(event.target instanceof HTMLElement) || event.target.closest("[role=dialog], [role=menu]"))
        return;
      const loanId = Number(
        event.target.closest("tr")?.querySelector<HTMLElement>("[data-loan-row]")?.dataset.loanRow,
      );
      const index = loans.findIndex((loan) => loan.pipelineLoanId === loanId);
      last.current = index === -1 ? null : { loanId, index };
    };
    document.addEventListener("focusin", remember);
    return () => document.removeEventListener("focusin", remember);
  }, [loans]);
  const rowInItsPlace = useCallback(
    (loanId: number) => {
      const heir = loans[Math.min(last.current?.index ?? 0, loans.length - 1)];
      return rowLink(loanId) ?? (heir ? rowLink(heir.pipelineLoanId) : null);
    },
    [loans],
  );
  useEffect(() => {
    const isFree = document.activeElement === document.body && !document.querySelector("[data-panel]");
    if (last.current && isFree) rowInItsPlace(last.current.loanId)?.focus();
  }, [rowInItsPlace]);
  return rowInItsPlace;
}
