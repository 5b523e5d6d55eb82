"use client";

import { createContext, useContext } from "react";
import type { Outputs } from "../trpc/client.ts";

export type LoanRow = Outputs["pipeline"]["loans"]["loans"][number];

/** What the list and the grid know of a loan alike. */
export type ListedLoan = Omit<LoanRow, "settlementVariance">;

/** What a row and the panel know of the list around them. */
export interface LoanList {
  loans: ListedLoan[];
  openId: number | null;
  neighbours: Neighbours;
  /** Where the open loan stands, in words, when it is not a page that it stands on. */
  placeText?: string;
  /** The loan's address within this list: the list's filters stay in it. */
  hrefOf: (loanId: number) => string;
  /**
   * `replace`: stepping through a list with the panel open leaves one step back to the list. With the page of the list
   * that the loan is on, when that is not the present one.
   */
  open: (loanId: number, how?: "push" | "replace", page?: number) => void;
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

export interface Neighbour {
  pipelineLoanId: number;
  /** The page of the list that it is on, when that is not the present one. */
  page?: number;
}

/** The loan before and after the open one, also across the page's ends. */
export interface Neighbours {
  previous: Neighbour | undefined;
  next: Neighbour | undefined;
  /** From 1; 0 when the open loan is not on this page. */
  place: number;
}

/** A loan that has just left the page, by being moved out of the filter, leaves its place behind: next is who took it. */
export function neighboursOf(loans: Neighbour[], openId: number | null, lastIndex: number): Neighbours {
  const index = loans.findIndex((loan) => loan.pipelineLoanId === openId);
  return index === -1
    ? { place: 0, previous: loans[lastIndex - 1], next: loans[lastIndex] }
    : { place: index + 1, previous: loans[index - 1], next: loans[index + 1] };
}

export function rowLink(loanId: number): HTMLElement | null {
  return document.querySelector(`[data-loan-row="${loanId}"]`);
}
