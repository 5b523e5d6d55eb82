"use client";

import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { PARKED_REASONS, type ParkedReason } from "@/server/domain/funding/model/workflow.ts";
import { QUEUE_PARTS, type QueuePart } from "@/server/domain/funding/queue-input.ts";
import { DayFilter } from "../../admin/day-filter.tsx";
import { useSession } from "../../shell/session.tsx";
import { useTRPC } from "../../trpc/client.ts";
import { Button } from "../../ui/button.tsx";
import { cn } from "../../ui/cn.ts";
import { Select } from "../../ui/input.tsx";
import { countText } from "../../ui/money-text.ts";
import { isFiltered, NO_FILTERS } from "./queue-url.ts";
import { PART_NAMES } from "./queue-words.ts";
import { useQueueState } from "./use-queue-state.ts";

interface Props {
  counts: Record<QueuePart, number> | undefined;
}

/** Which calls, with how many there are of each, and whose. */
export function QueueToolbar({ counts }: Props) {
  const [state, change] = useQueueState();
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1.5 border-b px-4 py-1.5 lg:px-6">
      <nav aria-label="Parts of the queue" className="-ml-2 flex gap-0.5">
        {QUEUE_PARTS.map((part) => (
          <button
            key={part}
            type="button"
            aria-current={state.part === part ? "page" : undefined}
            onClick={() => change({ part })}
            className={cn(
              "relative flex h-8 items-center gap-1.5 rounded-md px-2 text-sm text-ink-2 hover:bg-hover hover:text-ink",
              state.part === part &&
                "font-medium text-ink after:absolute after:inset-x-2 after:-bottom-1.5 after:h-0.5 after:bg-accent",
            )}
          >
            {PART_NAMES[part]}
            {counts && (
              <span
                className={cn(
                  "figures text-xs",
                  part === "overdue" && counts.overdue > 0 ? "text-overdue" : "text-ink-3",
                )}
              >
                {countText(counts[part])}
              </span>
            )}
          </button>
        ))}
      </nav>
      <section aria-label="Filters" className="flex flex-wrap items-center gap-1.5">
        <ReasonFilter />
        <OperatorFilter />
        <DayFilter label="From" value={state.from} onChange={(from) => change({ from })} />
        <DayFilter label="To" value={state.to} onChange={(to) => change({ to })} />
        {isFiltered(state) && (
          <Button size="sm" look="quiet" onClick={() => change(NO_FILTERS)}>
            Clear all
          </Button>
        )}
      </section>
    </div>
  );
}

function ReasonFilter() {
  const [{ reason }, change] = useQueueState();
  const id = useId();
  return (
    <>
      <label htmlFor={id} className="sr-only">
        Why parked
      </label>
      <Select
        id={id}
        value={reason ?? ""}
        onChange={({ target }) => change({ reason: (target.value || null) as ParkedReason | null })}
        className="h-7 max-w-44 text-xs"
      >
        <option value="">Any reason</option>
        {Object.entries(PARKED_REASONS).map(([value, title]) => (
          <option key={value} value={value}>
            {title}
          </option>
        ))}
      </Select>
    </>
  );
}

function OperatorFilter() {
  const [{ operator }, change] = useQueueState();
  const { email } = useSession();
  const trpc = useTRPC();
  const { data = [] } = useQuery(trpc.session.people.queryOptions(undefined, { staleTime: 5 * 60_000 }));
  const others = data.filter((person) => person.email !== email);
  const isKnown = operator === null || operator === email || others.some((one) => one.email === operator);
  const id = useId();
  return (
    <>
      <label htmlFor={id} className="sr-only">
        Whose files
      </label>
      <Select
        id={id}
        value={operator ?? ""}
        onChange={({ target }) => change({ operator: target.value || null })}
        className="h-7 max-w-40 text-xs"
      >
        <option value="">Everybody’s files</option>
        <option value={email}>My files</option>
        {others.map((person) => (
          <option key={person.email} value={person.email}>
            {person.name}
          </option>
        ))}
        {!isKnown && <option value={operator}>{operator}</option>}
      </Select>
    </>
  );
}
