"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import type { Mortgage } from "@/server/domain/mortgages/model/mortgage.ts";
import { useTRPC } from "../trpc/client.ts";
import { refusalOf } from "../trpc/refusal.ts";

/**
 * The mortgage as it is now, followed while somebody types about it; and how to take it from a refusal that was quicker with
 * the news (M7).
 * @param shown as it stood where the question was asked
 */
export function usePresentMortgage<Shown extends Mortgage>(shown: Shown) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { mortgageId } = shown;
  const { data } = useQuery(trpc.mortgages.get.queryOptions({ mortgageId }));
  const takeFrom = useCallback(
    (error: unknown) => {
      const { code, facts } = refusalOf(error);
      if (code !== "MORTGAGE_CHANGED") return;
      const current = facts?.current as Mortgage | undefined;
      queryClient.setQueryData(trpc.mortgages.get.queryKey({ mortgageId }), (known) =>
        known && current && current.version > known.version ? { ...known, ...current } : known,
      );
    },
    [trpc, queryClient, mortgageId],
  );
  const present: Mortgage = data && data.version > shown.version ? data : shown;
  return { present, takeFrom };
}
