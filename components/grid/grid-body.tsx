"use client";

import type { CellKeyDownEvent, FullWidthCellKeyDownEvent, GridApi } from "ag-grid-community";
import { useState } from "react";
import { EmptyPipeline } from "../pipeline/empty-pipeline.tsx";
import { isFiltered } from "../pipeline/list-url.ts";
import { NoMatch } from "../pipeline/loan-table-states.tsx";
import { useListState } from "../pipeline/use-list-state.ts";
import { useSession } from "../shell/session.tsx";
import { refusalOf } from "../trpc/refusal.ts";
import { Button } from "../ui/button.tsx";
import { cn } from "../ui/cn.ts";
import { ErrorState } from "../ui/error-state.tsx";
import { columnDefs } from "./grid-columns.ts";
import { type GridRow, isTrade } from "./grid-rows.ts";
import { LoanGrid } from "./loan-grid.tsx";
import type { RowQuestion } from "./row-menu.tsx";
import type { GridLayout } from "./use-grid-layout.ts";
import type { GridRows } from "./use-grid-rows.ts";

interface Props {
  rows: GridRows;
  layout: GridLayout;
  /** What to ask is not known yet. */
  isWaiting: boolean;
  onReady: (api: GridApi<GridRow> | null) => void;
  onKey: (event: CellKeyDownEvent<GridRow> | FullWidthCellKeyDownEvent<GridRow>) => void;
  onMenu: (question: RowQuestion) => void;
  onOpen: (loanId: number) => void;
  onToggleTrade: (tradeId: number) => void;
}

/** The grid, or what there is instead of rows: nothing yet, no match, or why they did not come. */
export function GridBody({ rows, layout, isWaiting, ...on }: Props) {
  const { timeZone } = useSession();
  // Only what the grid begins with; from then on it is told what changes.
  const [columns] = useState(() => columnDefs(layout.layout, timeZone));
  const isEmpty = rows.totalRows === 0;
  const isFailed = rows.error !== null && rows.totalRows === undefined;
  const open = (row: GridRow | undefined) => {
    if (!row) return;
    if (isTrade(row)) on.onToggleTrade(row.pipelineTradeId);
    else on.onOpen(row.pipelineLoanId);
  };
  return (
    <div className="relative min-h-0 flex-1">
      {/* Stays while there is nothing to show, and with it how it was scrolled. */}
      <div
        aria-busy={rows.totalRows === undefined}
        className={cn("loan-grid h-full", (isEmpty || isFailed) && "invisible")}
      >
        {!isWaiting && (
          <LoanGrid
            columns={columns}
            datasource={rows.datasource}
            onReady={on.onReady}
            onCellKeyDown={on.onKey}
            onCellClicked={({ api, data, column, rowIndex, event }) => {
              const isPart = event?.target instanceof Element && event.target.closest("label, button");
              // What is in a cell is drawn anew with its row, so the focus belongs to the cell.
              if (isPart && rowIndex !== null) api.setFocusedCell(rowIndex, column);
              if (!data) return;
              if (isTrade(data) || (column.getColId() === "borrowerName" && !isPart)) open(data);
            }}
            onCellDoubleClicked={({ data }) => data && !isTrade(data) && open(data)}
            onCellContextMenu={({ data, event }) => {
              if (data && !isTrade(data) && event instanceof MouseEvent)
                on.onMenu({ loan: data, at: { x: event.clientX, y: event.clientY } });
            }}
            onColumnMoved={layout.keepDragged}
            onColumnResized={layout.keepDragged}
            onColumnVisible={layout.keepDragged}
            onColumnPinned={layout.keepDragged}
          />
        )}
      </div>
      {isEmpty && <Instead>{<Nothing />}</Instead>}
      {isFailed && (
        <Instead>
          <ErrorState title="The loans could not be loaded" {...reasonOf(rows.error)} onRetry={rows.retry} />
        </Instead>
      )}
      {rows.error !== null && !isFailed && <SomeMissing onRetry={rows.retry} />}
    </div>
  );
}

function Instead({ children }: { children: React.ReactNode }) {
  return <div className="absolute inset-0 overflow-y-auto">{children}</div>;
}

function Nothing() {
  const [state] = useListState();
  return isFiltered(state) ? <NoMatch /> : <EmptyPipeline />;
}

function reasonOf(error: unknown): { message: string; requestId: string | undefined } {
  const { message, requestId } = refusalOf(error);
  return { message, requestId };
}

function SomeMissing({ onRetry }: { onRetry: () => void }) {
  return (
    <div
      role="alert"
      className="absolute inset-x-0 bottom-4 mx-auto flex w-fit items-center gap-3 rounded-lg border border-line bg-raised px-4 py-2 text-sm shadow-dialog"
    >
      Some of these loans could not be loaded.
      <Button size="sm" onClick={onRetry}>
        Try again
      </Button>
    </div>
  );
}
