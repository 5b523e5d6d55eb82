"use client";

import type { ReactNode } from "react";
import { useStatuses } from "../pipeline/use-statuses.ts";
import { Money } from "../ui/money.tsx";
import { countText } from "../ui/money-text.ts";
import { dayLabel } from "../ui/time-text.ts";
import { TradeBar, type TradeCard } from "./trade-bar.tsx";
import { readyOf, settledOf } from "./trade-ready.ts";
import { TradeStatusName } from "./trade-status.tsx";
import type { TradeSort } from "./trades-url.ts";

interface TradeColumn {
  /** By which it sorts; null: it does not. */
  field: TradeSort | null;
  label: string;
  right?: true;
  className: string;
  /** Below these widths of the page the column is left out: how its place is taken away (see `TradeColumnPlaces`). */
  place?: string;
  /** Of the first column the row itself draws the cell. */
  cell?: (trade: TradeCard) => ReactNode;
}

export const TRADE_COLUMNS: TradeColumn[] = [
  { field: "exchangeTradeId", label: "Trade", className: "pl-4 lg:pl-6" },
  {
    field: "buyerName",
    label: "Investor",
    className: "w-40 @min-[900px]:w-auto",
    cell: (trade) => trade.buyerName,
  },
  {
    field: "sellerName",
    label: "Seller",
    className: "hidden @min-[900px]:table-cell",
    place: "w-0 @min-[900px]:w-auto",
    cell: (trade) => <span className="text-ink-2">{trade.sellerName}</span>,
  },
  {
    field: "tradeDate",
    label: "Trade date",
    right: true,
    className: "w-28",
    cell: (trade) => <span className="figures text-ink-2">{dayLabel(trade.tradeDate)}</span>,
  },
  {
    field: "status",
    label: "Status",
    className: "w-24 @min-[900px]:w-28 @min-[900px]:pl-6",
    cell: (trade) => <TradeStatusName status={trade.status} />,
  },
  {
    field: null,
    label: "Loans by status",
    className: "hidden w-52 @min-[1100px]:table-cell",
    place: "w-0 @min-[1100px]:w-auto",
    cell: (trade) => (
      <>
        <TradeBar trade={trade} />
        <TradeProgress trade={trade} />
      </>
    ),
  },
  {
    field: "totalLoanCount",
    label: "Loans",
    right: true,
    className: "w-20",
    cell: (trade) => (
      <>
        <span className="figures">{countText(trade.totalLoanCount)}</span>
        {/* Where there is no room for all statuses, the one that ends the work. */}
        <span className="figures block text-xs leading-3.5 text-ink-3 @min-[1100px]:hidden">
          {countText(settledOf(trade))} settled
        </span>
      </>
    ),
  },
  {
    field: "totalAmount",
    label: "Total amount",
    right: true,
    className: "w-38 pr-4 lg:pr-6 @min-[900px]:w-44",
    cell: (trade) => <Money amount={trade.totalAmount} />,
  },
];

/**
 * The places of the columns, for what spans all of them. A column that is left out leaves the last place of the table
 * empty, which then must take no room.
 */
export function TradeColumnPlaces() {
  return (
    <colgroup>
      <col span={TRADE_COLUMNS.filter(({ place }) => !place).length} />
      {TRADE_COLUMNS.map(({ label, place }) => place && <col key={label} className={place} />)}
    </colgroup>
  );
}

/** "8 settled · 3 delivered to settle" */
function TradeProgress({ trade }: { trade: TradeCard }) {
  const ready = readyOf(trade, useStatuses().all);
  return (
    <span className="figures mt-0.5 block truncate text-xs text-ink-3">
      {countText(settledOf(trade))} settled
      {ready.loans > 0 && (
        <>
          {" · "}
          <span className="text-ink-2">
            {countText(ready.loans)} {ready.word}
          </span>
        </>
      )}
    </span>
  );
}
