"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useQueryStates } from "nuqs";
import { PageHeader } from "../../shell/page-header.tsx";
import { useSession } from "../../shell/session.tsx";
import { UnreadAddress } from "../../shell/unread-address.tsx";
import { useTRPC } from "../../trpc/client.ts";
import { refusalOf } from "../../trpc/refusal.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { Money } from "../../ui/money.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { dayLabel, todayIn } from "../../ui/time-text.ts";
import { OperatorStatement } from "./operator-statement.tsx";
import { PeriodToolbar } from "./period-toolbar.tsx";
import { reconciliationRequest, reconciliationUrl } from "./reconciliation-url.ts";

/** What operators received in a period, and the house's share of what it processed (F4.3). */
export function Reconciliation() {
  const trpc = useTRPC();
  const { timeZone } = useSession();
  const [state] = useQueryStates(reconciliationUrl);
  const request = reconciliationRequest(state, todayIn(timeZone));
  const { data, error, isPlaceholderData, refetch } = useQuery(
    trpc.funding.partners.reconciliation.queryOptions(request, { placeholderData: keepPreviousData }),
  );
  const refusal = error && (!data || isPlaceholderData) ? refusalOf(error) : null;
  const query = new URLSearchParams({ ...request });
  return (
    <div className="@container min-h-dvh pb-10">
      <PageHeader
        title="Reconciliation"
        figure={
          data &&
          !refusal && (
            <span role="status">
              <span className="font-semibold text-ink">
                <Money amount={data.share} currency />
              </span>{" "}
              due to the house of <Money amount={data.compensation} currency /> received
            </span>
          )
        }
        action={
          <Button asChild>
            <a href={`/api/funding/reconciliation.csv?${query}`} download>
              <Download aria-hidden />
              Download CSV
            </a>
          </Button>
        }
      />
      <PeriodToolbar from={request.from} to={request.to} />
      <UnreadAddress of={reconciliationUrl} />
      {refusal && (
        <ErrorState
          title="The reconciliation could not be made"
          message={refusal.message}
          requestId={refusal.requestId}
          onRetry={() => void refetch()}
        />
      )}
      {!data && !refusal && (
        <div
          role="status"
          aria-label="Loading: the reconciliation"
          className="flex flex-col gap-3 px-4 py-4 lg:px-6"
        >
          <Skeleton className="h-3 w-1/4" />
          <Skeleton className="h-3 w-full" />
          <Skeleton className="h-3 w-4/5" />
        </div>
      )}
      {data && !refusal && data.operators.length === 0 && (
        <EmptyState title="Nothing was received in this period">
          Invoices by the day they were made, and lenders’ commissions by the day they came, from{" "}
          {dayLabel(data.from)} to {dayLabel(data.to)}, appear here.
        </EmptyState>
      )}
      {data && !refusal && data.operators.map((one) => <OperatorStatement key={one.operator} of={one} />)}
    </div>
  );
}
