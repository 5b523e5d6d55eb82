"use client";

import { CheckCheck, CircleSlash } from "lucide-react";
import { cn } from "../../ui/cn.ts";
import { ReopenAction } from "./reopen-action.tsx";
import { notFundedTitle } from "./step-names.ts";
import { type Path, useWorkflow } from "./workflow-context.ts";

/** How a path ended: completed, or without money and why (F3.11). */
export function PathEnd({ path }: { path: Path }) {
  const { progress } = useWorkflow();
  if (path.state === "active") {
    const done = path.steps.filter(({ state }) => state === "done" || state === "passed").length;
    return (
      <span className="figures text-xs text-ink-3">
        {done} of {path.steps.length} done
      </span>
    );
  }
  if (path.state === "completed") {
    return (
      <span
        className={cn("flex items-center gap-1.5 text-sm", path.track === null ? "text-ink-2" : "text-gain")}
      >
        <CheckCheck aria-hidden className="size-4" />
        Completed
      </span>
    );
  }
  const end = progress.timeline.find((event) => event.kind === path.state && event.path === path.path);
  return (
    <div className="flex min-w-0 flex-col items-end text-sm">
      <span className="flex items-center gap-1.5 text-ink-2">
        <CircleSlash aria-hidden className="size-4 shrink-0 text-ink-3" />
        {path.state === "not_funded"
          ? `Not funded: ${notFundedTitle(end?.data.reason).toLowerCase()}`
          : "Superseded"}
      </span>
      {end?.reason && <span className="max-w-90 break-words text-right text-ink-3">“{end.reason}”</span>}
      {path.state === "not_funded" && <ReopenAction path={path} />}
    </div>
  );
}
