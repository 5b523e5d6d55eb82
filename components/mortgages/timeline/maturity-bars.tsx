"use client";

import type { KeyboardEvent } from "react";
import { cn } from "../../ui/cn.ts";
import { countText, dollars, shortDollars } from "../../ui/money-text.ts";
import { dayLabel } from "../../ui/time-text.ts";
import { heightsOf, type MaturityMonth, type Measure } from "./maturity-months.ts";
import { monthName, shortMonth } from "./month-name.ts";
import type { useMonthFilter } from "./use-month-filter.ts";

interface Props {
  months: MaturityMonth[];
  by: Measure;
  today: string;
  filter: ReturnType<typeof useMonthFilter>;
  /** What pointer or focus is on. */
  onLook: (month: MaturityMonth | null) => void;
}

/** A bar a month: one stop for the keyboard, within which the arrows go from bar to bar. */
export function MaturityBars({ months, by, today, filter, onLook }: Props) {
  const heights = heightsOf(months, by);
  const chosen = filter.chosenOf(months);
  const stop = chosen ?? months.find(({ count }) => count > 0);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset belongs to a form
    <div
      role="group"
      aria-label="Maturities by month"
      onKeyDown={goToBar}
      onPointerLeave={() => onLook(null)}
      className="flex min-w-0 flex-1 items-stretch"
    >
      {months.map((month, index) => (
        <Bar
          key={month.to}
          month={month}
          by={by}
          height={heights[index] ?? 0}
          year={yearOver(month, index, today)}
          isStop={month === stop}
          isChosen={month === chosen}
          isFaint={chosen !== null && month !== chosen}
          onPress={() => filter.toggle(month)}
          onLook={onLook}
        />
      ))}
    </div>
  );
}

/** A year stands over the month that it begins with, and over the first of the months ahead. */
function yearOver({ from, to }: MaturityMonth, index: number, today: string): string | null {
  if (from === null) return null;
  if (index === 1) return today.slice(0, 4);
  return to.slice(5, 7) === "01" ? to.slice(0, 4) : null;
}

const STEPS: Record<string, (at: number, last: number) => number> = {
  ArrowRight: (at, last) => Math.min(at + 1, last),
  ArrowLeft: (at) => Math.max(at - 1, 0),
  Home: () => 0,
  End: (_, last) => last,
};

function goToBar(event: KeyboardEvent<HTMLElement>): void {
  const step = STEPS[event.key];
  if (!step) return;
  const bars = [...event.currentTarget.querySelectorAll<HTMLElement>("button:enabled")];
  bars[step(bars.indexOf(document.activeElement as HTMLElement), bars.length - 1)]?.focus();
  event.preventDefault();
}

interface BarProps {
  month: MaturityMonth;
  by: Measure;
  /** From 0 to 1. */
  height: number;
  year: string | null;
  isStop: boolean;
  isChosen: boolean;
  isFaint: boolean;
  onPress: () => void;
  onLook: (month: MaturityMonth | null) => void;
}

function Bar({ month, by, height, year, isStop, isChosen, isFaint, onPress, onLook }: BarProps) {
  const { from, to, count, amount } = month;
  const isOverdue = from === null;
  const figure =
    by === "count" ? countText(count) : shortDollars(amount).replace(/\.\d(?=K)|\.0(?=[MBT])/, "");
  return (
    <button
      type="button"
      disabled={count === 0}
      tabIndex={isStop ? 0 : -1}
      aria-pressed={isChosen}
      onClick={onPress}
      onPointerEnter={() => onLook(count > 0 ? month : null)}
      onFocus={() => onLook(month)}
      onBlur={() => onLook(null)}
      className={cn(
        "group/bar relative flex min-w-0 flex-1 flex-col justify-end rounded-sm px-[2px] -outline-offset-1",
        count > 0 && "hover:bg-hover",
        isChosen && "bg-accent-wash hover:bg-accent-wash",
        // Today stands between what is over and what is to come.
        isOverdue && "mr-3 min-w-16 flex-none border-r border-dashed border-line-strong rounded-none pr-3",
      )}
    >
      <span className="sr-only">
        {isOverdue ? `Overdue, until ${dayLabel(to)}` : monthName(to)}: {countText(count)}{" "}
        {count === 1 ? "mortgage" : "mortgages"}, {dollars(amount)}
      </span>
      {count > 0 && (
        <span
          aria-hidden
          className={cn(
            "figures mb-0.5 flex justify-center whitespace-nowrap text-xs",
            by === "amount" && !isOverdue && "hidden @min-[1220px]:flex",
            isOverdue ? "font-medium text-overdue" : isChosen ? "font-medium text-ink" : "text-ink-2",
          )}
        >
          {figure}
        </span>
      )}
      <span
        aria-hidden
        style={{ height: `${Math.max(Math.min(height, 1) * 64, count > 0 ? 3 : 1)}px` }}
        className={cn(
          "relative mx-auto w-full max-w-7 shrink-0 rounded-t-[2px] transition-[height] duration-150",
          count === 0 ? "bg-line" : isOverdue ? "bg-overdue" : "bg-accent",
          isFaint && "opacity-45",
        )}
      >
        {height > 1 && <Break />}
      </span>
      <Below month={month} year={year} isChosen={isChosen} />
    </button>
  );
}

function Below({
  month: { from, to, count },
  year,
  isChosen,
}: Pick<BarProps, "month" | "year" | "isChosen">) {
  const isOverdue = from === null;
  return (
    <span
      aria-hidden
      className={cn(
        "figures flex h-9 w-full flex-col items-center border-t border-line-strong pt-1 text-xs leading-3.5",
        isOverdue && count > 0
          ? "font-medium text-overdue"
          : isChosen
            ? "font-medium text-ink"
            : "text-ink-3",
      )}
    >
      {isOverdue ? (
        <span>Overdue</span>
      ) : (
        <span>
          {shortMonth(to).slice(0, 1)}
          <span className="@max-[1000px]:hidden">{shortMonth(to).slice(1)}</span>
        </span>
      )}
      {year !== null && <span className="font-medium text-ink-2">{year}</span>}
    </span>
  );
}

/** The bar would be higher than there is room for. */
function Break() {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 28 8"
      preserveAspectRatio="none"
      className="absolute inset-x-0 top-3 h-2 w-full"
    >
      <path d="M0 7 L28 3" className="stroke-sheet" strokeWidth="3" />
    </svg>
  );
}
