"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { TradeSettlementPreview } from "@/server/domain/pipeline/preview-trade-settlement.ts";
import { useStatuses } from "../pipeline/use-statuses.ts";
import { useTRPC } from "../trpc/client.ts";
import { changesBetween } from "./preview-changes.ts";

interface Preview {
  /** What the person decides by. */
  seen: TradeSettlementPreview | null;
  /** What became of the trade while they looked, in sentences. */
  changes: string[];
  error: unknown;
  retry: () => void;
}

/** What settling the trade would do, asked for when the dialog opens; when it turns out to be another, what changed. */
export function useTradePreview(tradeId: number): Preview {
  const trpc = useTRPC();
  const statuses = useStatuses();
  const { data, error, isFetchedAfterMount, refetch } = useQuery(
    trpc.pipeline.tradeSettlementPreview.queryOptions({ tradeId }, { staleTime: 0, gcTime: 0 }),
  );
  const [seen, setSeen] = useState<TradeSettlementPreview | null>(null);
  const [changes, setChanges] = useState<string[]>([]);
  if (data && isFetchedAfterMount && data !== seen) {
    if (seen) {
      const found = changesBetween(seen, data, (code) => statuses.of(code).displayName);
      setChanges((before) => [...before, ...found]);
    }
    setSeen(data);
  }
  return { seen, changes, error, retry: () => void refetch() };
}
