"use client";

import { ChevronRight } from "lucide-react";
import { useId } from "react";
import { ComingSteps } from "./coming-steps.tsx";
import { DoneSteps } from "./done-steps.tsx";
import { FundingPlan } from "./funding-plan.tsx";
import { NextActionCard } from "./next-action-card.tsx";
import { PathEnd } from "./path-end.tsx";
import { type Path, type Step, useWorkflow } from "./workflow-context.ts";

interface Props {
  path: Path;
  /** The step whose card is open, where it is of this path. */
  current: Step | null;
}

/** One product's way: what is done folded, the step that is next as a card, what comes quietly below. */
export function PathView({ path, current }: Props) {
  const { progress } = useWorkflow();
  const id = useId();
  const isOver = path.state !== "active";
  const coming = path.steps.filter(
    (step) => step !== current && (step.state === "open" || step.state === "blocked"),
  );
  const hasPlan = progress.plan !== null && path.path === "card_funding";
  return (
    <section aria-labelledby={id} className="border-t pt-4 first:border-t-0 first:pt-0">
      <div className="flex items-baseline justify-between gap-3">
        <h2 id={id} className={isOver ? "text-sm font-semibold text-ink-2" : "text-base font-semibold"}>
          {path.title}
        </h2>
        <PathEnd path={path} />
      </div>
      <DoneSteps path={path} />
      {current && (
        <div className="mt-3">
          <NextActionCard key={`${path.path} ${current.id}`} place={{ path, step: current }} />
        </div>
      )}
      {hasPlan && (isOver ? <FoldedPlan /> : <FundingPlan />)}
      {!isOver && coming.length > 0 && <ComingSteps path={path} steps={coming} current={current} />}
    </section>
  );
}

/** Of a path that is over: there for whoever asks. */
function FoldedPlan() {
  return (
    <details className="group/plan">
      <summary className="flex h-8 list-none items-center gap-1.5 rounded-sm text-sm text-ink-2 [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden
          className="size-3.5 text-ink-3 transition-transform duration-120 group-open/plan:rotate-90"
        />
        Funding plan
      </summary>
      <FundingPlan />
    </details>
  );
}
