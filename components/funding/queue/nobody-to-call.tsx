"use client";

import Link from "next/link";
import type { QueuePart } from "@/server/domain/funding/queue-input.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { countText } from "../../ui/money-text.ts";
import { isFiltered, NO_FILTERS } from "./queue-url.ts";
import { useQueueState } from "./use-queue-state.ts";

/** An empty part of the queue: because of the filters, for today, or because nobody is parked. */
export function NobodyToCall({ counts }: { counts: Record<QueuePart, number> }) {
  const [state, change] = useQueueState();
  if (counts[state.part] > 0)
    return (
      <EmptyState
        title="This page is past the end"
        action={<Button onClick={() => change({ page: 1 })}>First page</Button>}
      >
        The queue is shorter than this link says.
      </EmptyState>
    );
  if (isFiltered(state))
    return (
      <EmptyState
        title="No client matches"
        action={<Button onClick={() => change(NO_FILTERS)}>Clear all filters</Button>}
      >
        There may be clients to call, but none with all of these conditions.
      </EmptyState>
    );
  if (counts.due + counts.upcoming === 0)
    return (
      <EmptyState
        title="Nobody is parked"
        action={
          <Button asChild>
            <Link href="/funding">Go to the files</Link>
          </Button>
        }
      >
        A client who does not qualify today but will with time is parked, and comes up here on the day to
        call.
      </EmptyState>
    );
  return (
    <EmptyState
      title={state.part === "upcoming" ? "No upcoming calls" : "Everybody has been called"}
      action={
        counts.upcoming > 0 && state.part !== "upcoming" ? (
          <Button onClick={() => change({ part: "upcoming" })}>{countText(counts.upcoming)} upcoming</Button>
        ) : undefined
      }
    >
      Parked clients come up here on the day to call.
    </EmptyState>
  );
}
