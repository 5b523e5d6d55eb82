"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { TradeSettlementPreview } from "@/server/domain/pipeline/preview-trade-settlement.ts";
import type { Standing, Standings } from "../pipeline/standing-changes.ts";
import { type StandingChanges, useStandingChanges } from "../pipeline/use-standing-changes.ts";
import { useTRPC } from "../trpc/client.ts";
import { seenByDraft } from "../ui/use-draft.ts";
import { tradeDraftKey } from "./trade-draft.ts";

export interface TradePreview {
  /** What the person decides by. */
  seen: TradeSettlementPreview | null;
  /** The same, as a draft keeps it. */
  standings: Standings | undefined;
  /** What became of the trade while they looked. */
  follow: StandingChanges;
  /** Asks anew what is shown, since a decision was refused because of it. */
  lookAnew: () => void;
  error: unknown;
  retry: () => void;
}

/** What settling the trade would do, asked for when the dialog opens; when it turns out to be another, what changed. */
export function useTradePreview(tradeId: number): TradePreview {
  const trpc = useTRPC();
  const { data, error, isFetchedAfterMount, refetch } = useQuery(
    trpc.pipeline.tradeSettlementPreview.queryOptions({ tradeId }, { staleTime: 0, gcTime: 0 }),
  );
  const seen = (isFetchedAfterMount && data) || null;
  const standings = useMemo(() => (seen ? standingsOf(seen) : undefined), [seen]);
  const follow = useStandingChanges(standings, seenByDraft(tradeDraftKey(tradeId)));
  return {
    seen,
    standings,
    follow,
    lookAnew: () => {
      follow.refused();
      void refetch().then(({ data: anew }) => anew && follow.look(standingsOf(anew)));
    },
    error,
    retry: () => void refetch(),
  };
}

function standingsOf({ ready, skipped }: TradeSettlementPreview): Standings {
  return new Map<number, Standing>([
    ...ready.map((loan) => [loan.pipelineLoanId, loan] as const),
    ...skipped.map((loan) => [loan.pipelineLoanId, { ...loan, expectedAmount: null }] as const),
  ]);
}
