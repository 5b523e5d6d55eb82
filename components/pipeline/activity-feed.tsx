"use client";

import { useQuery } from "@tanstack/react-query";
import { Pencil } from "lucide-react";
import type { Route } from "next";
import { ComingLink } from "../shell/coming-link.tsx";
import { useSession } from "../shell/session.tsx";
import { useLoansPath } from "../shell/use-mode.ts";
import { type Outputs, useTRPC } from "../trpc/client.ts";
import { LoadFailed } from "../trpc/load-failed.tsx";
import { RelativeTime } from "../ui/relative-time.tsx";
import { RowLink } from "../ui/row-link.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { useActorName } from "./actor-name.ts";
import { recentActivityQuery } from "./dashboard-queries.ts";
import { StatusGlyph } from "./status-glyph.tsx";
import { type Statuses, useStatuses } from "./use-statuses.ts";

type Entry = Outputs["pipeline"]["recentActivity"][number];

export function ActivityFeed() {
  const trpc = useTRPC();
  const { data, error, refetch } = useQuery(trpc.pipeline.recentActivity.queryOptions(recentActivityQuery));
  const statuses = useStatuses();
  return (
    <section aria-labelledby="activity-heading">
      <h2 id="activity-heading" className="flex h-8 items-center text-md font-semibold">
        Recent activity
      </h2>
      {error && !data && (
        <LoadFailed title="The recent activity could not be loaded" error={error} onRetry={() => refetch()} />
      )}
      <ul className="border-t">
        {!data &&
          !error &&
          ["a", "b", "c", "d"].map((key) => (
            <li key={key}>
              <Skeleton className="my-1 h-7" />
            </li>
          ))}
        {data?.length === 0 && (
          <li className="py-4 text-sm text-ink-2">
            Status changes and edits will be listed here as they happen.
          </li>
        )}
        {data?.map((entry) => (
          <ActivityRow key={entry.historyId} entry={entry} statuses={statuses} />
        ))}
      </ul>
    </section>
  );
}

function ActivityRow({ entry, statuses }: { entry: Entry; statuses: Statuses }) {
  const { timeZone } = useSession();
  const actorName = useActorName();
  const loansPath = useLoansPath();
  const status = entry.kind === "status" ? statuses.of(entry.newStatus) : null;
  return (
    <li className="border-b py-px">
      <RowLink
        href={
          (entry.loans > 1
            ? `${loansPath}?status=${encodeURIComponent(entry.newStatus)}`
            : `${loansPath}/${entry.loanId}`) as Route
        }
        className="-mx-2 flex h-8.5 items-center gap-2 rounded-md px-2 text-sm hover:bg-hover"
      >
        {status ? (
          <StatusGlyph look={status.look} />
        ) : (
          <Pencil aria-hidden className="size-3.5 shrink-0 text-ink-3" />
        )}
        <span className="min-w-0 flex-1 truncate">
          <span className="font-medium">{subjectOf(entry)}</span>
          <span className="text-ink-2"> {status ? `→ ${status.displayName}` : "sale facts edited"}</span>
          <span className="text-ink-3" title={entry.changedBy}>
            {" "}
            · {actorName(entry.changedBy)}
          </span>
        </span>
        <span className="figures shrink-0 text-xs text-ink-3">
          <RelativeTime moment={entry.changedAt} timeZone={timeZone} plain />
        </span>
        <ComingLink href="/pipeline/loans" />
      </RowLink>
    </li>
  );
}

/** The borrower of one loan, or how many loans it was: «40 loans of PSX-2026-0317». */
function subjectOf({ loans, isPartial, exchangeTradeId, borrowerName }: Entry): string {
  if (loans === 1) return borrowerName;
  const count = `${loans.toLocaleString("en-US")}${isPartial ? "+" : ""} loans`;
  return exchangeTradeId ? `${count} of ${exchangeTradeId}` : count;
}
