"use client";

import { CircleAlert, CircleCheck, CircleHelp, Clock, LoaderCircle, Undo2 } from "lucide-react";
import { guardRetry } from "@/server/domain/funding/model/effects.ts";
import { useSession } from "../../shell/session.tsx";
import type { Inputs } from "../../trpc/client.ts";
import { Button } from "../../ui/button.tsx";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { momentLabel } from "../../ui/time-text.ts";
import { ActionRefusal } from "./action-refusal.tsx";
import { effectTitle } from "./event-text.ts";
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
          {effectTitle(effect.effect)}{" "}
          <span className={tone === "text-ink-3" ? "text-ink-2" : tone}>{says}</span>
          {withStep && <span className="text-ink-3"> · {stepTitle(effect.step)}</span>}
          {effect.receipt && <span className="id break-all text-xs text-ink-3"> · {effect.receipt}</span>}
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
      return <p className="text-ink-2">Its step was taken back before it went out.</p>;
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

/** What the rules allow to be decided, and nothing else. */
function Decisions({ effect }: { effect: Effect }) {
  const { changes } = useWorkflow();
  const { effectId, state, attempts } = effect;
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
          onClick={() => changes.send(name, "retryEffect", { effectId, decision, seen: { state, attempts } })}
        >
          {state === "failed" && decision === "send_again" ? "Retry" : DECISIONS[decision]}
        </Button>
      ))}
      <ActionRefusal name={name} />
    </div>
  );
}
