"use client";

import type { GridApi } from "ag-grid-community";
import { useState } from "react";
import { useListState } from "../pipeline/use-list-state.ts";
import { useViewedLoans } from "../pipeline/use-viewed-loans.ts";
import { useAddressOfView } from "../views/use-views.ts";
import type { GridTools } from "./grid-context.ts";
import type { GridRow } from "./grid-rows.ts";
import { gridQuestion, openTradesOf, withTradeToggled } from "./grid-url.ts";
import { useGridLayout } from "./use-grid-layout.ts";
import { useGridPanel } from "./use-grid-panel.ts";
import { useGridRows } from "./use-grid-rows.ts";
import { useGridSelection } from "./use-grid-selection.ts";
import { useGrouping } from "./use-grouping.ts";
import { usePaintedRows } from "./use-painted-rows.ts";

/** What the grid shows and knows, put together: the question of the address, its rows, their layout and selection. */
export function useGridDesk() {
  const [state] = useListState();
  const isOpeningView = useAddressOfView(useViewedLoans());
  const [grouping, group] = useGrouping();
  const [api, setApi] = useState<GridApi<GridRow> | null>(null);
  const question = gridQuestion(state);
  const isGrouped = grouping.group !== null;
  const openTrades = openTradesOf(grouping);
  const painted = usePaintedRows(api);
  const rows = useGridRows(api, { question, openTrades: isGrouped ? openTrades : null }, painted);
  const layout = useGridLayout(api);
  const selection = useGridSelection(api, rows.held, question, rows.ask);
  const panel = useGridPanel(api, rows.held, { totalRows: rows.totalRows ?? 0, isGrouped });
  const tools: GridTools = {
    layout: layout.layout,
    place: layout.place,
    openTrades,
    tick: selection.tick,
    tickAll: () => (selection.selected.size > 0 ? selection.clear() : selection.tickMatching()),
  };
  return {
    api,
    setApi,
    isOpeningView,
    isGrouped,
    groupByTrade: (on: boolean) => group({ group: on ? "trade" : null, open: null }),
    toggleTrade: (tradeId: number) => group({ open: withTradeToggled(openTrades, tradeId) }, "replace"),
    rows,
    layout,
    selection,
    panel,
    tools,
  };
}
