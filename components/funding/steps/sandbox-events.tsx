"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useSession } from "../../shell/session.tsx";
import { useTRPC } from "../../trpc/client.ts";
import { refusalOf } from "../../trpc/refusal.ts";
import { RefusalNotice } from "../../trpc/refusal-notice.tsx";
import { Button } from "../../ui/button.tsx";
import { useSendOnce } from "../../ui/use-send-once.ts";
import { type Place, useWorkflow } from "./workflow-context.ts";

const EVENTS: Record<string, { event: "offerClicked" | "funded" | "takenBack"; says: string }[]> = {
  await_acceptance: [{ event: "offerClicked", says: "the client opens the link" }],
  wait_for_funding: [
    { event: "funded", says: "the lender pays out" },
    { event: "takenBack", says: "the lender takes it back" },
  ],
};

/** In the sandbox nobody acts at the other end, so an administrator says what happens there. */
export function SandboxEvents({ place }: { place: Place }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { role } = useSession();
  const { fileId } = useWorkflow().file;
  const renew = () => queryClient.invalidateQueries(trpc.funding.offers.pathFilter());
  const simulate = useMutation(trpc.funding.offers.simulate.mutationOptions({ onSettled: renew }));
  const send = useSendOnce(simulate.mutateAsync);
  if (role !== "admin") return null;
  return (
    <div className="mt-3 flex flex-wrap items-center gap-2 text-xs text-ink-3">
      Sandbox:
      {(EVENTS[place.step.id] ?? []).map(({ event, says }) => (
        <Button
          key={event}
          size="sm"
          aria-disabled={simulate.isPending}
          onClick={() => send({ fileId, event })}
        >
          {says}
        </Button>
      ))}
      {simulate.error && <RefusalNotice refusal={refusalOf(simulate.error)} verb="it" />}
    </div>
  );
}
