"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { TradeSettlementPreview } from "@/server/domain/pipeline/preview-trade-settlement.ts";
import type { Standing, Standings } from "../pipeline/standing-changes.ts";
import { useStandingChanges } from "../pipeline/use-standing-changes.ts";
import { useTRPC } from "../trpc/client.ts";

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
  const { data, error, isFetchedAfterMount, refetch } = useQuery(
    trpc.pipeline.tradeSettlementPreview.queryOptions({ tradeId }, { staleTime: 0, gcTime: 0 }),
  );
  const seen = (isFetchedAfterMount && data) || null;
  const changes = useStandingChanges(useMemo(() => (seen ? standingsOf(seen) : undefined), [seen]));
  return { seen, changes, error, retry: () => void refetch() };
}

function standingsOf({ ready, skipped }: TradeSettlementPreview): Standings {
  return new Map<number, Standing>([
    ...ready.map((loan) => [loan.pipelineLoanId, loan] as const),
    ...skipped.map((loan) => [loan.pipelineLoanId, { ...loan, expectedAmount: null }] as const),
  ]);
}
