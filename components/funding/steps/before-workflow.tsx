"use client";

import type { ReactNode } from "react";
import { type CARD_STATUSES, isManualReview } from "@/server/domain/funding/model/decisions.ts";
import { Button } from "../../ui/button.tsx";
import { useWorkflow } from "./workflow-context.ts";

const NOT_FOUND: keyof typeof CARD_STATUSES = "Credit Not Found";

/** What the operator does instead of steps while there is no workflow (F2.1, F8.1). */
export function BeforeWorkflow() {
  const { progress, run } = useWorkflow();
  if (progress.waitsFor === "report" || !run) {
    return (
      <Prompt title="Waits for a credit report" asks="report" action="Add a credit report">
        <p>As soon as one is here, the way to funding appears in this place.</p>
      </Prompt>
    );
  }
  const { reportStatus, tlDecision } = run.decisions;
  const isNotFound = reportStatus === NOT_FOUND && !isManualReview(tlDecision);
  return isNotFound ? (
    <Prompt title="Re-try the credit pull" asks="report" action="Add the new report">
      <p>
        Correct name, address and the other data with the client, pull the report again and add it to the
        file.
      </p>
    </Prompt>
  ) : (
    <Prompt title="Needs operator review" asks="revise" action="Review and decide">
      <p>
        Look at the figures, then correct them or overrule the decision, with a reason. The way to funding
        follows.
      </p>
    </Prompt>
  );
}

interface PromptProps {
  title: string;
  asks: "report" | "revise";
  action: string;
  children: ReactNode;
}

function Prompt({ title, asks, action, children }: PromptProps) {
  const { ask } = useWorkflow();
  return (
    <section
      aria-label={title}
      className="rounded-lg border border-line-strong bg-sheet p-4 shadow-raised sm:p-5"
    >
      <p className="text-xs text-ink-3">Before the workflow</p>
      <h2 className="mt-0.5 text-md font-semibold">{title}</h2>
      <div className="mt-1 flex max-w-140 flex-col gap-1.5 text-sm text-ink-2">{children}</div>
      {ask && (
        <div className="mt-4 flex justify-end">
          <Button size="lg" onClick={() => ask({ kind: asks })}>
            {action}
          </Button>
        </div>
      )}
    </section>
  );
}
