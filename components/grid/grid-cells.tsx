"use client";

import type { ICellRendererParams } from "ag-grid-community";
import { ChevronRight } from "lucide-react";
import { useEffect, useRef } from "react";
import { isLoanField, type LoanField } from "@/server/domain/pipeline/model/loan-fields.ts";
import { Age } from "../pipeline/age.tsx";
import { loansText } from "../pipeline/loans-text.ts";
import { StatusName } from "../pipeline/status-name.tsx";
import { useSelecting } from "../pipeline/use-selection.ts";
import { useSession } from "../shell/session.tsx";
import { TradeStatusName } from "../trades/trade-status.tsx";
import { Checkbox } from "../ui/checkbox.tsx";
import { cn } from "../ui/cn.ts";
import { countText } from "../ui/money-text.ts";
import { cellText } from "./cell-text.ts";
import { useGridTools } from "./grid-context.ts";
import {
  firstColumn,
  type GridLoan,
  type GridRow,
  type GridTrade,
  isTrade,
  tradeValue,
} from "./grid-rows.ts";

type CellProps = ICellRendererParams<GridRow>;

/** The first cell of every row: a loan is ticked here, a trade opened. */
export function TickCell({ data, node }: CellProps) {
  if (!data) return null;
  return isTrade(data) ? <TradeToggle trade={data} /> : <Tick loan={data} node={node} />;
}

function Tick({ loan, node }: { loan: GridLoan; node: CellProps["node"] }) {
  const { tick } = useGridTools();
  const isTicked = useSelecting().selected.has(loan.pipelineLoanId);
  const box = useRef<HTMLSpanElement>(null);
  // The row is drawn by the grid, which knows nothing of the selection.
  useEffect(() => {
    const row = box.current?.closest("[role=row]");
    row?.setAttribute("aria-selected", String(isTicked));
    return () => row?.removeAttribute("aria-selected");
  }, [isTicked]);
  return (
    <span ref={box}>
      <Checkbox
        className="h-7 justify-center"
        tabIndex={-1}
        aria-label={`Select ${loan.borrowerName}`}
        checked={isTicked}
        onChange={({ nativeEvent }) =>
          tick(loan, node.rowIndex ?? 0, nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)
        }
      />
    </span>
  );
}

/** A press anywhere on the row of a trade opens it, so the button needs none of its own. */
function TradeToggle({ trade }: { trade: GridTrade }) {
  const { openTrades } = useGridTools();
  const isOpen = openTrades.includes(trade.pipelineTradeId);
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-expanded={isOpen}
      aria-label={`Loans of trade ${trade.exchangeTradeId}`}
      className="flex h-7 w-full items-center justify-center text-ink-2 hover:text-ink"
    >
      <ChevronRight
        aria-hidden
        className={cn("size-4 transition-transform duration-120", isOpen && "rotate-90")}
      />
    </button>
  );
}

export function StatusCell({ data }: CellProps) {
  return data && !isTrade(data) ? <StatusName code={data.currentStatus} className="max-w-full" /> : null;
}

export function AgeCell({ data }: CellProps) {
  return data && !isTrade(data) ? <Age days={data.daysInCurrentStatus} overdue={data.agingAlert} /> : null;
}

/** A trade in the columns of its loans: what it is called in the first, then count, status, volume under their own. */
export function TradeCell({ data, column, api }: CellProps) {
  const { timeZone } = useSession();
  const field = column?.getColId() ?? "";
  if (!data || !isTrade(data) || !isLoanField(field)) return null;
  if (column === firstColumn(api)) return <TradeHead trade={data} />;
  if (field === "currentStatus") return <TradeStatusName status={data.status} />;
  return tradeText(data, field, timeZone);
}

function TradeHead({ trade }: { trade: GridTrade }) {
  const { loanCount, totalLoanCount } = trade;
  const count =
    loanCount === totalLoanCount
      ? loansText(loanCount)
      : `${countText(loanCount)} of ${countText(totalLoanCount)} loans`;
  return (
    <>
      <span className="id text-xs text-ink">{trade.exchangeTradeId}</span>{" "}
      <span className="figures pl-2 font-normal text-ink-2">{count}</span>
    </>
  );
}

function tradeText(trade: GridTrade, field: LoanField, timeZone: string): string {
  const value = tradeValue(trade, field);
  return value === null ? "" : cellText(field, value, timeZone);
}
