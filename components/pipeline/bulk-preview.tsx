"use client";

import { ChevronRight, CircleCheck, CircleSlash } from "lucide-react";
import type { BulkOutcome, BulkResult } from "@/server/domain/pipeline/bulk-result.ts";
import { refusalOf } from "../trpc/refusal.ts";
import { Button } from "../ui/button.tsx";
import { countText } from "../ui/money-text.ts";
import { Notice } from "../ui/notice.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { byReason, type KnownLoans } from "./bulk-run.ts";
import { StatusName } from "./status-name.tsx";
import type { LookedAt } from "./use-bulk-run.ts";
import { useStatusName } from "./use-statuses.ts";

interface Props {
  dryRun: { data: BulkOutcome | undefined; error: unknown; refetch: () => unknown };
  lookedAt: LookedAt;
}

/** What the server would do now: how many are ready, and which are blocked for which reason. */
export function BulkPreview({ dryRun, lookedAt }: Props) {
  const nameOf = useStatusName();
  const { data } = dryRun;
  const { loans } = lookedAt;
  const error = dryRun.error ?? (loans ? null : lookedAt.error);
  const checkAgain = () => {
    if (dryRun.error) dryRun.refetch();
    if (!loans) lookedAt.refetch();
  };
  if (error) {
    const { message, requestId } = refusalOf(error);
    return (
      <Notice title={message} requestId={requestId}>
        Nothing was changed.
        <Button size="sm" className="mt-2 flex" onClick={checkAgain}>
          Check again
        </Button>
      </Notice>
    );
  }
  const blocked = data?.results.filter((result) => !result.success) ?? [];
  return (
    <section aria-label="Check before anything changes" className="rounded-md border bg-canvas text-sm">
      <p role="status" className="figures flex min-h-9 flex-wrap items-center gap-x-4 px-3 py-1.5">
        {data && loans ? (
          <>
            <span className="inline-flex items-center gap-1.5 font-medium">
              <CircleCheck aria-hidden className="size-4 text-gain" />
              {countText(data.successful)} ready
            </span>
            {blocked.length > 0 && (
              <span className="inline-flex items-center gap-1.5">
                <CircleSlash aria-hidden className="size-4 text-overdue" />
                <span className="font-medium">{countText(blocked.length)} blocked</span>
                <span className="text-ink-2">– left out, they stay as they are</span>
              </span>
            )}
          </>
        ) : (
          <Skeleton className="h-3 w-40" />
        )}
      </p>
      {byReason(blocked, nameOf).map(({ reason, results }) => (
        <details key={reason} className="group border-t">
          <summary className="flex items-start gap-1.5 px-3 py-1.5 -outline-offset-2">
            <ChevronRight
              aria-hidden
              className="mt-[3px] size-3.5 shrink-0 text-ink-3 transition-transform group-open:rotate-90"
            />
            <span className="min-w-0">
              <span className="figures font-medium">{countText(results.length)}</span> · {reason}
            </span>
          </summary>
          <BlockedLoans results={results} loans={loans} />
        </details>
      ))}
    </section>
  );
}

function BlockedLoans({ results, loans }: { results: BulkResult[]; loans: KnownLoans | undefined }) {
  return (
    <ul className="max-h-44 overflow-y-auto pb-1.5 pl-8 text-xs" tabIndex={-1}>
      {results.map(({ pipelineLoanId, previousStatus }) => {
        const loan = loans?.get(pipelineLoanId);
        return (
          <li key={pipelineLoanId} className="flex h-6 items-center gap-3 pr-3">
            <span className="min-w-0 flex-1 truncate">{loan?.borrowerName ?? "Not found"}</span>
            <span className="id text-ink-2">{loan?.loanId ?? pipelineLoanId}</span>
            {previousStatus && <StatusName code={previousStatus} className="w-32" />}
          </li>
        );
      })}
    </ul>
  );
}
