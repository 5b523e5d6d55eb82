"use client";

import { useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import type { BulkResult } from "@/server/domain/pipeline/bulk-result.ts";
import { DELIVERED } from "@/server/domain/pipeline/model/status-workflow.ts";
import { useTRPC } from "../trpc/client.ts";
import { messageOf } from "../trpc/refusal.ts";
import { useWarnBeforeLeaving } from "../ui/use-warn-before-leaving.ts";
import { idsOf, type KnownLoans } from "./bulk-run.ts";
import { loansText } from "./loans-text.ts";
import { hasWayBack } from "./moves.ts";
import { refusalText } from "./refusal-text.ts";
import { offerUndo } from "./undo-offers.tsx";
import { useBulkRun } from "./use-bulk-run.ts";
import { useStatuses } from "./use-statuses.ts";

/** The loans of a bulk move that came from one status, to which they go back together. */
interface WayBack {
  newStatus: string;
  loanIds: number[];
}

/**
 * Says that loans were moved, and offers the way back where the workflow has one for each (C5). Going back is a bulk move
 * like any other; a loan that somebody has changed since stays where it is.
 */
export function useBulkUndo() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const statuses = useStatuses();
  const nameOf = (code: string) => statuses.of(code).displayName;
  const { mutateAsync, isPending } = useBulkRun(() => undefined);
  useWarnBeforeLeaving(isPending);

  /** Those that are as the move left them: one more entry than when they were looked at. */
  const untouched = async (loanIds: number[], before: KnownLoans) => {
    const filters = [{ field: "pipelineLoanId", operator: "in" as const, value: loanIds }];
    const { loans } = await queryClient.fetchQuery(
      trpc.pipeline.selection.queryOptions({ filters }, { staleTime: 0 }),
    );
    return loans.filter((loan) => loan.version === (before.get(loan.pipelineLoanId)?.version ?? 0) + 1);
  };
  const goBack = async (ways: WayBack[], from: string, before: KnownLoans) => {
    const all = ways.flatMap(({ loanIds }) => loanIds);
    try {
      const ready = new Set((await untouched(all, before)).map(({ pipelineLoanId }) => pipelineLoanId));
      const results: BulkResult[] = [];
      for (const { newStatus, loanIds } of ways) {
        const asked = loanIds.filter((id) => ready.has(id));
        if (asked.length === 0) continue;
        const notes = `Undo: moved back from ${nameOf(from)} to ${nameOf(newStatus)}.`;
        const outcome = await mutateAsync({ kind: "move", input: { loanIds: asked, newStatus, notes } });
        results.push(...outcome.results);
      }
      tell(all, results, ways);
    } catch (error) {
      toast.error("The move was not undone, or only in part", {
        description: messageOf(error),
        duration: 20_000,
      });
    }
  };
  const tell = (all: number[], results: BulkResult[], ways: WayBack[]) => {
    const done = results.filter((result) => result.success).length;
    const back = ways.map(({ newStatus }) => nameOf(newStatus)).join(" and ");
    if (done > 0)
      toast.success(`Undone: ${loansText(done)} ${done === 1 ? "is" : "are"} back in ${back}`, {
        description: "Their days there count from now.",
      });
    if (done === all.length) return;
    const reasons = results.filter((result) => !result.success).map((result) => refusalText(result, nameOf));
    const changed = all.length - results.length;
    if (changed > 0)
      reasons.unshift(`${loansText(changed)} changed since and ${changed === 1 ? "stays" : "stay"}.`);
    toast.error(`Not undone: ${loansText(all.length - done)} of ${all.length}`, {
      description: [...new Set(reasons)].join(" "),
      duration: 20_000,
    });
  };

  /** @param before the loans as they were looked at before the move */
  return (results: BulkResult[], newStatus: string, before: KnownLoans) => {
    const said = `${loansText(results.length)} moved to ${nameOf(newStatus)}`;
    const ways = waysBack(results);
    const isLegal = ways.every(
      // Back in Delivered they would need the day on which each was delivered.
      (way) => way.newStatus !== DELIVERED && hasWayBack(way.newStatus, newStatus, statuses),
    );
    if (isLegal)
      offerUndo(said, `moves ${idsOf(results).join()}`, () => void goBack(ways, newStatus, before));
    else toast.success(said);
  };
}

function waysBack(results: BulkResult[]): WayBack[] {
  const byStatus = Map.groupBy(results, (result) => result.previousStatus ?? "");
  return [...byStatus].map(([newStatus, moved]) => ({ newStatus, loanIds: idsOf(moved) }));
}
