"use client";

import { ChevronRight } from "lucide-react";
import { useId } from "react";
import { lazyPart } from "../../ui/lazy-part.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { ComingSteps } from "./coming-steps.tsx";
import { DoneSteps } from "./done-steps.tsx";
import { NextActionCard } from "./next-action-card.tsx";
import { PathEnd } from "./path-end.tsx";
import { type Path, type Plan, type Step, useWorkflow } from "./workflow-context.ts";

const HEAD_AND_FOOT_PX = 96;
const CARD_PX = 45;

/** From the results of card funding on. */
const FundingPlan = lazyPart(
  () => import("./funding-plan.tsx").then((module) => module.FundingPlan),
  ({ plan }) => (
    <div className="mt-4" style={{ height: HEAD_AND_FOOT_PX + plan.cards.length * CARD_PX }}>
      <Skeleton className="h-full w-full" />
    </div>
  ),
);

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
  // What paths share is done once, so it stands once: with the first of them.
  const first = progress.paths.find(({ track, state }) => track === path.track && state === "active");
  const coming = path.steps.filter(
    (step) =>
      step !== current &&
      (step.state === "open" || step.state === "blocked") &&
      (!step.isShared || path.path === first?.path),
  );
  const plan = path.path === "card_funding" ? progress.plan : null;
  return (
    <section aria-labelledby={id} className="border-t pt-4 first:border-t-0 first:pt-0">
      <div className="flex items-start justify-between gap-3">
        <h2 id={id} className={isOver ? "text-sm font-semibold text-ink-2" : "text-sm font-semibold"}>
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
      {plan && (isOver ? <FoldedPlan plan={plan} /> : <FundingPlan plan={plan} />)}
      {!isOver && coming.length > 0 && <ComingSteps path={path} steps={coming} current={current} />}
    </section>
  );
}

/** Of a path that is over: there for whoever asks. */
function FoldedPlan({ plan }: { plan: Plan }) {
  return (
    <details className="group/plan">
      <summary className="flex h-8 list-none items-center gap-1.5 rounded-sm text-sm text-ink-2 [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden
          className="size-3.5 text-ink-3 transition-transform duration-120 group-open/plan:rotate-90"
        />
        Funding plan
      </summary>
      <FundingPlan plan={plan} />
    </details>
  );
}
