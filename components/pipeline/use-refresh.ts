"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useTRPC } from "../trpc/client.ts";

/** After a write: everything that shows loans is asked for again. */
export function useRefreshPipeline(): () => Promise<void> {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return useCallback(() => queryClient.invalidateQueries(trpc.pipeline.pathFilter()), [trpc, queryClient]);
}
