"use client";

import type { GridApi } from "ag-grid-community";
import { usePathname, useSearchParams } from "next/navigation";
import { useCallback, useMemo } from "react";
import { openLoanIn } from "../pipeline/list-url.ts";
import type { LoanList } from "../pipeline/loan-list-context.ts";
import { countText } from "../ui/money-text.ts";
import { firstColumn, type GridLoan, type GridRow, isTrade } from "./grid-rows.ts";

export interface GridPanel extends LoanList {
  /** The loan before or after this one, as the rows stand now. */
  beside: (loanId: number, by: 1 | -1) => GridLoan | undefined;
}

/** The loan over the grid, which is read from the path, as over the list; the grid is what it stands in. */
export function useGridPanel(
  api: GridApi<GridRow> | null,
  held: GridLoan[],
  { totalRows, isGrouped }: { totalRows: number; isGrouped: boolean },
): GridPanel {
  const pathname = usePathname();
  const search = useSearchParams().toString();
  const openId = openLoanIn(pathname);
  const returnTo = useCallback((loanId: number) => (api ? cellOfLoan(api, loanId) : null), [api]);
  return useMemo(() => {
    const query = search === "" ? "" : `?${search}`;
    const hrefOf = (loanId: number) => `/pipeline/grid/${loanId}${query}`;
    // By rows and not by `held` alone: between two rows that are held there may be some that are not.
    const rowIndexOf = (loanId: number | null) =>
      loanId === null ? null : (api?.getRowNode(String(loanId))?.rowIndex ?? null);
    const beside = (loanId: number | null, by: 1 | -1) => {
      const rowIndex = rowIndexOf(loanId);
      return api && rowIndex !== null ? loanBeside(api, rowIndex, by) : undefined;
    };
    const place = (rowIndexOf(openId) ?? -1) + 1;
    return {
      loans: held,
      openId,
      neighbours: { previous: beside(openId, -1), next: beside(openId, 1), place },
      placeText: isGrouped
        ? ""
        : place > 0
          ? `${countText(place)} of ${countText(totalRows)}`
          : "Not among the rows in sight",
      beside,
      hrefOf,
      open: (loanId: number, how: "push" | "replace" = "push") => {
        if (how === "replace") window.history.replaceState(null, "", hrefOf(loanId));
        else window.history.pushState(null, "", hrefOf(loanId));
        if (api) followTo(api, loanId);
      },
      close: () => window.history.pushState(null, "", `/pipeline/grid${query}`),
      returnTo,
    };
  }, [api, held, openId, search, totalRows, isGrouped, returnTo]);
}

/** The nearest loan in that direction: rows of trades are passed over. */
function loanBeside(api: GridApi<GridRow>, rowIndex: number, by: 1 | -1): GridLoan | undefined {
  for (let index = rowIndex + by; index >= 0; index += by) {
    const row = api.getDisplayedRowAtIndex(index)?.data;
    if (!row) return undefined;
    if (!isTrade(row)) return row;
  }
  return undefined;
}

/** The grid's own focus goes along, so that closing the panel ends at the loan that was open last. */
function followTo(api: GridApi<GridRow>, loanId: number): void {
  if (api.isDestroyed()) return;
  const rowIndex = api.getRowNode(String(loanId))?.rowIndex;
  const column = api.getFocusedCell()?.column ?? firstColumn(api);
  if (rowIndex === null || rowIndex === undefined || !column) return;
  api.ensureIndexVisible(rowIndex);
  api.setFocusedCell(rowIndex, column);
}

/** The loan's cell in the column that had the focus; of a loan that has left the grid, what is in its place. */
function cellOfLoan(api: GridApi<GridRow>, loanId: number): HTMLElement | null {
  followTo(api, loanId);
  return focusedCell(api);
}

/** The cell that the grid counts as focused, also while the focus itself is elsewhere; none of a grid that was left. */
export function focusedCell(api: GridApi<GridRow>): HTMLElement | null {
  if (api.isDestroyed()) return null;
  const { rowIndex, column } = api.getFocusedCell() ?? { rowIndex: 0, column: firstColumn(api) };
  const last = api.getDisplayedRowCount() - 1;
  if (!column || last < 0) return null;
  const index = Math.min(rowIndex, last);
  api.ensureIndexVisible(index);
  return document.querySelector(
    `.ag-row[row-index="${index}"] .ag-cell[col-id="${CSS.escape(column.getColId())}"]`,
  );
}
