"use client";

import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useState } from "react";
import { useTRPC } from "../trpc/client.ts";
import { refusalOf } from "../trpc/refusal.ts";
import { Button } from "../ui/button.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { Panel, PanelClose, PanelTitle } from "../ui/panel.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { DeliveryDetail } from "./delivery-detail.tsx";

interface Props {
  deliveryId: number | null;
  onOpen: (deliveryId: number) => void;
  onClose: () => void;
}

/** The delivery of the address, over the log. */
export function DeliveryPanel({ deliveryId, onOpen, onClose }: Props) {
  // While it slides out it still shows the delivery that it had.
  const [shownId, setShownId] = useState(deliveryId);
  if (deliveryId !== null && deliveryId !== shownId) setShownId(deliveryId);
  const row = () => document.querySelector<HTMLElement>(`[data-delivery-row="${shownId}"]`);
  return (
    <Panel open={deliveryId !== null} onClose={onClose} returnTo={row}>
      <div className="flex h-12 shrink-0 items-center justify-end border-b px-4">
        <PanelClose asChild>
          <Button look="quiet" size="icon" aria-label="Close the delivery">
            <X aria-hidden />
          </Button>
        </PanelClose>
      </div>
      {shownId !== null && <PanelBody key={shownId} deliveryId={shownId} onOpen={onOpen} />}
    </Panel>
  );
}

function PanelBody({ deliveryId, onOpen }: { deliveryId: number; onOpen: (deliveryId: number) => void }) {
  const trpc = useTRPC();
  const { data, error, refetch } = useQuery(trpc.pipeline.delivery.queryOptions({ deliveryId }));
  if (data) return <DeliveryDetail delivery={data} onOpen={onOpen} />;
  if (error) {
    const { code, message, requestId } = refusalOf(error);
    const missing = code === "DELIVERY_NOT_FOUND" || code === "PAYLOAD_VALIDATION";
    return (
      <>
        <PanelTitle className="sr-only">Delivery</PanelTitle>
        <ErrorState
          title={missing ? "There is no such delivery" : "The delivery could not be loaded"}
          message={missing ? "The link may be mistyped, or it may belong to another tenant." : message}
          requestId={missing ? undefined : requestId}
          {...(missing ? {} : { onRetry: () => void refetch() })}
        />
      </>
    );
  }
  return (
    <div role="status" aria-label="Loading the delivery" className="flex flex-col gap-3 px-6 pt-4">
      <PanelTitle className="text-lg font-semibold tracking-tight">Delivery</PanelTitle>
      <Skeleton className="h-3 w-64" />
      <Skeleton className="h-24 w-full" />
      <Skeleton className="h-40 w-full" />
    </div>
  );
}
