"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { DeletionChoice } from "@/server/domain/mortgages/model/deletion-plan.ts";
import { type Outputs, useTRPC } from "../../trpc/client.ts";
import { refusalOf } from "../../trpc/refusal.ts";
import type { Plan } from "./plan-lines.ts";

/** After a deletion: whatever is not about the mortgage that is gone is asked for again. */
export function useRefreshOthers(mortgageId: number): () => Promise<void> {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return () =>
    queryClient.invalidateQueries({
      ...trpc.mortgages.pathFilter(),
      predicate: ({ queryKey: [, asked] }) =>
        (asked as { input?: { mortgageId?: number } } | undefined)?.input?.mortgageId !== mortgageId,
    });
}

export type Deleted = Outputs["mortgages"]["delete"];

/**
 * The plan of a deletion as it is now, beside the one that was shown before it, and the deletion itself. A plan that changes
 * while somebody looks comes by itself, or after the server has refused to carry it out.
 */
export function useDeletion(mortgageId: number, onDeleted: (deleted: Deleted) => void) {
  const trpc = useTRPC();
  const remove = useMutation(
    trpc.mortgages.delete.mutationOptions({
      onSuccess: onDeleted,
      // Why it was refused may be that another plan holds by now.
      onError: () => void preview.refetch({ cancelRefetch: false }),
    }),
  );
  const preview = useQuery(
    trpc.mortgages.previewDeletion.queryOptions(
      { mortgageId },
      {
        // Whoever opens the question is never shown what was there the last time.
        staleTime: 0,
        gcTime: 0,
        // Nobody asks for the plan of what is just going.
        enabled: !remove.isPending && !remove.isSuccess,
      },
    ),
  );
  const [shown, setShown] = useState<{ plan: Plan; before: Plan | null } | null>(null);
  if (preview.data && preview.data.planToken !== shown?.plan.planToken)
    setShown({ plan: preview.data, before: shown?.plan ?? null });
  const isOfThisPlan = remove.variables?.planToken === shown?.plan.planToken;
  return {
    preview,
    plan: shown?.plan ?? null,
    before: shown?.before ?? null,
    isGone: preview.error !== null && refusalOf(preview.error).code === "MORTGAGE_NOT_FOUND",
    isPending: remove.isPending,
    /** Why the plan that is shown was not carried out; what was said of another one does not stay. */
    refusal: remove.error && isOfThisPlan ? refusalOf(remove.error) : null,
    carryOut: ({ planToken }: Plan, choice: DeletionChoice) =>
      remove.mutateAsync({ mortgageId, planToken, ...choice }),
  };
}
