"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useTRPC } from "../trpc/client.ts";

export function usePrefetchLoan(): (loanId: number) => void {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return useCallback(
    (loanId) => void queryClient.prefetchQuery(trpc.pipeline.loan.queryOptions({ loanId })),
    [trpc, queryClient],
  );
}
