"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useSession } from "../../shell/session.tsx";
import { useTRPC } from "../../trpc/client.ts";
import { refusalOf } from "../../trpc/refusal.ts";
import { RefusalNotice } from "../../trpc/refusal-notice.tsx";
import { Button } from "../../ui/button.tsx";
import { useSendOnce } from "../../ui/use-send-once.ts";
import { useWhomToAsk } from "../whom-to-ask.ts";
import { type Place, useWorkflow } from "./workflow-context.ts";

interface Event {
  event: "offerClicked" | "funded" | "takenBack";
  says: string;
}

const EVENTS: Record<string, Event[]> = {
  await_acceptance: [{ event: "offerClicked", says: "the client opens the link" }],
  wait_for_funding: [
    { event: "funded", says: "the lender pays out" },
    { event: "takenBack", says: "the lender takes it back" },
  ],
};

interface Props {
  place: Place;
  /** Whether the offers came through the sandbox; of what was typed in by hand it knows nothing, so nothing can happen to it there. */
  hasAsked: boolean;
}

/** In the sandbox nobody acts at the other end, so an administrator says what happens there; others are told whom to ask. */
export function SandboxEvents({ place, hasAsked }: Props) {
  const { role } = useSession();
  const events = EVENTS[place.step.id] ?? [];
  if (events.length === 0) return null;
  if (hasAsked && role === "admin") return <Simulate events={events} />;
  return (
    <p className="mt-3 text-xs text-ink-3">
      Sandbox: no client and no lender is at the other end. Record below what you would hear from them
      {hasAsked && <WhoSimulates events={events} />}.
    </p>
  );
}

function WhoSimulates({ events }: { events: Event[] }) {
  const whom = useWhomToAsk();
  return (
    <>
      , or ask <span className="font-medium text-ink-2">{whom}</span> to press, on this card, that{" "}
      {events.map(({ says }) => says).join(" or ")}
    </>
  );
}

function Simulate({ events }: { events: Event[] }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { fileId } = useWorkflow().file;
  const renew = () => queryClient.invalidateQueries(trpc.funding.offers.pathFilter());
  const simulate = useMutation(trpc.funding.offers.simulate.mutationOptions({ onSettled: renew }));
  const send = useSendOnce(simulate.mutateAsync);
  return (
    <div className="mt-3 flex flex-wrap items-center gap-2 text-xs text-ink-3">
      Sandbox:
      {events.map(({ event, says }) => (
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
