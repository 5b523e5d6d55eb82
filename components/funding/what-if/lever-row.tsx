"use client";

import { useId } from "react";
import { cn } from "../../ui/cn.ts";
import { Input } from "../../ui/input.tsx";
import { dollars, moneyText } from "../../ui/money-text.ts";
import { dayLabel } from "../../ui/time-text.ts";
import { isMoved, type Lever, type Moved, problemOf, valueIn } from "./scenario.ts";

interface Props {
  lever: Lever;
  moved: Moved;
  onMove: (id: string, text: string | null) => void;
  /** Beside the name, e.g. the end of an account's number. */
  more?: string | null;
}

/** A slider for the hand and a field for the exact figure; what differs from the present says what that is. */
export function LeverRow({ lever, moved, onMove, more }: Props) {
  const id = useId();
  const { label, kind, start, min, max, step } = lever;
  const text = moved[lever.id] ?? (kind === "money" && start !== "" ? moneyText(start) : start);
  const problem = moved[lever.id] === undefined ? null : problemOf(lever, text);
  const differs = isMoved(lever, moved);
  const move = (next: string) => onMove(lever.id, next);
  return (
    <div className="grid min-h-9 grid-cols-[9.5rem_1fr_8rem] items-center gap-x-3">
      <div className="min-w-0 leading-4">
        <label
          htmlFor={id}
          className={cn("block truncate text-sm/4", differs ? "font-medium" : "text-ink-2")}
          title={label}
        >
          {label}
          {more && <span className="id ml-1.5 text-xs text-ink-3">{more}</span>}
        </label>
        {differs && (
          <span id={`${id}-now`} className="figures block text-xs text-accent">
            now {spoken(kind, start)}
          </span>
        )}
      </div>
      {kind === "day" ? (
        <span />
      ) : (
        <input
          type="range"
          aria-label={`${label}${more ? ` ${more}` : ""}, slider`}
          aria-valuetext={spoken(kind, valueIn(lever, moved))}
          min={min}
          max={max}
          step={step}
          value={Number(valueIn(lever, moved) || min)}
          onChange={(event) => move(kind === "money" ? moneyText(event.target.value) : event.target.value)}
          className="h-7 w-full cursor-pointer accent-accent"
        />
      )}
      <Input
        id={id}
        type={kind === "day" ? "date" : "text"}
        inputMode={kind === "count" ? "numeric" : "decimal"}
        autoComplete="off"
        value={text}
        placeholder="not known"
        onChange={(event) => move(event.target.value)}
        onBlur={() => problem === null && !differs && onMove(lever.id, null)}
        {...(problem === null
          ? differs && { "aria-describedby": `${id}-now` }
          : { "aria-invalid": true, "aria-describedby": `${id}-wrong` })}
        className={cn("figures h-7 px-2 text-sm", kind !== "day" && "text-right")}
      />
      {problem !== null && (
        <p id={`${id}-wrong`} className="col-span-3 pb-1 text-right text-xs text-danger">
          {label} {problem}.
        </p>
      )}
    </div>
  );
}

function spoken(kind: Lever["kind"], value: string): string {
  if (value === "") return "not known";
  if (kind === "day") return dayLabel(value);
  return kind === "money" ? dollars(value) : value;
}
