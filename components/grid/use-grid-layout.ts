"use client";

import type { GridApi } from "ag-grid-community";
import { useEffect, useMemo } from "react";
import type { LoanField } from "@/server/domain/pipeline/model/loan-fields.ts";
import { useListState } from "../pipeline/use-list-state.ts";
import { useSetting } from "../shell/use-setting.ts";
import {
  type ColumnPlace,
  columnStateOf,
  EVERYBODYS,
  layoutFrom,
  layoutOf,
  layoutShowing,
  shownFields,
  withPlace,
  withSizes,
} from "./grid-layout.ts";
import type { GridRow } from "./grid-rows.ts";

export interface GridLayout {
  layout: ColumnPlace[];
  /** Nothing was changed by this person. */
  isEverybodys: boolean;
  place: (field: LoanField, place: Partial<Omit<ColumnPlace, "field">>) => void;
  /** Back to what everybody starts with. */
  reset: () => void;
  /** Keeps what was dragged in the grid itself. */
  keepDragged: (event: { source: string; finished?: boolean }) => void;
}

/**
 * The layout of the columns (P8.1): the person's own, kept on the server. While the address names columns, as that of a
 * saved view does, they are shown, and a change of which and in what order is one of the address (P9.3). Widths and pins
 * are no part of an address and stay the person's own.
 */
export function useGridLayout(api: GridApi<GridRow> | null): GridLayout {
  const [{ cols }, change] = useListState();
  const [saved, save] = useSetting("gridColumns");
  const layout = useMemo(() => {
    const own = layoutOf(saved);
    return cols.length > 0 ? layoutShowing(cols, own) : own;
  }, [saved, cols]);

  useEffect(() => {
    if (!api) return;
    const shown = layoutFrom(api.getColumnState());
    if (JSON.stringify(shown) === JSON.stringify(layout)) return;
    api.applyColumnState({ state: columnStateOf(layout), applyOrder: true });
  }, [api, layout]);

  const keep = (next: ColumnPlace[]) => {
    if (cols.length === 0) return save(next);
    const fields = shownFields(next);
    if (fields.join() !== cols.join()) change({ cols: fields }, "replace");
    save(withSizes(layoutOf(saved), next));
  };
  return {
    layout,
    isEverybodys: cols.length === 0 && JSON.stringify(layout) === JSON.stringify(EVERYBODYS),
    place: (field, how) => keep(withPlace(layout, field, how)),
    reset: () => {
      if (cols.length > 0) change({ cols: null }, "replace");
      save(null);
    },
    keepDragged: ({ source, finished = true }) => {
      if (api && finished && source.startsWith("ui")) keep(layoutFrom(api.getColumnState()));
    },
  };
}
