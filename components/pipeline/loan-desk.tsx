"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { usePathname, useSearchParams } from "next/navigation";
import { type ReactNode, useMemo } from "react";
import { PageHeader } from "../shell/page-header.tsx";
import { useHotkeys } from "../shell/use-hotkeys.ts";
import { useTRPC } from "../trpc/client.ts";
import { countText } from "../ui/money-text.ts";
import { isFiltered, listRequest, openLoanIn } from "./list-url.ts";
import { type LoanList, LoanListProvider, type LoanRow, neighboursOf, rowLink } from "./loan-list-context.ts";
import { LoanPanel } from "./loan-panel.tsx";
import { LoanSearch } from "./loan-search.tsx";
import { LoanTable } from "./loan-table.tsx";
import { LoanToolbar } from "./loan-toolbar.tsx";
import { Pagination } from "./pagination.tsx";
import { useListState } from "./use-list-state.ts";
import { useNeighbours } from "./use-neighbours.ts";
import { useRowFocus } from "./use-row-focus.ts";

const NO_LOANS: LoanRow[] = [];

/**
 * The list with the panel of the open loan over it. Which loan is open is read from the path, and opening one only
 * writes the path: nothing is fetched but the loan, and the list keeps its place.
 */
export function LoanDesk({ children }: { children: ReactNode }) {
  const trpc = useTRPC();
  const pathname = usePathname();
  const search = useSearchParams().toString();
  const [state, change] = useListState();
  const loansQuery = useQuery(
    trpc.pipeline.loans.queryOptions(listRequest(state), { placeholderData: keepPreviousData }),
  );
  const page = loansQuery.data;
  const loans = page?.loans ?? NO_LOANS;
  const openId = openLoanIn(pathname);
  const returnTo = useRowFocus(loans);
  const neighbours = useNeighbours(loans, openId);
  const list = useMemo<LoanList>(
    () => ({ ...addressesOf(search), loans, openId, neighbours, returnTo }),
    [search, loans, openId, neighbours, returnTo],
  );

  const step = (by: 1 | -1) => (event: KeyboardEvent) => {
    if (openId !== null) {
      // The address is ahead of the last render when keys come fast; each press counts.
      const shown = loans.findIndex((loan) => loan.pipelineLoanId === openLoanIn(window.location.pathname));
      const around =
        shown < 0 ? neighbours : neighboursOf(loans, loans[shown]?.pipelineLoanId ?? null, shown);
      const target = by === 1 ? around.next : around.previous;
      if (target) list.open(target.pipelineLoanId, "replace");
    } else if (focusRow(loans, by)) event.preventDefault();
  };
  const turn = (by: 1 | -1) => () => {
    const last = page ? Math.max(1, Math.ceil(page.totalRows / page.pageSize)) : 1;
    const target = state.page + by;
    if (target >= 1 && target <= last) change({ page: target });
  };
  useHotkeys({
    j: step(1),
    k: step(-1),
    ArrowDown: step(1),
    ArrowUp: step(-1),
    "[": turn(-1),
    "]": turn(1),
  });

  return (
    <LoanListProvider value={list}>
      <div className="@container flex min-h-dvh flex-col">
        <PageHeader
          title="Loans"
          figure={page && <LoanCount count={page.totalRows} filtered={isFiltered(state)} />}
          action={<LoanSearch />}
        />
        <LoanToolbar />
        <LoanTable
          page={page}
          error={loansQuery.error}
          isStale={loansQuery.isPlaceholderData}
          onRetry={() => loansQuery.refetch()}
        />
        {page && page.totalRows > 0 && <Pagination page={page} />}
      </div>
      <LoanPanel loanId={openId} />
      {children}
    </LoanListProvider>
  );
}

function LoanCount({ count, filtered }: { count: number; filtered: boolean }) {
  return (
    <span role="status" className="figures">
      <span className="font-semibold text-ink">{countText(count)}</span> {count === 1 ? "loan" : "loans"}
      {filtered && (count === 1 ? " matches" : " match")}
    </span>
  );
}

/** Opening and closing loans only writes the address; the list's own query string stays in it. */
function addressesOf(search: string): Pick<LoanList, "hrefOf" | "open" | "close"> {
  const query = search === "" ? "" : `?${search}`;
  const hrefOf = (loanId: number) => `/pipeline/loans/${loanId}${query}`;
  return {
    hrefOf,
    open: (loanId, how = "push") => {
      if (how === "replace") window.history.replaceState(null, "", hrefOf(loanId));
      else window.history.pushState(null, "", hrefOf(loanId));
      rowLink(loanId)?.scrollIntoView({ block: "nearest" });
    },
    close: () => window.history.pushState(null, "", `/pipeline/loans${query}`),
  };
}

/** Moves the focus one row on; from outside the rows, to the first. */
function focusRow(loans: LoanRow[], by: 1 | -1): boolean {
  const here = document.activeElement?.closest("tr")?.querySelector<HTMLElement>("[data-loan-row]");
  const index = loans.findIndex((loan) => String(loan.pipelineLoanId) === here?.dataset.loanRow);
  const target = loans[index === -1 ? 0 : index + by];
  const link = target && rowLink(target.pipelineLoanId);
  link?.focus();
  return link !== null && link !== undefined;
}
