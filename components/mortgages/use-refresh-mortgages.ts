"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useIsLive } from "../live/use-is-live.ts";
import { useTRPC } from "../trpc/client.ts";

/** After a write: everything of mortgages is asked for again, unless the news of it was quicker and it is already. */
export function useRefreshMortgages(): () => Promise<void> {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const isLive = useIsLive();
  return useCallback(
    () => queryClient.invalidateQueries(trpc.mortgages.pathFilter(), { cancelRefetch: !isLive }),
    [trpc, queryClient, isLive],
  );
}
