"use client";

import { CircleAlert, Clock } from "lucide-react";
import type { StatusConfig } from "@/server/domain/pipeline/model/status-workflow.ts";
import { loansText } from "../pipeline/loans-text.ts";
import { StatusGlyph } from "../pipeline/status-glyph.tsx";
import { cn } from "../ui/cn.ts";
import { graphIdOf, INSPECTOR, isSelected, useDesigner } from "./designer-context.ts";
import { mayRemove } from "./removable.ts";

export function GraphNode({ status }: { status: StatusConfig }) {
  const designer = useDesigner();
  const { statusCode: code, displayName } = status;
  const broken = designer.problems.filter((problem) => problem.statusCode === code).length;
  const was = designer.base.statuses.find((one) => one.statusCode === code);
  const leadsTo = status.allowedTransitions.map(designer.nameOf);
  const selected = isSelected(designer.selection, { code });
  const remove = () => {
    if (mayRemove(designer, code)) designer.edit({ do: "remove", code });
  };
  return (
    <button
      type="button"
      id={graphIdOf({ code })}
      aria-pressed={selected}
      aria-controls={selected ? INSPECTOR : undefined}
      onClick={() => designer.select({ code })}
      onKeyDown={({ key }) => (key === "Delete" || key === "Backspace") && remove()}
      className={cn(
        "flex size-full flex-col justify-center gap-1 rounded-lg border bg-sheet px-2.5 text-left transition-colors duration-120",
        "border-line-strong hover:border-accent dark:border-line dark:hover:border-accent",
        status.isException && "border-dashed",
        selected && "border-accent bg-accent-wash dark:border-accent",
        broken > 0 && "border-danger dark:border-danger",
      )}
    >
      <span className="flex w-full items-center gap-1.5 text-sm leading-4 font-medium">
        <StatusGlyph look={designer.lookOf(code)} />
        <span className="line-clamp-2 break-words">{displayName}</span>
        {broken > 0 && <CircleAlert aria-hidden className="ml-auto size-3.5 shrink-0 text-danger" />}
      </span>
      <span className="figures flex w-full items-center gap-2 text-xs text-ink-2">
        <span className="truncate">{was ? loansText(designer.loansIn(code)) : "New"}</span>
        <span className="ml-auto flex shrink-0 items-center gap-1">
          {status.isTerminal && "Final"}
          {status.agingThresholdDays !== null && (
            <>
              <Clock aria-hidden className="size-3" />
              {status.agingThresholdDays} d<span className="sr-only"> until overdue</span>
            </>
          )}
        </span>
      </span>
      <span className="sr-only">
        {status.isException && "Exception. "}
        {leadsTo.length > 0 ? `Leads to ${leadsTo.join(", ")}.` : "Leads nowhere."}
        {broken > 0 && ` ${broken === 1 ? "1 broken rule" : `${broken} broken rules`}.`}
      </span>
    </button>
  );
}
