"use client";

import { CALL_OUTCOMES, type CallOutcome, OUTCOMES } from "@/server/domain/funding/model/calls.ts";
import { cn } from "../../ui/cn.ts";
import { Kbd } from "../../ui/kbd.tsx";
import { dayLabel } from "../../ui/time-text.ts";
import type { CallSheetData } from "./queue-words.ts";

interface Props {
  nextDays: CallSheetData["nextDays"];
  today: string;
  /** Why none can be chosen; null when one can. */
  resting: string | null;
  onChoose: (outcome: CallOutcome) => void;
}

/** How a call may end, each with its key and with what happens then. */
export function CallOutcomes({ nextDays, today, resting, onChoose }: Props) {
  return (
    <fieldset className="grid grid-cols-1 gap-1.5 @min-[360px]:grid-cols-2">
      <legend className="sr-only">How the call ended</legend>
      {OUTCOMES.map((outcome, index) => (
        <button
          key={outcome}
          type="button"
          aria-disabled={resting !== null}
          title={resting ?? undefined}
          onClick={() => resting === null && onChoose(outcome)}
          className={cn(
            "flex h-11 items-center gap-2.5 rounded-md border border-line-strong bg-sheet px-2.5 text-left dark:bg-raised",
            resting === null ? "hover:border-control hover:bg-canvas" : "cursor-default opacity-55",
          )}
        >
          <Kbd>{index + 1}</Kbd>
          <span className="min-w-0 leading-4">
            <span className="block truncate text-sm font-medium">{CALL_OUTCOMES[outcome].title}</span>
            <span className="block truncate text-xs text-ink-3">
              {whatThen(outcome, nextDays[outcome], today)}
            </span>
          </span>
        </button>
      ))}
    </fieldset>
  );
}

function whatThen(outcome: CallOutcome, day: string | null, today: string): string {
  const { next } = CALL_OUTCOMES[outcome];
  if (next === "stays") return "Underwrite again, now";
  if (next === "asked") return "On a day that you set";
  if (next === "closes" || day === null) return "Closes the file";
  const isTomorrow = Date.parse(day) - Date.parse(today) === 86_400_000;
  return `Call again ${isTomorrow ? "tomorrow" : dayLabel(day)}`;
}
