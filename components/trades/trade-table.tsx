"use client";

import type { UseQueryResult } from "@tanstack/react-query";
import type { Outputs } from "../trpc/client.ts";
import { refusalOf } from "../trpc/refusal.ts";
import { Button } from "../ui/button.tsx";
import { cn } from "../ui/cn.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { SkeletonRows } from "../ui/skeleton-rows.tsx";
import { ariaSort, SortButton } from "../ui/sort-button.tsx";
import { LinkedTradeProblem } from "./linked-trade.tsx";
import { TRADE_COLUMNS, TradeColumnPlaces } from "./trade-columns.tsx";
import { TradeRow } from "./trade-row.tsx";
import { isFiltered, NO_TRADE_FILTERS, type TradeSort } from "./trades-url.ts";
import type { TradeLoans } from "./use-trade-loans.ts";
import { useTradesState } from "./use-trades-state.ts";

type Page = Outputs["pipeline"]["tradeCards"];

interface Props {
  page: Page | undefined;
  /** The open trade when it is not on this page: it is shown above the others. */
  linked: UseQueryResult<Page, unknown> | null;
  error: unknown;
  isStale: boolean;
  onRetry: () => void;
  openId: number | null;
  loans: TradeLoans;
  /** The query string that stays in the address of a trade. */
  search: string;
}

export function TradeTable({ page, linked, error, isStale, onRetry, openId, loans, search }: Props) {
  const [state, change] = useTradesState();
  if (error && (!page || isStale)) {
    const { message, requestId } = refusalOf(error);
    return (
      <ErrorState
        title="The trades could not be loaded"
        message={message}
        requestId={requestId}
        onRetry={onRetry}
      />
    );
  }
  const above = linked?.data?.trades ?? [];
  const trades = [...above, ...(page?.trades ?? [])];
  const isEmpty = page && page.trades.length === 0 && !isStale;
  return (
    <>
      {linked && <LinkedTradeProblem query={linked} />}
      {!(isEmpty && above.length === 0) && (
        <table
          aria-label="Trades"
          aria-busy={isStale || !page}
          className="w-full table-fixed border-separate border-spacing-0 text-sm"
        >
          <TradeColumnPlaces />
          <TradeHead />
          <tbody className={cn("transition-opacity", isStale && "opacity-55 delay-200 duration-150")}>
            {trades.map((trade) => (
              <TradeRow
                key={trade.pipelineTradeId}
                trade={trade}
                isOpen={trade.pipelineTradeId === openId}
                loans={loans}
                search={search}
              />
            ))}
            {!page && <SkeletonRows columns={TRADE_COLUMNS} />}
          </tbody>
        </table>
      )}
      {isEmpty && page.totalRows > 0 && (
        <EmptyState
          title="This page is past the end"
          action={<Button onClick={() => change({ page: 1 })}>First page</Button>}
        >
          There are fewer trades than when this link was made.
        </EmptyState>
      )}
      {isEmpty && page.totalRows === 0 && (isFiltered(state) ? <NoMatch /> : <EmptyTrades />)}
    </>
  );
}

function TradeHead() {
  const [{ sort, dir }, change] = useTradesState();
  const onSort = (field: TradeSort) => (next: "asc" | "desc") => change({ sort: field, dir: next });
  return (
    <thead>
      <tr>
        {TRADE_COLUMNS.map(({ field, label, right, className }) => (
          <th
            key={label}
            scope="col"
            aria-sort={ariaSort(sort === field, dir)}
            className={cn(
              "sticky top-14 z-10 h-8 border-b bg-canvas px-2 text-left font-normal text-xs text-ink-3",
              right && "text-right",
              className,
            )}
          >
            {field === null ? (
              label
            ) : (
              <SortButton
                label={label}
                right={right}
                isSorted={sort === field}
                dir={dir}
                onSort={onSort(field)}
              />
            )}
          </th>
        ))}
      </tr>
    </thead>
  );
}

function EmptyTrades() {
  return (
    <EmptyState title="No trades yet">
      A trade appears here when the exchange posts it with your tenant’s key. The{" "}
      <a href="/docs" className="text-accent underline underline-offset-2">
        API docs
      </a>{" "}
      have the call that posts the first one.
    </EmptyState>
  );
}

function NoMatch() {
  const [, change] = useTradesState();
  return (
    <EmptyState
      title="No trade matches"
      action={<Button onClick={() => change(NO_TRADE_FILTERS)}>Clear filters</Button>}
    >
      There are trades, but none with all of these conditions.
    </EmptyState>
  );
}
