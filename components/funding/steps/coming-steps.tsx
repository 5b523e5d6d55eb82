"use client";

import { cn } from "../../ui/cn.ts";
import { overlayTitle } from "./step-names.ts";
import type { Path, Step } from "./workflow-context.ts";

interface Props {
  path: Path;
  steps: Step[];
  current: Step | null;
}

/** What comes, quietly; an overlay stands indented in its slot with what it blocks, and each says what it waits for. */
export function ComingSteps({ path, steps, current }: Props) {
  const isSaid = (why: string | null, before: Step | undefined) =>
    why === before?.why ||
    why === `First: ${(before ?? current)?.title}.` ||
    why === `First: ${current?.title}.`;
  return (
    <ol aria-label={`Coming steps of ${path.title.toLowerCase()}`} className="mt-3 text-sm">
      {steps.map((step, at) => {
        const before = steps[at - 1];
        // That a step follows the one above it, its place says.
        const why = isSaid(step.why, before) ? null : step.why;
        return (
          <li key={step.id} className={cn("py-1", step.overlay !== null && "ml-5 border-l pl-4")}>
            {step.overlay !== null && step.overlay !== (before?.overlay ?? null) && (
              <p className="text-xs text-ink-3">
                {overlayTitle(step.overlay)}
                {blockedBy(path, step)}
              </p>
            )}
            <p className="flex items-baseline gap-2 text-ink-2">
              <span
                aria-hidden
                className="size-1.5 shrink-0 -translate-y-px rounded-full border border-ink-3"
              />
              {step.title}
            </p>
            {why && <p className="pl-3.5 text-xs text-ink-3">{why}</p>}
          </li>
        );
      })}
    </ol>
  );
}

/** The step of the spine that cannot begin before this overlay is done. */
function blockedBy(path: Path, step: Step): string {
  const next = path.steps.slice(path.steps.indexOf(step)).find(({ overlay }) => overlay === null);
  return next ? ` · before “${next.title}”` : "";
}
