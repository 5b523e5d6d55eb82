"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { PageHeader } from "../../shell/page-header.tsx";
import { UnreadAddress } from "../../shell/unread-address.tsx";
import { useTRPC } from "../../trpc/client.ts";
import { refusalOf } from "../../trpc/refusal.ts";
import { ErrorState } from "../../ui/error-state.tsx";
import { countText } from "../../ui/money-text.ts";
import { Skeleton } from "../../ui/skeleton.tsx";
import { NobodyToCall } from "./nobody-to-call.tsx";
import { QueueDesk } from "./queue-desk.tsx";
import { QueueToolbar } from "./queue-toolbar.tsx";
import { queueRequest, queueUrl } from "./queue-url.ts";
import { useQueueState } from "./use-queue-state.ts";

/** A claim that runs out is told by nobody, so the queue is looked at once a minute even when nothing happens. */
const LOOK_AGAIN_MS = 60_000;

/** Parked clients, called one after the other (F5.2): the list at the left, the client to call at the right. */
export function FundingQueue() {
  const trpc = useTRPC();
  const [state] = useQueueState();
  const { data, error, isPlaceholderData, refetch } = useQuery(
    trpc.funding.queue.list.queryOptions(queueRequest(state), {
      placeholderData: keepPreviousData,
      refetchInterval: LOOK_AGAIN_MS,
    }),
  );
  const refusal = error && (!data || isPlaceholderData) ? refusalOf(error) : null;
  return (
    <div className="flex h-dvh flex-col">
      <PageHeader
        title="Funding Queue"
        figure={
          data && (
            <span role="status" className="figures">
              <span className="font-semibold text-ink">{countText(data.counts.due)}</span> to call now
              {data.counts.overdue > 0 && (
                <span className="text-overdue"> · {countText(data.counts.overdue)} overdue</span>
              )}
            </span>
          )
        }
      />
      <QueueToolbar counts={data?.counts} />
      <UnreadAddress of={queueUrl} />
      {refusal && (
        <ErrorState
          title="The queue could not be loaded"
          message={refusal.message}
          requestId={refusal.requestId}
          onRetry={() => void refetch()}
        />
      )}
      {!data && !refusal && <ComingQueue />}
      {data && !refusal && data.entries.length === 0 && state.file === null && (
        <NobodyToCall counts={data.counts} />
      )}
      {data && !refusal && (data.entries.length > 0 || state.file !== null) && (
        <QueueDesk page={data} isStale={isPlaceholderData} />
      )}
    </div>
  );
}

function ComingQueue() {
  return (
    <div role="status" aria-label="Loading: the queue" className="flex flex-col gap-4 px-4 py-4 lg:px-6">
      {["a", "b", "c", "d"].map((row) => (
        <div key={row} className="flex max-w-100 flex-col gap-2">
          <Skeleton className="h-3 w-3/5" />
          <Skeleton className="h-2.5 w-2/5" />
        </div>
      ))}
    </div>
  );
}
