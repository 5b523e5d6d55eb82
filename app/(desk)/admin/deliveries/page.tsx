import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { Deliveries } from "@/components/admin/deliveries.tsx";
import { deliveriesRequest, loadDeliveriesState } from "@/components/admin/deliveries-url.ts";
import { Prefetched } from "../../prefetched.tsx";

export const metadata: Metadata = { title: "Deliveries" };

export default async function DeliveriesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const state = await loadDeliveriesState(searchParams);
  return (
    <Prefetched
      queries={(desk) => [
        desk.deliveries(deliveriesRequest(state)),
        ...(state.delivery === null ? [] : [desk.delivery({ deliveryId: state.delivery })]),
      ]}
    >
      <Deliveries />
    </Prefetched>
  );
}
