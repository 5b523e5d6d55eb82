"use client";

import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { BulkOutcome } from "@/server/domain/pipeline/bulk-result.ts";
import type { ChangeStatusesInput, SettleLoansInput } from "@/server/domain/pipeline/input.ts";
import { useTRPC, useTRPCClient } from "../trpc/client.ts";
import type { BulkRun, KnownLoans } from "./bulk-run.ts";
import { useRefreshPipeline } from "./use-refresh.ts";

/**
 * Sends an action on many loans. Nothing is shown as done before the server says so; whoever sends calls
 * `useWarnBeforeLeaving`.
 */
export function useBulkRun(onDone: (outcome: BulkOutcome) => void) {
  const { pipeline } = useTRPCClient();
  const refresh = useRefreshPipeline();
  return useMutation({
    mutationFn: ({ kind, input }: BulkRun): Promise<BulkOutcome> =>
      kind === "move" ? pipeline.changeStatuses.mutate(input) : pipeline.settleLoans.mutate(input),
    onSuccess: onDone,
    onSettled: () => void refresh(),
  });
}

/** Notes and a reference are not judged, so a dry run goes ahead of them. */
const UNWRITTEN = "Dry run";

/** What a move would do, asked again whenever something of the pipeline changes. */
export function useMoveDryRun(input: Omit<ChangeStatusesInput, "notes" | "dryRun">) {
  const trpc = useTRPC();
  const { pipeline } = useTRPCClient();
  return useQuery({
    queryKey: [...trpc.pipeline.changeStatuses.mutationKey(), input],
    queryFn: () => pipeline.changeStatuses.mutate({ ...input, notes: UNWRITTEN, dryRun: true }),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
}

/** What a settlement would do; the amounts are not judged by it. */
export function useSettlementDryRun(input: Pick<SettleLoansInput, "loanIds" | "settlementDate">) {
  const trpc = useTRPC();
  const { pipeline } = useTRPCClient();
  return useQuery({
    queryKey: [...trpc.pipeline.settleLoans.mutationKey(), input],
    queryFn: () => pipeline.settleLoans.mutate({ ...input, settlementReference: UNWRITTEN, dryRun: true }),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
}

/** Loans as they are looked at. */
export interface LookedAt {
  /** Undefined until they are known. */
  loans: KnownLoans | undefined;
  error: unknown;
  refetch: () => unknown;
}

/** What there is to know of these loans now. */
export function useLoansById(loanIds: number[]): LookedAt {
  const trpc = useTRPC();
  const filters = [{ field: "pipelineLoanId", operator: "in" as const, value: loanIds }];
  const { data, error, refetch } = useQuery(
    trpc.pipeline.selection.queryOptions({ filters }, { enabled: loanIds.length > 0, staleTime: 0 }),
  );
  const loans = useMemo(() => data && new Map(data.loans.map((loan) => [loan.pipelineLoanId, loan])), [data]);
  return { loans, error, refetch };
}
