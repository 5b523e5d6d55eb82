"use client";

import {
  CellStyleModule,
  type ColDef,
  ColumnApiModule,
  createGrid,
  type GridApi,
  type GridOptions,
  InfiniteRowModelModule,
  RowApiModule,
  RowStyleModule,
  ScrollApiModule,
} from "ag-grid-community";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { EVERY_COLUMN } from "./grid-columns.ts";
import { type GridRow, isTrade, rowIdOf } from "./grid-rows.ts";
import { gridTheme } from "./grid-theme.ts";
import { ReactParts, ReactPartsOutlet } from "./react-parts.tsx";
import { ASKS_AFTER_MS } from "./use-grid-rows.ts";

/** No more than what is used: the whole of the library would be half as heavy again. */
const MODULES = [
  CellStyleModule,
  ColumnApiModule,
  InfiniteRowModelModule,
  RowApiModule,
  RowStyleModule,
  ScrollApiModule,
];

/** Rows per request, and how many of them the grid holds: the tab stays small over a million loans (P8.1). */
const BLOCK_ROWS = 100;
const MOST_BLOCKS = 10;

const OPTIONS: GridOptions<GridRow> = {
  theme: gridTheme,
  rowModelType: "infinite",
  defaultColDef: EVERY_COLUMN,
  getRowId: ({ data }) => rowIdOf(data),
  rowClassRules: {
    "grid-waiting": ({ data }) => !data,
    "grid-trade": ({ data }) => data !== undefined && isTrade(data),
  },
  rowHeight: 28,
  headerHeight: 32,
  cacheBlockSize: BLOCK_ROWS,
  maxBlocksInCache: MOST_BLOCKS,
  maxConcurrentDatasourceRequests: MOST_BLOCKS,
  blockLoadDebounceMillis: ASKS_AFTER_MS / 2,
  infiniteInitialRowCount: BLOCK_ROWS,
  animateRows: false,
  suppressDragLeaveHidesColumns: true,
  preventDefaultOnContextMenu: true,
  suppressNoRowsOverlay: true,
};

/** What the grid tells; each is heard as it is at the time. */
export type GridEvents = Required<
  Pick<
    GridOptions<GridRow>,
    | "onCellKeyDown"
    | "onCellClicked"
    | "onCellDoubleClicked"
    | "onCellContextMenu"
    | "onColumnMoved"
    | "onColumnResized"
    | "onColumnVisible"
    | "onColumnPinned"
  >
>;

interface Props extends GridEvents, Pick<GridOptions<GridRow>, "datasource"> {
  /** What it begins with; from then on the grid is told what changes. */
  columns: ColDef<GridRow>[];
  onReady: (api: GridApi<GridRow> | null) => void;
}

/** The grid itself: rows by the server, cells by us, columns, focus and scrolling by the library. */
export function LoanGrid({ columns, datasource, onReady, ...events }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const [parts] = useState(() => new ReactParts());
  const tell = useEffectEvent(<E extends keyof GridEvents>(name: E, event: Parameters<GridEvents[E]>[0]) =>
    (events[name] as (given: typeof event) => void)(event),
  );
  const make = useEffectEvent((element: HTMLElement) => {
    const listeners = Object.fromEntries(
      (Object.keys(events) as (keyof GridEvents)[]).map((name) => [
        name,
        (event: never) => tell(name, event),
      ]),
    );
    return createGrid<GridRow>(
      element,
      { ...OPTIONS, ...listeners, context: { parts }, columnDefs: columns, datasource },
      { modules: MODULES },
    );
  });
  const ready = useEffectEvent(onReady);
  useEffect(() => {
    if (!place.current) return;
    const api = make(place.current);
    ready(api);
    return () => {
      ready(null);
      api.destroy();
    };
  }, []);
  return (
    <>
      <div ref={place} className="h-full" />
      <ReactPartsOutlet parts={parts} />
    </>
  );
}
