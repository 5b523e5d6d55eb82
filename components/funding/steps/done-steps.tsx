"use client";

import { Check, ChevronRight, Minus } from "lucide-react";
import { doneBy } from "@/server/domain/funding/model/step-events.ts";
import { useActorName } from "../../pipeline/actor-name.ts";
import { useSession } from "../../shell/session.tsx";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { EffectLine } from "./effect-line.tsx";
import { eventFacts, eventWords } from "./event-text.ts";
import { ReopenAction } from "./reopen-action.tsx";
import { eventsOf } from "./story.ts";
import { type Path, type Place, useWorkflow } from "./workflow-context.ts";

/** What is done, folded away: who, when, and with what. */
export function DoneSteps({ path }: { path: Path }) {
  const done = path.steps.filter(({ state }) => state === "done" || state === "passed");
  const { progress } = useWorkflow();
  if (done.length === 0) return null;
  const ids = new Set(done.map(({ id }) => id));
  const needsLook = progress.effects.some(
    (effect) =>
      effect.step !== null &&
      ids.has(effect.step) &&
      effect.path === path.path &&
      /failed|unclear/.test(effect.state),
  );
  return (
    <details className="group/done mt-1" open={needsLook || undefined}>
      <summary className="flex h-8 list-none items-center gap-1.5 rounded-sm text-sm text-ink-2 [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden
          className="size-3.5 text-ink-3 transition-transform duration-120 group-open/done:rotate-90"
        />
        {done.length === 1 ? "1 step done" : `${done.length} steps done`}
      </summary>
      <ol aria-label={`Done steps of ${path.title.toLowerCase()}`} className="mt-1 flex flex-col gap-3 pb-2">
        {done.map((step) => (
          <DoneStep key={step.id} place={{ path, step }} />
        ))}
      </ol>
    </details>
  );
}

function DoneStep({ place }: { place: Place }) {
  const { path, step } = place;
  const { progress } = useWorkflow();
  const { timeZone } = useSession();
  const actorName = useActorName();
  const event = doneBy(eventsOf(progress), path.path, step.id);
  const words = event && eventWords(event as Parameters<typeof eventWords>[0]);
  const effects = progress.effects.filter(
    (effect) =>
      effect.step === step.id && effect.path === event?.path && effect.occurrence === event.occurrence,
  );
  const isPassed = step.state === "passed";
  const Glyph = isPassed ? Minus : Check;
  return (
    <li className="relative pl-6 text-sm">
      <Glyph
        aria-hidden
        className={`absolute top-0.5 left-0.5 size-4 ${isPassed ? "text-ink-3" : "text-gain"}`}
      />
      <div className="flex items-start justify-between gap-3">
        <p className="min-w-0">
          <span className={isPassed ? "text-ink-2" : "font-medium"}>{step.title}</span>
          {isPassed && <span className="text-ink-3"> · not needed any more</span>}
          {event && (
            <span className="text-ink-2">
              {" "}
              · {actorName(event.recordedBy)},{" "}
              <RelativeTime moment={event.recordedAt} timeZone={timeZone} plain />
            </span>
          )}
        </p>
        {!isPassed && <ReopenAction path={path} step={step} />}
      </div>
      {event &&
        eventFacts(event as Parameters<typeof eventFacts>[0]).map((fact) => (
          <p key={fact} className="figures break-words text-ink-2">
            {fact}
          </p>
        ))}
      {words && <p className="whitespace-pre-line break-words text-ink-2">“{words}”</p>}
      {effects.length > 0 && (
        <ul className="mt-1 flex flex-col gap-1">
          {effects.map((effect) => (
            <EffectLine key={effect.effectId} effect={effect} />
          ))}
        </ul>
      )}
    </li>
  );
}
