import type {
  ColDef,
  SuppressHeaderKeyboardEventParams,
  SuppressKeyboardEventParams,
} from "ag-grid-community";
import type { LoanField } from "@/server/domain/pipeline/model/loan-fields.ts";
import { LOAN_LABELS } from "../pipeline/field-labels.ts";
import { cellLook, cellText } from "./cell-text.ts";
import { ColumnHead, TicksHead } from "./column-head.tsx";
import { AgeCell, StatusCell, TickCell, TradeCell } from "./grid-cells.tsx";
import type { ColumnPlace } from "./grid-layout.ts";
import { type GridRow, isTrade, TICKS } from "./grid-rows.ts";
import { cellOf, headOf } from "./react-parts.tsx";

const RENDERERS: Partial<Record<LoanField, ReturnType<typeof cellOf<GridRow>>>> = {
  currentStatus: cellOf(StatusCell),
  daysInCurrentStatus: cellOf(AgeCell),
};
const OF_TRADES = cellOf(TradeCell);

/** With Ctrl: all, and the first and the last row, of which the grid would leave the focus behind. */
const MOD_KEYS = new Set(["a", "Home", "End"]);

/** Keys that are ours in a cell (use-grid-keys.ts); the grid would select, the page scroll. */
function isOurs({ event }: SuppressKeyboardEventParams<GridRow>): boolean {
  const isInPart = event.target instanceof HTMLElement && event.target.matches("input, button");
  // Here and not where the key is used: by then the browser has done what it does with it.
  if (event.key === " " && !isInPart) event.preventDefault();
  const isMod = event.ctrlKey || event.metaKey;
  return event.key === " " || event.key === "Enter" || (isMod && MOD_KEYS.has(event.key));
}

export const EVERY_COLUMN: ColDef<GridRow> = {
  sortable: false,
  resizable: true,
  minWidth: 56,
  maxWidth: 2_000,
  headerComponent: headOf(ColumnHead),
  suppressKeyboardEvent: isOurs,
  suppressHeaderKeyboardEvent: pressInHead,
};

/** The head of a column is a cell of the grid, so the keys for what is in it come through here. */
function pressInHead({ event }: SuppressHeaderKeyboardEventParams<GridRow>): boolean {
  const part =
    event.key === "Enter" || event.key === " "
      ? "[data-head-action]"
      : event.key === "ContextMenu" ||
          (event.shiftKey && event.key === "F10") ||
          (event.altKey && event.key === "ArrowDown")
        ? "[data-head-menu]"
        : null;
  if (part === null || !(event.target instanceof HTMLElement)) return false;
  // In a head of which a part has the focus itself, the key is that part's.
  if (!event.target.matches(".ag-header-cell")) return true;
  event.preventDefault();
  event.target.querySelector<HTMLElement>(part)?.click();
  return true;
}

/** The ticks, then every field of a loan (P8.1), as the layout has them. */
export function columnDefs(layout: ColumnPlace[], timeZone: string): ColDef<GridRow>[] {
  return [
    {
      colId: TICKS,
      headerComponent: headOf(TicksHead),
      cellRenderer: cellOf(TickCell),
      width: 40,
      minWidth: 40,
      pinned: "left",
      lockPinned: true,
      lockPosition: "left",
      lockVisible: true,
      resizable: false,
      cellClass: "grid-ticks",
      headerClass: "grid-ticks",
    },
    ...layout.map((place) => columnDef(place, timeZone)),
  ];
}

function columnDef({ field, width, pinned, hidden }: ColumnPlace, timeZone: string): ColDef<GridRow> {
  const renderer = RENDERERS[field];
  return {
    colId: field,
    headerName: LOAN_LABELS[field],
    initialWidth: width,
    initialPinned: pinned ?? false,
    initialHide: hidden,
    cellClass: cellLook(field),
    headerClass: cellLook(field),
    valueGetter: ({ data }) => (data && !isTrade(data) ? data[field] : undefined),
    valueFormatter: ({ data, value }) => (data && !isTrade(data) ? cellText(field, value, timeZone) : ""),
    cellRendererSelector: ({ data }) =>
      data && isTrade(data) ? { component: OF_TRADES } : renderer ? { component: renderer } : undefined,
  };
}
