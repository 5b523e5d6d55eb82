"use client";

import { useMutation } from "@tanstack/react-query";
import { toast } from "sonner";
import { useActorName } from "../../pipeline/actor-name.ts";
import { offerUndo } from "../../pipeline/undo-offers.tsx";
import { useSession } from "../../shell/session.tsx";
import { type Inputs, useTRPC } from "../../trpc/client.ts";
import { messageOf, refusalOf } from "../../trpc/refusal.ts";
import { dayLabel } from "../../ui/time-text.ts";
import { useRefreshFunding } from "../use-refresh-funding.ts";
import { clockTime, outcomeTitle } from "./queue-words.ts";

/** What can be done with a client of the queue. Each says why when it was refused, and the list is looked at anew. */
export function useQueueActions(onTakenBack: (fileId: number) => void) {
  const trpc = useTRPC();
  const refresh = useRefreshFunding();
  const say = useSayWhy();
  // Whoever goes on to the next client does not wait until the list is there anew.
  const onSettled = () => void refresh();
  const settled = { onError: say, onSettled };
  const claim = useMutation(trpc.funding.queue.claim.mutationOptions(settled));
  const release = useMutation(trpc.funding.queue.release.mutationOptions(settled));
  const takeBack = useMutation(
    trpc.funding.queue.takeBackCall.mutationOptions({
      ...settled,
      onSuccess: ({ fileId }) => {
        toast.success("The call is taken back, and the client is with you again");
        onTakenBack(fileId);
      },
    }),
  );
  const log = useMutation(
    trpc.funding.queue.logCall.mutationOptions({
      onSettled,
      onSuccess: ({ call, callback, isNew }, { fileId }) => {
        const what = outcomeTitle(call.outcome);
        if (callback === null) toast.success(`${what}: the file is closed`);
        else if (isNew) {
          const next =
            call.outcome === "reached" ? "underwrite again" : `next call ${dayLabel(callback.dueOn)}`;
          offerUndo(`${what}: ${next}`, `call ${fileId} ${call.callNo}`, () =>
            takeBack.mutate({ fileId, callNo: call.callNo }),
          );
        }
      },
    }),
  );
  return {
    claim: (input: Inputs["funding"]["queue"]["claim"]) => claim.mutateAsync(input),
    release: (fileId: number) => release.mutateAsync({ fileId }),
    log: (input: Inputs["funding"]["queue"]["logCall"]) => log.mutateAsync(input),
    sayWhy: say,
  };
}

/** A refusal in the words of a desk: who has the client, and until when. */
function useSayWhy(): (error: unknown) => void {
  const nameOf = useActorName();
  const { timeZone } = useSession();
  return (error) => {
    const { code, facts } = refusalOf(error);
    const { claimedBy, claimedUntil } = (facts ?? {}) as { claimedBy?: string; claimedUntil?: string };
    if (code === "CALL_TAKEN" && claimedBy && claimedUntil)
      toast.error(`${nameOf(claimedBy)} has this client until ${clockTime(claimedUntil, timeZone)}`, {
        description: "Take the next one.",
      });
    else toast.error(messageOf(error));
  };
}
