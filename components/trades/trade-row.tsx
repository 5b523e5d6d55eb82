"use client";

import { ChevronRight } from "lucide-react";
import { cn } from "../ui/cn.ts";
import { CopyButton } from "../ui/copy-button.tsx";
import type { TradeCard } from "./trade-bar.tsx";
import { TRADE_COLUMNS } from "./trade-columns.tsx";
import { TradeDetail } from "./trade-detail.tsx";
import { pathOf } from "./trades-url.ts";
import type { TradeLoans } from "./use-trade-loans.ts";

interface Props {
  trade: TradeCard;
  isOpen: boolean;
  loans: TradeLoans;
  search: string;
}

/** One line; all of it opens the trade below it. The open trade is in the address, so Back closes it. */
export function TradeRow({ trade, isOpen, loans, search }: Props) {
  const details = `trade-${trade.pipelineTradeId}`;
  return (
    <>
      <tr
        className={cn(
          "group/row relative h-[36px] hover:bg-row has-[[data-trade-row]:focus-visible]:bg-row",
          isOpen && "bg-sheet hover:bg-sheet dark:bg-raised dark:hover:bg-raised",
        )}
      >
        {TRADE_COLUMNS.map(({ label, right, className, cell }) => (
          <td
            key={label}
            className={cn(
              "truncate border-b px-2 leading-4.5",
              right && "text-right",
              className,
              isOpen && "border-line/60",
            )}
          >
            {cell ? (
              cell(trade)
            ) : (
              <TradeName trade={trade} isOpen={isOpen} details={details} search={search} />
            )}
          </td>
        ))}
      </tr>
      {isOpen && (
        <tr id={details}>
          <td
            colSpan={TRADE_COLUMNS.length}
            className="border-b border-line-strong bg-sheet p-0 dark:bg-raised"
          >
            <TradeDetail trade={trade} loans={loans} />
          </td>
        </tr>
      )}
    </>
  );
}

interface NameProps extends Pick<Props, "trade" | "isOpen" | "search"> {
  /** The id of what it opens. */
  details: string;
}

function TradeName({ trade, isOpen, details, search }: NameProps) {
  const { pipelineTradeId: id, exchangeTradeId } = trade;
  const toggle = () => {
    const withoutPage = new URLSearchParams(search);
    withoutPage.delete("loans");
    const query = withoutPage.size === 0 ? "" : `?${withoutPage}`;
    window.history.pushState(null, "", pathOf(isOpen ? null : id) + query);
  };
  return (
    <span className="flex min-w-0 items-center gap-0.5">
      <button
        type="button"
        data-trade-row={id}
        aria-expanded={isOpen}
        aria-controls={isOpen ? details : undefined}
        onClick={toggle}
        className={cn(
          "-ml-1 flex h-7 min-w-0 items-center gap-1.5 rounded-sm font-medium outline-none after:absolute after:inset-0",
          "focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus",
        )}
      >
        {isOpen && <span aria-hidden className="absolute inset-y-0 left-0 w-0.5 bg-accent" />}
        <ChevronRight
          aria-hidden
          className={cn(
            "size-3.5 shrink-0 text-ink-3 transition-transform duration-120",
            isOpen && "rotate-90",
          )}
        />
        <span className="id truncate text-sm">{exchangeTradeId}</span>
      </button>
      <span className="relative z-[1] ml-1 opacity-0 focus-within:opacity-100 group-hover/row:opacity-100 pointer-coarse:opacity-100">
        <CopyButton value={exchangeTradeId} label="trade ID" glyphOnly />
      </span>
    </span>
  );
}
