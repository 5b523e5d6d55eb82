"use client";

import { createContext, useContext } from "react";
import type { Outputs } from "../trpc/client.ts";

export type LoanRow = Outputs["pipeline"]["loans"]["loans"][number];

/** What a row and the panel know of the list around them. */
export interface LoanList {
  loans: LoanRow[];
  openId: number | null;
  /** The loan's address within this list: the list's filters stay in it. */
  hrefOf: (loanId: number) => string;
  /** `replace`: stepping through a list with the panel open leaves one step back to the list. */
  open: (loanId: number, how?: "push" | "replace") => void;
  close: () => void;
  /** Where the focus belongs after something that was asked about a loan: its row, or the one now in its place. */
  returnTo: (loanId: number) => HTMLElement | null;
}

const LoanListContext = createContext<LoanList | null>(null);
export const LoanListProvider = LoanListContext.Provider;

export function useLoanList(): LoanList {
  const list = useContext(LoanListContext);
  if (!list) throw new Error("useLoanList is for what stands inside the loan list.");
  return list;
}

/** The loan before and after the given one on this page. */
export function neighboursOf(
  loans: LoanRow[],
  loanId: number,
): { previous?: LoanRow; next?: LoanRow; place: number } {
  const index = loans.findIndex((loan) => loan.pipelineLoanId === loanId);
  if (index === -1) return { place: 0, ...(loans[0] ? { next: loans[0] } : {}) };
  const [previous, next] = [loans[index - 1], loans[index + 1]];
  return { place: index + 1, ...(previous ? { previous } : {}), ...(next ? { next } : {}) };
}

export function rowLink(loanId: number): HTMLElement | null {
  return document.querySelector(`[data-loan-row="${loanId}"]`);
}
