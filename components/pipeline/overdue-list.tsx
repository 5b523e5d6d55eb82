"use client";

import { useQuery } from "@tanstack/react-query";
import type { Route } from "next";
import Link from "next/link";
import { ComingLink } from "../shell/coming-link.tsx";
import { useLoansPath } from "../shell/use-mode.ts";
import { useTRPC } from "../trpc/client.ts";
import { LoadFailed } from "../trpc/load-failed.tsx";
import { Money } from "../ui/money.tsx";
import { countText } from "../ui/money-text.ts";
import { RowLink } from "../ui/row-link.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { Age } from "./age.tsx";
import { WORST_OVERDUE, worstOverdueQuery } from "./dashboard-queries.ts";
import { StatusName } from "./status-name.tsx";
import { useStatuses } from "./use-statuses.ts";

/** The loans that wait the longest beyond their limit. */
export function OverdueList({ total }: { total: number }) {
  const trpc = useTRPC();
  const { data, error, refetch } = useQuery(trpc.pipeline.loans.queryOptions(worstOverdueQuery));
  const statuses = useStatuses();
  const loansPath = useLoansPath();
  const limitOf = new Map(statuses.all.map((status) => [status.statusCode, status.agingThresholdDays]));
  return (
    <section aria-labelledby="overdue-heading">
      <div className="flex h-8 items-center justify-between">
        <h2 id="overdue-heading" className="text-md font-semibold">
          Overdue in status
        </h2>
        {total > worstOverdueQuery.pageSize && (
          <Link
            href={`${loansPath}${WORST_OVERDUE}`}
            className="rounded-sm text-sm text-accent hover:underline"
          >
            All {countText(total)}
            <ComingLink href={`${loansPath}${WORST_OVERDUE}`} />
          </Link>
        )}
      </div>
      {total === 0 ? (
        <p className="border-t py-4 text-sm text-ink-2">
          Every loan is within the limit of its status. The longest-waiting ones will be listed here, worst
          first.
        </p>
      ) : error && !data ? (
        <LoadFailed title="The overdue loans could not be loaded" error={error} onRetry={() => refetch()} />
      ) : (
        <ul className="border-t">
          {!data &&
            ["a", "b", "c", "d"].map((key) => (
              <li key={key}>
                <Skeleton className="my-1 h-7" />
              </li>
            ))}
          {data?.loans.map((loan) => (
            <li key={loan.pipelineLoanId} className="border-b py-px">
              <RowLink
                href={`${loansPath}/${loan.pipelineLoanId}${WORST_OVERDUE}` as Route}
                className="-mx-2 grid h-8.5 grid-cols-[5rem_minmax(0,1fr)_9.5rem_7rem] items-center gap-3 rounded-md px-2 text-sm hover:bg-hover"
              >
                <span className="flex items-center gap-1.5">
                  <Age days={loan.daysInCurrentStatus} overdue />
                  <Over days={loan.daysInCurrentStatus} limit={limitOf.get(loan.currentStatus) ?? null} />
                </span>
                <span className="flex min-w-0 items-baseline gap-2">
                  <span className="truncate font-medium">{loan.borrowerName}</span>
                  <span className="id shrink-0 text-xs text-ink-3">{loan.loanId}</span>
                </span>
                <StatusName code={loan.currentStatus} className="text-ink-2" />
                <Money amount={loan.purchasePrice} className="text-right" />
                <ComingLink href={`${loansPath}${WORST_OVERDUE}`} />
              </RowLink>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Over({ days, limit }: { days: number; limit: number | null }) {
  if (limit === null) return null;
  return (
    <span className="figures text-xs text-ink-3">
      <span aria-hidden>+{days - limit}</span>
      <span className="sr-only">, {days - limit} over the limit</span>
    </span>
  );
}
