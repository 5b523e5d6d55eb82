"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { GridApi, IDatasource, IGetRowsParams } from "ag-grid-community";
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { useTRPC, useTRPCClient } from "../trpc/client.ts";
import { type GridLoan, type GridRow, isTrade } from "./grid-rows.ts";
import type { GridQuestion } from "./grid-url.ts";

export interface RowsAsked {
  question: GridQuestion;
  /** The trades that stand open; null: the loans are not grouped. */
  openTrades: number[] | null;
}

export interface GridRows {
  datasource: IDatasource;
  /** Of the present question; undefined until its first rows have come. */
  totalRows: number | undefined;
  /** The loans that the grid holds, in their order; between two of them there may be some that it does not hold. */
  held: GridLoan[];
  error: unknown;
  retry: () => void;
  /** The rows from `offset` on, at most 500, wherever they are. */
  ask: (offset: number, limit: number) => Promise<GridRow[]>;
}

/**
 * The rows come from the server as they are scrolled to (P8.1), and those that are held are asked for again in place
 * whenever the pipeline changes (P7.8): that is a query like any other, so whatever renews queries renews them, too.
 * @param api the grid, once it is there
 * @param painted the row as moves that are under way show it
 */
export function useGridRows(
  api: GridApi<GridRow> | null,
  asked: RowsAsked,
  painted: (row: GridRow) => GridRow,
): GridRows {
  const question = JSON.stringify([asked.question, asked.openTrades !== null]);
  const openTrades = JSON.stringify(asked.openTrades);
  const rowsAsked = question + openTrades;
  const ask = useAsk(asked);
  const [seen, setSeen] = useState<{ question: string; totalRows: number; held: GridLoan[] } | null>(null);
  const [failed, setFailed] = useState<FailedBlock[]>([]);
  const loading = useRef(new Set<Promise<boolean>>());

  /** Whether the block has come. */
  const load = async ({ startRow, endRow, successCallback, failCallback, ...grid }: IGetRowsParams) => {
    const isAnother = (block: FailedBlock) => block.question === question && block.startRow !== startRow;
    try {
      const { rows, totalRows } = await ask(startRow, endRow - startRow);
      if (grid.api.isDestroyed()) return true;
      successCallback(rows.map(painted), totalRows);
      if (rowsAsked !== present.current) return true;
      setSeen({ question, totalRows, held: heldLoans(grid.api) });
      setFailed((blocks) => blocks.filter(isAnother));
      return true;
    } catch (error) {
      if (grid.api.isDestroyed()) return false;
      failCallback();
      if (rowsAsked === present.current)
        setFailed((blocks) => [...blocks.filter(isAnother), { question, startRow, error }]);
      return false;
    }
  };
  const latest = useRef(load);
  // What comes late tells nothing of the rows that are asked for by then.
  const present = useRef(rowsAsked);
  useLayoutEffect(() => {
    latest.current = load;
    present.current = rowsAsked;
  });
  const [datasource] = useState<IDatasource>(() => ({
    getRows(params) {
      const block = latest.current(params).finally(() => loading.current.delete(block));
      loading.current.add(block);
    },
  }));

  const refresh = useCallback(async () => {
    if (!api || api.isDestroyed()) return;
    api.refreshInfiniteCache();
    // The grid asks a moment later, not before this has returned.
    await new Promise((resolve) => setTimeout(resolve, ASKS_AFTER_MS));
    const haveCome = await Promise.all(loading.current);
    // The grid may have let go of a block that failed, and then asks for it when it is scrolled to.
    if (haveCome.every(Boolean)) setFailed([]);
  }, [api]);
  useRenewed(refresh, api !== null);
  useAskedAnew(api, question, openTrades);

  return {
    datasource,
    totalRows: seen?.question === question ? seen.totalRows : undefined,
    held: seen?.held ?? NO_LOANS,
    error: failed.find((block) => block.question === question)?.error ?? null,
    retry: () => void refresh(),
    ask: async (offset, limit) => (await ask(offset, limit)).rows,
  };
}

/** Rows that did not come; told until they have come, whatever else has. */
interface FailedBlock {
  question: string;
  startRow: number;
  error: unknown;
}

/** How long the grid waits before it asks for a block, so that those only passed by are not asked for. */
export const ASKS_AFTER_MS = 40;

/** Answers are kept by the grid alone, for as many blocks as it holds: a million loans must not fill the tab. */
const NOT_KEPT = { gcTime: 0, staleTime: 0 };

/**
 * Each time a query of its own: one under way for the same rows may have been answered before the change that they are
 * asked for again after. Still a query, so that a lost connection is tried again and an ended session is heeded.
 */
function useAsk({ question, openTrades }: RowsAsked) {
  const trpc = useTRPC();
  const { gridLoans, gridTrades } = useTRPCClient().pipeline;
  const queryClient = useQueryClient();
  const count = useRef(0);
  return (offset: number, limit: number): Promise<{ rows: GridRow[]; totalRows: number }> => {
    const slice = { ...question, offset, limit };
    count.current += 1;
    return queryClient.fetchQuery<{ rows: GridRow[]; totalRows: number }>({
      ...NOT_KEPT,
      queryKey: [...trpc.pipeline.gridLoans.pathKey(), { type: "rows", count: count.current }],
      queryFn: () =>
        openTrades === null ? gridLoans.query(slice) : gridTrades.query({ ...slice, open: openTrades }),
    });
  };
}

/** Renews what the grid holds whenever the queries of the pipeline are renewed. */
function useRenewed(refresh: () => Promise<void>, enabled: boolean): void {
  const trpc = useTRPC();
  useQuery({
    queryKey: [...trpc.pipeline.gridLoans.pathKey(), { type: "held rows" }],
    queryFn: async () => {
      await refresh();
      return Date.now();
    },
    enabled,
    initialData: 0,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
}

/** Another question begins at its first row; a trade opened or closed leaves everything in its place. */
function useAskedAnew(api: GridApi<GridRow> | null, question: string, openTrades: string): void {
  const before = useRef({ question, openTrades });
  useEffect(() => {
    const { current } = before;
    before.current = { question, openTrades };
    if (!api) return;
    if (current.question !== question) {
      // Of an empty grid there is no first row, and the grid warns of it.
      if (api.getDisplayedRowCount() > 0) api.ensureIndexVisible(0, "top");
      api.purgeInfiniteCache();
    } else if (current.openTrades !== openTrades) api.refreshInfiniteCache();
  }, [api, question, openTrades]);
}

const NO_LOANS: GridLoan[] = [];

function heldLoans(api: GridApi<GridRow>): GridLoan[] {
  const loans: GridLoan[] = [];
  api.forEachNode(({ data }) => data && !isTrade(data) && loans.push(data));
  return loans;
}
