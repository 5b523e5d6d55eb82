"use client";

import { Clock } from "lucide-react";
import { useEffectEvent, useId, useLayoutEffect, useRef } from "react";
import { useHotkeys } from "../../shell/use-hotkeys.ts";
import { Kbd } from "../../ui/kbd.tsx";
import { NotFundedAction } from "./not-funded-action.tsx";
import { OverlayFacts } from "./overlay-facts.tsx";
import { StepAction } from "./step-action.tsx";
import { overlayTitle } from "./step-names.ts";
import { stepWords } from "./step-words.ts";
import { type Place, useWorkflow } from "./workflow-context.ts";

/** The one thing to do now: what it is, what it waits for, what it sends, and its one action. */
export function NextActionCard({ place }: { place: Place }) {
  const view = useWorkflow();
  const id = useId();
  const heading = useHeadingAfterOwnWork();
  const card = useRef<HTMLElement>(null);
  useHotkeys({
    n: () => card.current?.querySelector<HTMLElement>("[data-main-action]")?.focus(),
  });
  const { path, step } = place;
  const words = stepWords(place, view);
  return (
    <section
      ref={card}
      aria-labelledby={id}
      data-next-action
      className="rounded-lg border border-line-strong bg-sheet p-4 shadow-raised sm:p-5"
    >
      <p className="flex items-center justify-between gap-3 text-xs text-ink-3">
        {whereText(place)}
        <span aria-hidden className="pointer-coarse:hidden">
          <Kbd>N</Kbd>
        </span>
      </p>
      <h3 id={id} ref={heading} tabIndex={-1} className="mt-0.5 text-md font-semibold outline-none">
        {step.title}
      </h3>
      {words.about && <p className="mt-1 max-w-140 text-sm text-ink-2">{words.about}</p>}
      {step.expected && (
        <p className="mt-2 flex items-center gap-1.5 text-sm text-ink-2">
          <Clock aria-hidden className="size-3.5 text-ink-3" />
          Usually {step.expected}
        </p>
      )}
      <OverlayFacts place={place} />
      <StepAction place={place} words={words} />
      <NotFundedAction path={path} />
    </section>
  );
}

/** Of an overlay, what it is and what cannot begin before it. */
function whereText({ path, step }: Place): string {
  if (step.overlay === null) return "Next";
  const blocked = path.steps.slice(path.steps.indexOf(step)).find((one) => one.overlay === null);
  return `Next · ${overlayTitle(step.overlay)}${blocked ? `, before “${blocked.title}”` : ""}`;
}

/** Whoever has just done a step goes on reading at the next one; its button has to be reached first. */
function useHeadingAfterOwnWork() {
  const heading = useRef<HTMLHeadingElement>(null);
  const { changes } = useWorkflow();
  const follow = useEffectEvent(() => {
    if (changes.takeOwn()) heading.current?.focus({ preventScroll: false });
  });
  // With the card itself: a moment later it would take the focus from who has gone on already.
  useLayoutEffect(() => follow(), []);
  return heading;
}
