"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { CircleAlert, CircleCheck, CircleHelp, Clock, LoaderCircle, Undo2 } from "lucide-react";
import { EFFECTS, type EffectKind, guardRetry } from "@/server/domain/funding/model/effects.ts";
import { useSession } from "../../shell/session.tsx";
import { type Inputs, useTRPC } from "../../trpc/client.ts";
import { Button } from "../../ui/button.tsx";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { momentLabel } from "../../ui/time-text.ts";
import { ActionRefusal } from "./action-refusal.tsx";
import { effectTitle, stageWord } from "./event-text.ts";
import { stepTitle } from "./step-names.ts";
import { type Effect, useWorkflow } from "./workflow-context.ts";

const STATES = {
  queued: { says: "queued", glyph: Clock, tone: "text-ink-3" },
  sending: { says: "being sent", glyph: LoaderCircle, tone: "text-ink-3" },
  sent: { says: "sent", glyph: CircleCheck, tone: "text-gain" },
  failed: { says: "failed", glyph: CircleAlert, tone: "text-danger" },
  unclear: { says: "unclear whether it went out", glyph: CircleHelp, tone: "text-overdue" },
  withdrawn: { says: "withdrawn", glyph: Undo2, tone: "text-ink-3" },
} as const;

/** What the client did with it, where it is an agreement (F7.3). */
const AGREEMENTS = {
  open: "not signed yet",
  signed: "signed",
  declined: "declined by the client",
  cancelled: "cancelled",
} as const;

interface Props {
  effect: Effect;
  /** Where it does not stand at its step. */
  withStep?: boolean;
}

/** What a step sent out, and what became of it (F3.10). */
export function EffectLine({ effect, withStep }: Props) {
  const { timeZone } = useSession();
  const { says, glyph: Glyph, tone } = STATES[effect.state];
  const when = effect.sentAt ?? effect.createdAt;
  return (
    <li className="text-sm">
      <p className="flex items-baseline gap-2">
        <Glyph aria-hidden className={`size-3.5 shrink-0 translate-y-0.5 ${tone}`} />
        <span className="min-w-0 flex-1">
          {effectTitle(effect.effect)}
          {effect.recipient !== null && <span className="break-words"> to {effect.recipient}</span>}{" "}
          <span className={tone === "text-ink-3" ? "text-ink-2" : tone}>{says}</span>
          {effect.mode === "sandbox" && effect.state !== "withdrawn" && (
            <span className="text-ink-3"> · sandbox</span>
          )}
          {effect.agreement !== null && (
            <span className={effect.agreement === "signed" ? "text-gain" : "text-ink-2"}>
              {" "}
              · {AGREEMENTS[effect.agreement]}
            </span>
          )}
          {withStep && effect.step !== null && (
            <span className="text-ink-3"> · {stepTitle(effect.step)}</span>
          )}
          {effect.stage !== null && <span className="text-ink-3"> · {stageWord(effect.stage)}</span>}
          {effect.receipt && effect.recipient === null && (
            <span
              title={effect.receipt}
              className="id ml-1.5 inline-block max-w-36 truncate align-bottom text-xs text-ink-3"
            >
              {effect.receipt}
            </span>
          )}
        </span>
        <span className="figures shrink-0 text-xs text-ink-3">
          <RelativeTime moment={when} timeZone={timeZone} plain />
        </span>
      </p>
      <div className="pl-[22px]">
        <EffectMeans effect={effect} timeZone={timeZone} />
      </div>
    </li>
  );
}

function EffectMeans({ effect, timeZone }: { effect: Effect; timeZone: string }) {
  const { state, attempts, isTakenBack, nextAttemptAt, lastError } = effect;
  switch (state) {
    case "queued":
      return (
        attempts > 0 && (
          <p className="text-ink-2">
            Tried {attempts === 1 ? "once" : `${attempts} times`}
            {lastError && `: ${lastError}`}
            {nextAttemptAt && ` Next at ${momentLabel(nextAttemptAt, timeZone)}.`}
          </p>
        )
      );
    case "failed":
      return (
        <>
          <p className="break-words text-ink-2">
            {lastError ?? "No reason was given."} It has certainly not gone out.
          </p>
          <Decisions effect={effect} />
        </>
      );
    case "unclear":
      return (
        <>
          <p className="break-words text-ink-2">
            {lastError} Look in the other system or ask the client whether it arrived.{" "}
            {isTakenBack
              ? "Its step has been taken back, so it is not sent again; what you say is kept."
              : "If it did, say so; sending it again would send it twice."}
          </p>
          <Decisions effect={effect} />
        </>
      );
    case "withdrawn":
      return <p className="text-ink-2">It did not go out. {lastError}</p>;
    default:
      return null;
  }
}

type Decision = Inputs["funding"]["retryEffect"]["decision"];

const DECISIONS: Record<Decision, string> = {
  was_sent: "It was sent",
  was_not_sent: "It was not sent",
  send_again: "Send again",
};

/** It goes to the address as it is by now. */
function againText({ state, correctedRecipient }: Effect): string {
  if (correctedRecipient !== null) return `Send to ${correctedRecipient}`;
  return state === "failed" ? "Retry" : DECISIONS.send_again;
}

function seenAddress({ correctedRecipient }: Effect, decision: Decision): { to?: string } {
  return decision === "send_again" && correctedRecipient !== null ? { to: correctedRecipient } : {};
}

/** What the rules allow to be decided, and nothing else. */
function Decisions({ effect }: { effect: Effect }) {
  const { changes } = useWorkflow();
  const trpc = useTRPC();
  const isOnItsWay = useIsOnItsWay();
  const { effectId, state, attempts } = effect;
  const { data: modes } = useQuery(trpc.integrations.modes.queryOptions());
  const mode = modes?.find(({ system }) => system === EFFECTS[effect.effect as EffectKind].system)?.mode;
  const name = `effect/${effectId}`;
  const possible = (Object.keys(DECISIONS) as Decision[]).filter(
    (decision) => guardRetry(effect, decision) === null,
  );
  return (
    <div className="mt-1.5 flex flex-wrap gap-2">
      {possible.map((decision) => (
        <Button
          key={decision}
          size="sm"
          aria-disabled={changes.underWay !== null}
          aria-busy={changes.underWay === name}
          onClick={() =>
            changes.send(
              name,
              "retryEffect",
              { effectId, decision, seen: { state, attempts, mode, ...seenAddress(effect, decision) } },
              { onRefused: () => decision === "send_again" && isOnItsWay(effectId) },
            )
          }
        >
          {decision === "send_again" ? againText(effect) : DECISIONS[decision]}
        </Button>
      ))}
      {mode === "sandbox" && possible.includes("send_again") && (
        <span className="self-center text-xs text-ink-3">Sandbox: sent again it reaches nobody.</span>
      )}
      <ActionRefusal name={name} />
    </div>
  );
}

/** Whether it goes out, as the server says by now: who asked for it in two tabs, or after a colleague, has what they asked for. */
function useIsOnItsWay(): (effectId: number) => boolean {
  const { fileId } = useWorkflow().progress;
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return (effectId) => {
    const progress = queryClient.getQueryData(trpc.funding.progress.queryKey({ fileId }));
    const effect = progress?.effects.find((one) => one.effectId === effectId);
    if (effect?.isRedirected) return true;
    const state = effect?.state;
    return state === "queued" || state === "sending" || state === "sent";
  };
}
