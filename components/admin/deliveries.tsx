"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { PageHeader } from "../shell/page-header.tsx";
import { UnreadAddress } from "../shell/unread-address.tsx";
import { useTRPC } from "../trpc/client.ts";
import { refusalOf } from "../trpc/refusal.ts";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { countText } from "../ui/money-text.ts";
import { Pager } from "../ui/pager.tsx";
import { DeliveriesTable } from "./deliveries-table.tsx";
import { DeliveriesToolbar } from "./deliveries-toolbar.tsx";
import { deliveriesRequest, deliveriesUrl, isFiltered, NO_FILTERS } from "./deliveries-url.ts";
import { DeliveryPanel } from "./delivery-panel.tsx";
import { useDeliveriesState } from "./use-deliveries-state.ts";

/** What the exchange delivered and what became of it, with the open delivery beside it (P1.8). */
export function Deliveries() {
  const trpc = useTRPC();
  const [state, change] = useDeliveriesState();
  const { data, error, isPlaceholderData, refetch } = useQuery(
    trpc.pipeline.deliveries.queryOptions(deliveriesRequest(state), { placeholderData: keepPreviousData }),
  );
  const refusal = error && (!data || isPlaceholderData) ? refusalOf(error) : null;
  const total = data?.totalRows ?? 0;
  return (
    <div className="@container flex min-h-dvh flex-col">
      <PageHeader
        title="Deliveries"
        figure={
          data && (
            <span role="status" className="figures">
              <span className="font-semibold text-ink">{countText(total)}</span>{" "}
              {total === 1 ? "delivery" : "deliveries"}
              {isFiltered(state) && (total === 1 ? " matches" : " match")}
            </span>
          )
        }
      />
      <DeliveriesToolbar />
      <UnreadAddress of={deliveriesUrl} />
      {refusal && (
        <ErrorState
          title="The deliveries could not be loaded"
          message={refusal.message}
          requestId={refusal.requestId}
          onRetry={() => void refetch()}
        />
      )}
      {data && !refusal && data.deliveries.length === 0 && <NothingHere total={total} />}
      {data && !refusal && data.deliveries.length > 0 && (
        <>
          <DeliveriesTable
            deliveries={data.deliveries}
            openId={state.delivery}
            isStale={isPlaceholderData}
            onOpen={(delivery) => change({ delivery })}
          />
          <Pager
            page={data.page}
            pageSize={data.pageSize}
            totalRows={total}
            shown={data.deliveries.length}
            onPage={(page) => change({ page })}
          />
        </>
      )}
      <DeliveryPanel
        deliveryId={state.delivery}
        onOpen={(delivery) => change({ delivery })}
        onClose={() => change({ delivery: null })}
      />
    </div>
  );
}

function NothingHere({ total }: { total: number }) {
  const [state, change] = useDeliveriesState();
  if (total > 0) {
    const action = <Button onClick={() => change({ page: 1 })}>First page</Button>;
    return (
      <EmptyState title="This page is past the end" action={action}>
        The log is shorter than this link says.
      </EmptyState>
    );
  }
  if (isFiltered(state)) {
    const action = <Button onClick={() => change(NO_FILTERS)}>Clear all filters</Button>;
    return (
      <EmptyState title="No delivery matches" action={action}>
        There may be deliveries, but none with all of these conditions.
      </EmptyState>
    );
  }
  return (
    <EmptyState title="No deliveries yet">
      Whatever the exchange posts with one of your keys appears here, also what was refused. The{" "}
      <a href="/docs" className="text-accent underline underline-offset-2">
        API docs
      </a>{" "}
      have the call.
    </EmptyState>
  );
}
