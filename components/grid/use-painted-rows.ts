"use client";

import { type Mutation, useQueryClient } from "@tanstack/react-query";
import type { GridApi } from "ag-grid-community";
import { useEffect, useEffectEvent } from "react";
import { movedRow, type RowMove } from "../pipeline/painted-move.ts";
import type { StatusMove } from "../pipeline/use-status-move.ts";
import { useTRPC } from "../trpc/client.ts";
import { type GridRow, isTrade } from "./grid-rows.ts";

/**
 * The grid's part of a move that is painted at once (P8.2): its rows are not in the cache of queries, so they follow the
 * mutations themselves. A row under way shows where it goes; refused, it shows again where it was.
 * @returns how a row that has just come is to be shown while moves are under way
 */
export function usePaintedRows(api: GridApi<GridRow> | null): (row: GridRow) => GridRow {
  const trpc = useTRPC();
  const mutations = useQueryClient().getMutationCache();
  const moveKey = JSON.stringify(trpc.pipeline.changeStatus.mutationKey());

  const isMove = (mutation: Mutation) => JSON.stringify(mutation.options.mutationKey) === moveKey;
  const follow = useEffectEvent((mutation: Mutation) => {
    if (!api || !isMove(mutation)) return;
    const move = moveOf(mutation);
    const node = move && api.getRowNode(String(move.loanId));
    if (!move || !node?.data || isTrade(node.data)) return;
    if (mutation.state.status === "pending") {
      const after = movedRow(node.data, move);
      if (after === node.data) return;
      before.set(move, node.data);
      node.setData(after);
    } else if (mutation.state.status === "error") {
      const was = before.get(move);
      if (was && node.data.version === move.version + 1) node.setData(was);
    }
  });
  useEffect(
    () =>
      mutations.subscribe(({ mutation }) => {
        if (mutation) follow(mutation as Mutation);
      }),
    [mutations],
  );

  return (row) => {
    if (isTrade(row)) return row;
    return mutations
      .findAll({ status: "pending", predicate: (mutation) => isMove(mutation as Mutation) })
      .reduce((shown, mutation) => {
        const move = moveOf(mutation as Mutation);
        return move ? movedRow(shown, move) : shown;
      }, row);
  };
}

/** What each move under way has been painted over. */
const before = new WeakMap<RowMove, GridRow>();
const moves = new WeakMap<object, RowMove>();

function moveOf({ state }: Mutation): RowMove | null {
  const sent = state.variables as StatusMove | undefined;
  if (!sent) return null;
  const known = moves.get(sent);
  if (known) return known;
  const { version, newStatus } = sent;
  const changedAt = new Date(state.submittedAt).toISOString();
  const move = { loanId: Number(sent.loanId), version, newStatus, changedAt };
  moves.set(sent, move);
  return move;
}
