"use client";

import dynamic from "next/dynamic";
import { type ReactNode, useState } from "react";
import { useBulkActions } from "../pipeline/bulk-actions.tsx";
import { LoanListProvider } from "../pipeline/loan-list-context.ts";
import { LoanSearch } from "../pipeline/loan-search.tsx";
import { SelectingProvider } from "../pipeline/use-selection.ts";
import { PageHeader } from "../shell/page-header.tsx";
import { UnreadAddress } from "../shell/unread-address.tsx";
import { GridBody } from "./grid-body.tsx";
import { GridToolsProvider } from "./grid-context.ts";
import { GridToolbar } from "./grid-toolbar.tsx";
import { gridUrl } from "./grid-url.ts";
import type { RowQuestion } from "./row-menu.tsx";
import { SummaryBar } from "./summary-bar.tsx";
import { useGridDesk } from "./use-grid-desk.ts";
import { useGridKeys } from "./use-grid-keys.ts";
import { focusedCell } from "./use-grid-panel.ts";
import { useMatching } from "./use-matching.ts";

/** Comes when a loan is first opened: most of what is done in the grid needs none. */
const LoanPanel = dynamic(() => import("../pipeline/loan-panel.tsx").then((module) => module.LoanPanel), {
  ssr: false,
});

/** Nor is there a menu or a selection when the grid opens. */
const RowMenu = dynamic(() => import("./row-menu.tsx").then((module) => module.RowMenu), { ssr: false });
const SelectionBar = dynamic(() => import("./selection-bar.tsx").then((module) => module.SelectionBar), {
  ssr: false,
});

/** Power mode (P8): every field of every loan in one grid, which the address describes as it does the list. */
export function GridDesk() {
  const desk = useGridDesk();
  const { api, rows, selection, panel } = desk;
  const matching = useMatching();
  const [asked, ask] = useState<RowQuestion | null>(null);
  const [hasOpened, setOpened] = useState(false);
  if (panel.openId !== null && !hasOpened) setOpened(true);
  const home = () => (api ? focusedCell(api) : null);
  const bulk = useBulkActions(selection, home);
  const pressKey = useGridKeys({
    panel,
    selection,
    onBulkStatus: () => bulk.ask(),
    onMenu: (loan, cell) => {
      const { left, bottom } = cell.getBoundingClientRect();
      ask({ loan, at: { x: left + 8, y: bottom } });
    },
    onToggleTrade: ({ pipelineTradeId }) => desk.toggleTrade(pipelineTradeId),
  });
  return (
    <Around desk={desk}>
      <div className="@container flex h-dvh flex-col">
        <PageHeader
          title="Grid"
          figure={<span className="text-ink-3">Every field of every loan</span>}
          action={<LoanSearch found={rows.totalRows === undefined ? null : rows.held} />}
        />
        <GridToolbar desk={desk} matching={matching?.loans ?? 0} />
        <UnreadAddress of={gridUrl} />
        <SummaryBar matching={matching} />
        <GridBody
          rows={rows}
          layout={desk.layout}
          isWaiting={desk.isOpeningView}
          onReady={desk.setApi}
          onKey={pressKey}
          onMenu={ask}
          onOpen={panel.open}
          onToggleTrade={desk.toggleTrade}
        />
        <SelectionBar
          selection={selection}
          matching={matching?.loans ?? 0}
          onAsk={bulk.ask}
          onClear={() => {
            selection.clear();
            home()?.focus();
          }}
        />
      </div>
      <RowMenu question={asked} onClose={() => ask(null)} onOpen={panel.open} returnTo={home} />
      {bulk.dialog}
      {hasOpened && <LoanPanel loanId={panel.openId} />}
    </Around>
  );
}

export type GridDeskState = ReturnType<typeof useGridDesk>;

/** What stands in the grid, in its toolbars and over it knows of the same rows. */
function Around({
  desk: { panel, selection, tools },
  children,
}: {
  desk: GridDeskState;
  children: ReactNode;
}) {
  return (
    <LoanListProvider value={panel}>
      <SelectingProvider value={selection}>
        <GridToolsProvider value={tools}>{children}</GridToolsProvider>
      </SelectingProvider>
    </LoanListProvider>
  );
}
