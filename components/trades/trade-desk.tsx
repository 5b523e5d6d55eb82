"use client";

import { keepPreviousData, skipToken, useQuery } from "@tanstack/react-query";
import { usePathname, useSearchParams } from "next/navigation";
import { PAGE_SIZES } from "../pipeline/list-url.ts";
import { LoanListProvider } from "../pipeline/loan-list-context.ts";
import { LoanPanel } from "../pipeline/loan-panel.tsx";
import { PageHeader } from "../shell/page-header.tsx";
import { UnreadAddress } from "../shell/unread-address.tsx";
import { useHotkeys } from "../shell/use-hotkeys.ts";
import { useTRPC } from "../trpc/client.ts";
import { countText } from "../ui/money-text.ts";
import { Pager } from "../ui/pager.tsx";
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
          figure={page && <TradeCount count={page.totalRows} filtered={isFiltered(state)} />}
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
        {page && page.totalRows > 0 && (
          <Pager
            page={page.page}
            pageSize={state.pageSize}
            totalRows={page.totalRows}
            shown={page.trades.length}
            onPage={(to) => change({ page: to })}
            sizes={{
              choices: PAGE_SIZES,
              onSize: (chosen) => {
                const size = PAGE_SIZES.find((one) => one === chosen);
                if (size) change({ pageSize: size });
              },
            }}
          />
        )}
      </div>
      <LoanPanel loanId={loanId} />
    </LoanListProvider>
  );
}

function TradeCount({ count, filtered }: { count: number; filtered: boolean }) {
  return (
    <span role="status" className="figures">
      <span className="font-semibold text-ink">{countText(count)}</span> {count === 1 ? "trade" : "trades"}
      {filtered && (count === 1 ? " matches" : " match")}
    </span>
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
