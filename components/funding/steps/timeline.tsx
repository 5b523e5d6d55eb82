"use client";

import {
  Ban,
  Check,
  CircleSlash,
  FileSignature,
  Flag,
  Hourglass,
  type LucideIcon,
  Play,
  RefreshCw,
  RotateCcw,
  Send,
} from "lucide-react";
import { useId } from "react";
import { useActorName } from "../../pipeline/actor-name.ts";
import { useSession } from "../../shell/session.tsx";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { eventFacts, eventPath, eventTitle, eventWords } from "./event-text.ts";
import { type StepEvent, useWorkflow } from "./workflow-context.ts";

const GLYPHS: Record<StepEvent["kind"], LucideIcon> = {
  started: Flag,
  completed: Check,
  waited: Hourglass,
  reopened: RotateCcw,
  not_funded: CircleSlash,
  superseded: Ban,
  resumed: Play,
  rerouted: RefreshCw,
  effect_decided: Send,
  agreement_answered: FileSignature,
};

/** Everything that happened to the workflow, the newest first (F3.9). */
export function WorkflowTimeline() {
  const { timeline } = useWorkflow().progress;
  const id = useId();
  return (
    <section aria-labelledby={id} className="border-t pt-4">
      <div className="flex items-baseline justify-between">
        <h2 id={id} className="text-sm font-semibold">
          Timeline
        </h2>
        <span className="figures text-xs text-ink-3">{timeline.length}</span>
      </div>
      {timeline.length === 0 ? (
        <p className="mt-1 text-sm text-ink-3">
          Each step appears here with who did it, when, and with what.
        </p>
      ) : (
        <ol className="mt-3">
          {timeline.map((event) => (
            <Entry key={event.seq} event={event} />
          ))}
        </ol>
      )}
    </section>
  );
}

function Entry({ event }: { event: StepEvent }) {
  const { timeZone } = useSession();
  const actorName = useActorName();
  const Glyph = GLYPHS[event.kind];
  const path = eventPath(event);
  const words = eventWords(event);
  return (
    <li className="relative pb-4 pl-7 text-sm last:pb-0 before:absolute before:top-5 before:bottom-0 before:left-[7px] before:w-px before:bg-line-strong last:before:hidden">
      <span className="absolute top-0.5 left-0 flex size-4 items-center justify-center bg-canvas">
        <Glyph aria-hidden className="size-3.5 text-ink-3" />
      </span>
      <div className="flex items-baseline justify-between gap-3">
        <p className="min-w-0">
          <span className="font-medium">{eventTitle(event)}</span>
          {path && <span className="text-ink-3"> · {path}</span>}
          <span className="text-ink-2" title={event.recordedBy}>
            {" "}
            · {actorName(event.recordedBy)}
          </span>
        </p>
        <span className="figures shrink-0 text-xs text-ink-3">
          <RelativeTime moment={event.recordedAt} timeZone={timeZone} />
        </span>
      </div>
      {eventFacts(event).map((fact) => (
        <p key={fact} className="figures break-words text-ink-2">
          {fact}
        </p>
      ))}
      {words && <p className="mt-0.5 whitespace-pre-line break-words text-ink-2">“{words}”</p>}
    </li>
  );
}
