"use client";

import type { IHeaderParams } from "ag-grid-community";
import { ChevronDown, ListFilter } from "lucide-react";
import dynamic from "next/dynamic";
import { useEffect, useRef, useState } from "react";
import { isLoanField, type LoanField } from "@/server/domain/pipeline/model/loan-fields.ts";
import { useListState } from "../pipeline/use-list-state.ts";
import { useSelecting } from "../pipeline/use-selection.ts";
import { Checkbox } from "../ui/checkbox.tsx";
import { cn } from "../ui/cn.ts";
import { ariaSort, SortButton } from "../ui/sort-button.tsx";
import { isFigure } from "./cell-text.ts";
import { isNarrowed } from "./column-filter.ts";
import { useGridTools } from "./grid-context.ts";
import type { GridRow } from "./grid-rows.ts";

/** Comes when the first one is opened. */
const ColumnPopover = dynamic(() => import("./column-popover.tsx").then((module) => module.ColumnPopover), {
  ssr: false,
});

/** The head of a column: a press on its name sorts, the sign beside it opens its filter and what places the column. */
export function ColumnHead({ column, displayName, eGridHeader }: IHeaderParams<GridRow>) {
  const field = column.getColId();
  return isLoanField(field) ? <Head field={field} label={displayName} cell={eGridHeader} /> : null;
}

function Head({ field, label, cell }: { field: LoanField; label: string; cell: HTMLElement }) {
  const [state, change] = useListState();
  const [open, setOpen] = useState(false);
  const [hasOpened, setOpened] = useState(false);
  if (open && !hasOpened) setOpened(true);
  const button = useRef<HTMLButtonElement>(null);
  const isSorted = state.sort === field;
  const sorted = ariaSort(isSorted, state.dir);
  // The cell with the role of a column's head is drawn by the grid, which knows nothing of the order.
  useEffect(() => {
    if (sorted) cell.setAttribute("aria-sort", sorted);
    else cell.removeAttribute("aria-sort");
  }, [cell, sorted]);
  const narrowed = isNarrowed(state, field);
  const right = isFigure(field);
  const Sign = narrowed ? ListFilter : ChevronDown;
  return (
    <div className={cn("group/head flex w-full min-w-0 items-center", right && "flex-row-reverse")}>
      <SortButton
        {...{ "data-head-action": "" }}
        tabIndex={-1}
        label={label}
        right={right}
        isSorted={isSorted}
        dir={state.dir}
        onSort={(dir) => change({ sort: field, dir })}
      />
      <button
        ref={button}
        type="button"
        data-head-menu
        data-state={open ? "open" : "closed"}
        tabIndex={-1}
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-label={`${label}: filter and column${narrowed ? ", filtered" : ""}`}
        onClick={() => setOpen(!open)}
        className={cn(
          "flex size-5 shrink-0 items-center justify-center rounded-sm hover:bg-hover data-[state=open]:bg-hover data-[state=open]:opacity-100",
          narrowed
            ? "text-accent"
            : "text-ink-3 opacity-0 group-hover/head:opacity-100 in-[.ag-header-cell:focus]:opacity-100",
        )}
      >
        <Sign aria-hidden className="size-3.5" />
      </button>
      {hasOpened && (
        <ColumnPopover {...{ open, field, button }} onClose={() => setOpen(false)} returnTo={cell} />
      )}
    </div>
  );
}

export function TicksHead() {
  const { tickAll } = useGridTools();
  const { selected } = useSelecting();
  return (
    <Checkbox
      className="h-7 w-full justify-center"
      data-head-action
      tabIndex={-1}
      aria-label={selected.size > 0 ? "Select nothing" : "Select the loans that match"}
      checked={false}
      indeterminate={selected.size > 0}
      onChange={tickAll}
    />
  );
}
