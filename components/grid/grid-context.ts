"use client";

import { createContext, useContext } from "react";
import type { LoanField } from "@/server/domain/pipeline/model/loan-fields.ts";
import type { ColumnPlace } from "./grid-layout.ts";
import type { GridLoan } from "./grid-rows.ts";

/** What the cells and heads of the grid may ask of it. */
export interface GridTools {
  layout: ColumnPlace[];
  place: (field: LoanField, place: Partial<Omit<ColumnPlace, "field">>) => void;
  openTrades: number[];
  /** Ticks the loan or lets it go; with `range` also all between it and the last one that was. */
  tick: (loan: GridLoan, rowIndex: number, range: boolean) => void;
  /** Ticks as many of those that match as one action takes, or lets all go. */
  tickAll: () => void;
}

const GridContext = createContext<GridTools | null>(null);
export const GridToolsProvider = GridContext.Provider;

export function useGridTools(): GridTools {
  const tools = useContext(GridContext);
  if (!tools) throw new Error("useGridTools is for what stands inside the grid.");
  return tools;
}
