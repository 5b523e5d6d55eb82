"use client";

import { type ReactNode, useRef } from "react";
import { asksForNewPull } from "@/server/domain/funding/model/decisions.ts";
import { useHotkeys } from "../../shell/use-hotkeys.ts";
import { Button } from "../../ui/button.tsx";
import { Kbd } from "../../ui/kbd.tsx";
import { useWorkflow } from "./workflow-context.ts";

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
  return asksForNewPull(run.decisions) ? (
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
  const button = useRef<HTMLButtonElement>(null);
  useHotkeys({ n: () => button.current?.focus() });
  return (
    <section
      aria-label={title}
      className="rounded-lg border border-line-strong bg-sheet p-4 shadow-raised sm:p-5"
    >
      <p className="flex items-center justify-between gap-3 text-xs text-ink-3">
        Before the workflow
        <span aria-hidden className="pointer-coarse:hidden">
          <Kbd>N</Kbd>
        </span>
      </p>
      <h2 className="mt-0.5 text-md font-semibold">{title}</h2>
      <div className="mt-1 flex max-w-140 flex-col gap-1.5 text-sm text-ink-2">{children}</div>
      {ask && (
        <div className="mt-4 flex justify-end">
          <Button ref={button} size="lg" look="filled" onClick={() => ask({ kind: asks })}>
            {action}
          </Button>
        </div>
      )}
    </section>
  );
}
