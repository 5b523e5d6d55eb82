"use client";

import { useQuery } from "@tanstack/react-query";
import { PanelSection } from "../pipeline/panel-section.tsx";
import { useTRPC } from "../trpc/client.ts";
import { refusalOf } from "../trpc/refusal.ts";
import { countText } from "../ui/money-text.ts";
import { Notice } from "../ui/notice.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { type DeliveryDetails, OpenEntry } from "./delivery-detail.tsx";

interface Props {
  delivery: DeliveryDetails;
  first: NonNullable<DeliveryDetails["first"]>;
  onOpen: (deliveryId: number) => void;
}

/** What a repeated delivery says otherwise than the accepted one (P1.6). */
export function DeliveryDifference({ delivery, first, onOpen }: Props) {
  return (
    <PanelSection title="Compared with the first delivery">
      <p className="border-t pt-2 text-sm">
        The trade was accepted with <OpenEntry deliveryId={first.deliveryId} onOpen={onOpen} />.{" "}
        {first.isSame ? "This one says the same." : "This one says otherwise; the first one stands."}
      </p>
      {!first.isSame && <Differences deliveryId={delivery.deliveryId} />}
    </PanelSection>
  );
}

function Differences({ deliveryId }: { deliveryId: number }) {
  const trpc = useTRPC();
  const { data, error } = useQuery(
    trpc.pipeline.deliveryDifference.queryOptions({ deliveryId }, { staleTime: Number.POSITIVE_INFINITY }),
  );
  if (error) return <Notice className="mt-2" title={refusalOf(error).message} />;
  if (data === undefined) return <Skeleton className="mt-2 h-20 w-full" />;
  if (data === null) {
    return (
      <p className="mt-1 text-sm text-ink-2">
        Their fingerprints differ. In what, can no longer be told: a payload is past the retention time.
      </p>
    );
  }
  return (
    <>
      <table
        aria-label="Differences"
        className="mt-2 w-full table-fixed border-separate border-spacing-0 text-sm"
      >
        <thead>
          <tr className="text-left text-xs text-ink-3">
            <th className="w-2/5 border-b py-1 pr-3 font-normal">Field</th>
            <th className="border-b py-1 pr-3 font-normal">First</th>
            <th className="border-b py-1 font-normal">This one</th>
          </tr>
        </thead>
        <tbody>
          {data.differences.map(({ path, before, after }) => (
            <tr key={path} className="align-top">
              <td className="id break-all border-b py-1.5 pr-3 text-xs leading-5">{path}</td>
              <td className="figures break-words border-b py-1.5 pr-3 text-ink-2">{before ?? <Nothing />}</td>
              <td className="figures break-words border-b py-1.5 font-medium">{after ?? <Nothing />}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {data.total > data.differences.length && (
        <p className="mt-2 text-sm text-ink-2">
          The first {countText(data.differences.length)} of {countText(data.total)} differences.
        </p>
      )}
    </>
  );
}

function Nothing() {
  return <span className="font-normal text-ink-3">not there</span>;
}
