"use client";

import { CircleAlert, CircleCheck, CircleHelp, Clock, LoaderCircle, Undo2 } from "lucide-react";
import { useSession } from "../../shell/session.tsx";
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
  const { state, attempts, nextAttemptAt, lastError } = effect;
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
            {lastError} Look in the other system or ask the client whether it arrived. If it did, say so;
            sending it again would send it twice.
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

function Decisions({ effect }: { effect: Effect }) {
  const { changes } = useWorkflow();
  const { effectId, state, attempts } = effect;
  const decide = (decision: "send_again" | "was_sent") => ({
    "aria-disabled": changes.underWay !== null,
    "aria-busy": changes.underWay === `effect/${effectId}/${decision}`,
    onClick: () =>
      changes.send(`effect/${effectId}/${decision}`, "retryEffect", {
        effectId,
        decision,
        seen: { state, attempts },
      }),
  });
  return (
    <div className="mt-1.5 flex flex-wrap gap-2">
      {state === "unclear" && (
        <Button size="sm" {...decide("was_sent")}>
          It was sent
        </Button>
      )}
      <Button size="sm" {...decide("send_again")}>
        {state === "unclear" ? "Send again" : "Retry"}
      </Button>
      <ActionRefusal name={`effect/${effectId}/send_again`} />
      <ActionRefusal name={`effect/${effectId}/was_sent`} />
    </div>
  );
}
