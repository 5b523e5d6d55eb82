"use client";

import { useQuery } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { useId } from "react";
import { monthBefore, monthOf } from "@/server/domain/funding/model/period.ts";
import { DayFilter } from "../../admin/day-filter.tsx";
import { useActorName } from "../../pipeline/actor-name.ts";
import { useSession } from "../../shell/session.tsx";
import { useTRPC } from "../../trpc/client.ts";
import { Button } from "../../ui/button.tsx";
import { Select } from "../../ui/input.tsx";
import { todayIn } from "../../ui/time-text.ts";
import { reconciliationUrl } from "./reconciliation-url.ts";

/** The period, and whose statement. */
export function PeriodToolbar({ from, to }: { from: string; to: string }) {
  const trpc = useTRPC();
  const { timeZone } = useSession();
  const nameOf = useActorName();
  const [{ operator }, setState] = useQueryStates(reconciliationUrl, { history: "push" });
  const { data: operators = [] } = useQuery(trpc.funding.partners.operators.queryOptions());
  const id = useId();
  const today = todayIn(timeZone);
  const isKnown = operator === null || operators.some((one) => one.operator === operator);
  return (
    <section
      aria-label="Period"
      className="flex min-h-11 flex-wrap items-center gap-1.5 border-b px-4 py-1.5 lg:px-6"
    >
      <Button size="sm" onClick={() => void setState(monthBefore(today))}>
        Last month
      </Button>
      <Button size="sm" onClick={() => void setState(monthOf(today))}>
        This month
      </Button>
      <span aria-hidden className="mx-1.5 h-4 w-px bg-line-strong" />
      <DayFilter label="From" value={from} onChange={(day) => void setState({ from: day, to })} />
      <DayFilter label="To" value={to} onChange={(day) => void setState({ from, to: day })} />
      <span aria-hidden className="mx-1.5 h-4 w-px bg-line-strong" />
      <label htmlFor={id} className="sr-only">
        Operator
      </label>
      <Select
        id={id}
        value={operator ?? ""}
        onChange={({ target }) => void setState({ operator: target.value || null })}
        className="h-7 max-w-56 text-xs"
      >
        <option value="">All operators</option>
        {operators.map((one) => (
          <option key={one.operator} value={one.operator}>
            {one.displayName ?? nameOf(one.operator)}
          </option>
        ))}
        {!isKnown && <option value={operator}>{operator}</option>}
      </Select>
    </section>
  );
}
