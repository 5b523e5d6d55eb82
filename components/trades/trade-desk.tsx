"use client";

import { keepPreviousData, skipToken, useQuery } from "@tanstack/react-query";
import { usePathname, useSearchParams } from "next/navigation";
import { LoanListProvider } from "../pipeline/loan-list-context.ts";
import { LoanPanel } from "../pipeline/loan-panel.tsx";
import { ListCount } from "../shell/list-count.tsx";
import { ListPager } from "../shell/list-pager.tsx";
import { PageHeader } from "../shell/page-header.tsx";
import { UnreadAddress } from "../shell/unread-address.tsx";
import { useHotkeys } from "../shell/use-hotkeys.ts";
import { useTRPC } from "../trpc/client.ts";
import { focusBeside } from "./row-steps.ts";
import { TradeSearch } from "./trade-search.tsx";
import { TradeTable } from "./trade-table.tsx";
import { TradeToolbar } from "./trade-toolbar.tsx";
import { isFiltered, openIn, tradeRequest, tradesRequest, tradesUrl } from "./trades-url.ts";
import { type TradeLoans, useTradeLoans } from "./use-trade-loans.ts";
import { useTradesState } from "./use-trades-state.ts";

/**
 * Acquisition trades, each to be opened where it stands, with the panel of a loan over them. Which trade and which loan
 * are open is read from the path, so every view has an address.
 */
export function TradeDesk() {
  const trpc = useTRPC();
  const { tradeId, loanId } = openIn(usePathname());
  const params = useSearchParams().toString();
  const search = params === "" ? "" : `?${params}`;
  const [state, change] = useTradesState();
  const query = useQuery(
    trpc.pipeline.tradeCards.queryOptions(tradesRequest(state), { placeholderData: keepPreviousData }),
  );
  const page = query.data;
  const isOnPage = page?.trades.some((trade) => trade.pipelineTradeId === tradeId) ?? false;
  const linked = useQuery(
    trpc.pipeline.tradeCards.queryOptions(
      tradeId === null || isOnPage || !page ? skipToken : tradeRequest(tradeId),
    ),
  );
  const loans = useTradeLoans({ tradeId, loanId, page: state.loans, search });

  const last = page ? Math.ceil(page.totalRows / page.pageSize) : 1;
  useTradeKeys(loans, (by) => {
    const target = state.page + by;
    if (target >= 1 && target <= last) change({ page: target });
  });

  return (
    <LoanListProvider value={loans.list}>
      <div className="@container flex min-h-dvh flex-col">
        <PageHeader
          title="Trades"
          figure={
            page && <ListCount of={["trade", "trades"]} count={page.totalRows} filtered={isFiltered(state)} />
          }
          action={<TradeSearch />}
        />
        <TradeToolbar />
        <UnreadAddress of={tradesUrl} />
        <TradeTable
          page={page}
          linked={tradeId !== null && !isOnPage ? linked : null}
          error={query.error}
          isStale={query.isPlaceholderData}
          onRetry={() => void query.refetch()}
          openId={tradeId}
          loans={loans}
          search={search}
        />
        {page && (
          <ListPager page={page} pageSize={state.pageSize} shown={page.trades.length} onChange={change} />
        )}
      </div>
      <LoanPanel loanId={loanId} />
    </LoanListProvider>
  );
}

/** Rows by J and K, pages by brackets. While a loan is open, from loan to loan of its trade. */
function useTradeKeys(loans: TradeLoans, turn: (by: 1 | -1) => void): void {
  const step = (by: 1 | -1) => (event: KeyboardEvent) => {
    if (loans.step(by) || focusBeside(by)) event.preventDefault();
  };
  useHotkeys({
    j: step(1),
    k: step(-1),
    ArrowDown: step(1),
    ArrowUp: step(-1),
    "[": () => turn(-1),
    "]": () => turn(1),
  });
}
