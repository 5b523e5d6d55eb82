"use client";

import { skipToken, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { type LoanList, type LoanRow, neighboursOf, rowLink } from "../pipeline/loan-list-context.ts";
import { useNeighbours } from "../pipeline/use-neighbours.ts";
import { useRowFocus } from "../pipeline/use-row-focus.ts";
import { type Outputs, useTRPC } from "../trpc/client.ts";
import { openIn, pathOf, tradeLoansRequest, tradesAddress } from "./trades-url.ts";

const NO_LOANS: LoanRow[] = [];

export interface TradeLoans {
  page: Outputs["pipeline"]["loans"] | undefined;
  error: unknown;
  isStale: boolean;
  retry: () => void;
  /** For rows and the panel: the loans of the open trade are the list around the open loan. */
  list: LoanList;
  /** From the open loan to the one beside it; false when none is open. */
  step: (by: 1 | -1) => boolean;
}

interface Open {
  tradeId: number | null;
  loanId: number | null;
  page: number;
  search: string;
}

/** One page of the loans of the open trade, and how they are opened over it. */
export function useTradeLoans({ tradeId, loanId, page, search }: Open): TradeLoans {
  const trpc = useTRPC();
  const query = useQuery(
    trpc.pipeline.loans.queryOptions(tradeId === null ? skipToken : tradeLoansRequest(tradeId, page), {
      // Turning a page keeps the rows until the next ones are there; another trade begins anew.
      placeholderData: (before, asked) =>
        tradeId !== null && JSON.stringify(asked?.queryKey ?? []).includes(filterText(tradeId))
          ? before
          : undefined,
    }),
  );
  const loans = query.data?.loans ?? NO_LOANS;
  const returnTo = useRowFocus(loans);
  const neighbours = useNeighbours(query.data, loanId, (number) => tradeLoansRequest(tradeId ?? 0, number));
  const list = useMemo<LoanList>(() => {
    const hrefOf = (id: number) => pathOf(tradeId, id) + search;
    return {
      loans,
      openId: loanId,
      neighbours,
      returnTo,
      hrefOf,
      open: (id, how = "push", onPage) => {
        const address =
          onPage === undefined ? hrefOf(id) : tradesAddress(pathOf(tradeId, id) + search, { loans: onPage });
        if (how === "replace") window.history.replaceState(null, "", address);
        else window.history.pushState(null, "", address);
        rowLink(id)?.scrollIntoView({ block: "nearest" });
      },
      close: () => window.history.pushState(null, "", pathOf(tradeId) + search),
    };
  }, [loans, loanId, neighbours, returnTo, tradeId, search]);
  const step = (by: 1 | -1) => {
    if (loanId === null) return false;
    // The address is ahead of the last render when keys come fast; each press counts.
    const shown = openIn(window.location.pathname).loanId;
    const { next, previous } =
      shown === loanId
        ? neighbours
        : neighboursOf(
            loans,
            shown,
            loans.findIndex((loan) => loan.pipelineLoanId === loanId),
          );
    const target = by === 1 ? next : previous;
    if (target) list.open(target.pipelineLoanId, "replace", target.page);
    return true;
  };
  return {
    page: query.data,
    error: query.error,
    isStale: query.isPlaceholderData,
    retry: () => void query.refetch(),
    list,
    step,
  };
}

/** How the trade stands in the key of a question about its loans. */
function filterText(tradeId: number): string {
  return JSON.stringify(tradeLoansRequest(tradeId, 1).filters);
}
