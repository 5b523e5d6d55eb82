"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useSession } from "../../shell/session.tsx";
import { useTRPC } from "../../trpc/client.ts";
import { LoadFailed } from "../../trpc/load-failed.tsx";
import { Button } from "../../ui/button.tsx";
import { countText, dollars, shortDollars, sumOf } from "../../ui/money-text.ts";
import { Skeleton } from "../../ui/skeleton.tsx";
import { dayLabel, todayIn } from "../../ui/time-text.ts";
import { useMortgagesState } from "../list/use-mortgages-state.ts";
import { MaturityBars } from "./maturity-bars.tsx";
import {
  type MaturityMonth,
  type Measure,
  MONTHS_AHEAD,
  maturingRequest,
  monthsOf,
} from "./maturity-months.ts";
import { monthName } from "./month-name.ts";
import { useMonthFilter } from "./use-month-filter.ts";

/** When what is still owed falls due: a bar a month, each of which leads to its mortgages (M13). */
export function MaturityTimeline() {
  const trpc = useTRPC();
  const { timeZone } = useSession();
  const [state] = useMortgagesState();
  const today = todayIn(timeZone);
  const [by, setBy] = useState<Measure>("amount");
  const [looked, look] = useState<MaturityMonth | null>(null);
  const filter = useMonthFilter();
  const query = useQuery(
    trpc.mortgages.maturing.queryOptions(maturingRequest(state, today), {
      placeholderData: keepPreviousData,
    }),
  );
  if (query.error && !query.data)
    return (
      <div className="border-b px-4 py-2 lg:px-6">
        <LoadFailed
          title="The maturities could not be loaded"
          error={query.error}
          onRetry={() => void query.refetch()}
        />
      </div>
    );
  const due = query.data?.mortgages ?? [];
  const months = monthsOf(due, today);
  const shown = looked ?? filter.chosenOf(months);
  return (
    <section
      aria-label="Maturities"
      className="flex h-37 gap-6 border-b bg-sheet px-4 pt-3 lg:px-6 @max-[760px]:gap-3"
    >
      <div className="flex w-48 shrink-0 flex-col @max-[760px]:w-32">
        {query.data ? (
          <Readout month={shown} months={months} cutAt={query.data.isCut ? due.length : null} />
        ) : (
          <Waiting />
        )}
        <MeasureSwitch by={by} onChange={setBy} />
      </div>
      {query.data && <MaturityBars months={months} by={by} today={today} filter={filter} onLook={look} />}
    </section>
  );
}

function Waiting() {
  return (
    <div role="status" aria-label="Loading: maturities" className="flex flex-col gap-2.5 pt-1">
      <Skeleton className="h-3 w-28" />
      <Skeleton className="h-6 w-24" />
    </div>
  );
}

interface ReadoutProps {
  /** The one that is looked at or chosen. */
  month: MaturityMonth | null;
  months: MaturityMonth[];
  /** So many are drawn and there are more; null: all are drawn. */
  cutAt: number | null;
}

/** The figures in words at a place of their own, so that nothing has to float over the bars. */
function Readout({ month, months, cutAt }: ReadoutProps) {
  const [overdue, ...ahead] = months;
  const amount = month?.amount ?? sumOf(ahead.map((one) => one.amount));
  const count = month?.count ?? ahead.reduce((sum, one) => sum + one.count, 0);
  return (
    <div className="figures min-h-0 flex-1">
      <h2 className="text-xs text-ink-3">
        {month === null ? `Next ${MONTHS_AHEAD} months` : titleOf(month)}
      </h2>
      <p className="text-lg font-semibold tracking-tight" title={dollars(amount)}>
        {shortDollars(amount)}
      </p>
      <p className="truncate text-xs text-ink-2">
        {countText(count)} {count === 1 ? "mortgage" : "mortgages"}
      </p>
      {month === null && overdue && overdue.count > 0 && (
        <p className="truncate text-xs font-medium text-overdue">{countText(overdue.count)} overdue</p>
      )}
      {cutAt !== null && (
        <p className="truncate text-xs text-ink-3">The first {countText(cutAt)} are drawn.</p>
      )}
    </div>
  );
}

function titleOf({ from, to }: MaturityMonth): string {
  return from === null ? `Overdue, until ${dayLabel(to)}` : monthName(to);
}

function MeasureSwitch({ by, onChange }: { by: Measure; onChange: (by: Measure) => void }) {
  return (
    <fieldset className="mb-3 flex gap-0.5 rounded-md">
      <legend className="sr-only">Bars by</legend>
      {(["amount", "count"] as const).map((one) => (
        <Button
          key={one}
          size="sm"
          look="quiet"
          aria-pressed={one === by}
          onClick={() => onChange(one)}
          className="h-6 px-2 first:-ml-2 aria-pressed:bg-hover aria-pressed:text-ink first:aria-pressed:ml-0"
        >
          {one === "amount" ? "Amount" : "Count"}
        </Button>
      ))}
    </fieldset>
  );
}
