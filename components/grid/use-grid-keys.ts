"use client";

import type { CellKeyDownEvent, FullWidthCellKeyDownEvent } from "ag-grid-community";
import { toast } from "sonner";
import { openLoanIn } from "../pipeline/list-url.ts";
import { useHotkeys } from "../shell/use-hotkeys.ts";
import { copyText } from "../ui/copy-text.ts";
import { type GridLoan, type GridRow, type GridTrade, isTrade } from "./grid-rows.ts";
import type { GridPanel } from "./use-grid-panel.ts";
import type { GridSelection } from "./use-grid-selection.ts";

interface Given {
  panel: GridPanel;
  selection: GridSelection;
  onBulkStatus: () => void;
  onMenu: (loan: GridLoan, cell: HTMLElement) => void;
  onToggleTrade: (trade: GridTrade) => void;
}

type CellKey = CellKeyDownEvent<GridRow> | FullWidthCellKeyDownEvent<GridRow>;

/**
 * What the keys do in the grid (P8.7). The arrows, Page, and Home and End without Ctrl are the grid's own.
 * @returns what to do with a key that was pressed in a cell
 */
export function useGridKeys({ panel, selection, onBulkStatus, onMenu, onToggleTrade }: Given) {
  const step = (by: 1 | -1) => () => {
    // The address is ahead of the last render when keys come fast; each press counts.
    const shownId = openLoanIn(window.location.pathname);
    const to = shownId === null ? undefined : panel.beside(shownId, by);
    if (to) panel.open(to.pipelineLoanId, "replace");
  };
  useHotkeys({
    j: step(1),
    k: step(-1),
    Escape: selection.clear,
    "Mod+Shift+s": (event) => {
      event.preventDefault();
      if (selection.selected.size > 0) onBulkStatus();
      else toast("No loan is selected yet: Space selects the one with the focus, Ctrl+A those that match.");
    },
    "Mod+a": (event) => {
      event.preventDefault();
      selection.tickMatching();
    },
  });

  return (given: CellKey) => {
    const { event, data, rowIndex } = given;
    if (!(event instanceof KeyboardEvent) || !data) return;
    // A box or a button in a cell has been pressed itself.
    if (event.target instanceof HTMLElement && event.target.matches("input, button")) return;
    const isMod = event.ctrlKey || event.metaKey;
    if (isMod && (event.key === "Home" || event.key === "End"))
      return goTo(given, event.key === "Home" ? 0 : given.api.getDisplayedRowCount() - 1);
    const isMenu = event.key === "ContextMenu" || (event.shiftKey && event.key === "F10");
    if (isTrade(data)) {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      onToggleTrade(data);
    } else if (isMenu && event.target instanceof HTMLElement) {
      event.preventDefault();
      onMenu(data, event.target);
    } else if (event.key === "Enter") {
      event.preventDefault();
      panel.open(data.pipelineLoanId);
    } else if (event.key === " ") {
      event.preventDefault();
      selection.tick(data, rowIndex ?? 0, event.shiftKey);
    } else if (event.key === "c" && isMod && "value" in given) {
      const { value, colDef } = given;
      if (value !== null && value !== undefined) copyText(String(value), colDef.headerName ?? "Value");
    }
  };
}

/** To the row at this place, loaded or not, in the same column. */
function goTo({ api }: CellKey, rowIndex: number): void {
  const column = api.getFocusedCell()?.column;
  if (!column || rowIndex < 0) return;
  api.ensureIndexVisible(rowIndex);
  // Once more when the grid has taken the height of all its rows: until then the way down may end early.
  requestAnimationFrame(() => !api.isDestroyed() && api.ensureIndexVisible(rowIndex));
  api.setFocusedCell(rowIndex, column);
}
