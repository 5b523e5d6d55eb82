"use client";

import { useSession } from "../shell/session.tsx";
import type { Outputs } from "../trpc/client.ts";
import { cn } from "../ui/cn.ts";
import { countText } from "../ui/money-text.ts";
import { Table, Td, Th } from "../ui/table.tsx";
import { logMoment } from "../ui/time-text.ts";
import { DeliveryOutcome } from "./delivery-outcome.tsx";
import { durationText, sizeText } from "./size-text.ts";

export type Delivery = Outputs["pipeline"]["deliveries"]["deliveries"][number];

interface Props {
  deliveries: Delivery[];
  openId: number | null;
  /** The rows are still those of the question before. */
  isStale: boolean;
  onOpen: (deliveryId: number) => void;
}

/** From which width of the page a column is shown. */
const AT = {
  trade: "@min-[520px]:table-cell",
  key: "@min-[700px]:table-cell",
  wide: "@min-[860px]:table-cell",
};

export function DeliveriesTable({ deliveries, openId, isStale, onOpen }: Props) {
  return (
    <Table aria-label="Deliveries" aria-busy={isStale}>
      <thead>
        <tr>
          <Th className="w-64">Received</Th>
          <Th className="w-30">Outcome</Th>
          <Th className="w-18" right>
            Status
          </Th>
          <Th className={cn("hidden", AT.trade)}>Exchange trade</Th>
          <Th className={cn("hidden w-28", AT.key)}>Key</Th>
          <Th className={cn("hidden w-22", AT.wide)} right>
            Size
          </Th>
          <Th className={cn("hidden w-24", AT.wide)} right>
            Duration
          </Th>
        </tr>
      </thead>
      <tbody className={cn("transition-opacity", isStale && "opacity-55 delay-200 duration-150")}>
        {deliveries.map((delivery) => (
          <DeliveryRow
            key={delivery.deliveryId}
            delivery={delivery}
            isOpen={delivery.deliveryId === openId}
            onOpen={onOpen}
          />
        ))}
      </tbody>
    </Table>
  );
}

interface RowProps {
  delivery: Delivery;
  isOpen: boolean;
  onOpen: (deliveryId: number) => void;
}

/** One line; all of it opens the delivery. */
function DeliveryRow({ delivery, isOpen, onOpen }: RowProps) {
  const { timeZone } = useSession();
  const { deliveryId, receivedAt, outcome, statusCode, exchangeTradeId, keyPrefix } = delivery;
  return (
    <tr
      className={cn(
        "relative hover:bg-row has-[:focus-visible]:bg-row",
        isOpen && "bg-accent-wash hover:bg-accent-wash has-[:focus-visible]:bg-accent-wash",
      )}
    >
      <Td>
        <button
          type="button"
          data-delivery-row={deliveryId}
          aria-current={isOpen ? "true" : undefined}
          onClick={() => onOpen(deliveryId)}
          className={cn(
            "figures font-medium outline-none after:absolute after:inset-0",
            "focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus",
          )}
        >
          {isOpen && <span aria-hidden className="absolute inset-y-0 left-0 w-0.5 bg-accent" />}
          {logMoment(receivedAt, timeZone)}
        </button>
      </Td>
      <Td>
        <DeliveryOutcome outcome={outcome} />
      </Td>
      <Td right className="text-ink-2">
        {statusCode}
      </Td>
      <Td className={cn("hidden", AT.trade)}>
        {exchangeTradeId ? (
          <span className="id text-xs">{exchangeTradeId}</span>
        ) : (
          <span className="text-ink-3">Not readable</span>
        )}
        {delivery.reprocessOf !== null && (
          <span className="ml-2 text-xs text-ink-3">again, from {countText(delivery.reprocessOf)}</span>
        )}
      </Td>
      <Td className={cn("id hidden text-xs text-ink-2", AT.key)}>{keyPrefix}</Td>
      <Td right className={cn("hidden text-ink-2", AT.wide)}>
        {delivery.payloadBytes === null ? "–" : sizeText(delivery.payloadBytes)}
      </Td>
      <Td right className={cn("hidden text-ink-2", AT.wide)}>
        {durationText(delivery.durationMs)}
      </Td>
    </tr>
  );
}
