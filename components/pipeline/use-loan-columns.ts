"use client";

import { useMemo } from "react";
import type { LoanField } from "@/server/domain/pipeline/model/loan-fields.ts";
import { useSetting } from "../shell/use-setting.ts";
import { EVERY_COLUMN, LOAN_COLUMNS, type LoanColumn } from "./loan-columns.tsx";
import { useListState } from "./use-list-state.ts";

export interface LoanColumns {
  columns: LoanColumn[];
  /** Somebody chose them, so none may be left out for want of room. */
  isChosen: boolean;
  /** Shows these, here and wherever this person opens the list; `null` goes back to what everybody starts with. */
  choose: (fields: LoanField[] | null) => void;
}

/** The columns of the list: those of the address, else the person's own, else everybody's (P7.2, P9.3). */
export function useLoanColumns(): LoanColumns {
  const [{ cols }, change] = useListState();
  const [own, keep] = useSetting("loanColumns");
  const chosen = useMemo(() => columnsOf(cols.length > 0 ? cols : (own ?? [])), [cols, own]);
  return {
    columns: chosen.length > 0 ? chosen : LOAN_COLUMNS,
    isChosen: chosen.length > 0,
    choose: (fields) => {
      // In the address at once, so that what is seen can be sent and kept as a view.
      change({ cols: fields });
      keep(fields);
    },
  };
}

/** In the order asked for, at every width of the screen; names that the list has no column for are left out. */
function columnsOf(fields: readonly string[]): LoanColumn[] {
  return fields.flatMap((field) => {
    const column = EVERY_COLUMN.find((one) => one.field === field);
    return column ? [{ ...column, className: widthOf(column) }] : [];
  });
}

/** The column's width without the rules by which a narrow screen leaves it out: "w-28". */
function widthOf({ className }: LoanColumn): string {
  return className.split(" ").find((name) => /^w-\d+$/.test(name)) ?? "w-32";
}

/** From which width of the list on, in pixels, the column is shown while nobody has chosen any. */
export function shownFrom({ className }: LoanColumn): number {
  return Number(/@min-\[(\d+)px\]:table-cell/.exec(className)?.[1] ?? 0);
}

/** Pixels: what the columns need beside a legible name and the columns for ticks and actions. */
export function leastWidth(columns: LoanColumn[]): number {
  const units = columns.reduce((sum, column) => sum + Number(widthOf(column).slice(2)), 0);
  return units * 4 + 300;
}
