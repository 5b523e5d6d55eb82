"use client";

import type { Route } from "next";
import Link from "next/link";
import { useState } from "react";
import { wasRefusedUnread } from "@/server/domain/pipeline/model/unread-delivery.ts";
import { Fact, Facts, PanelSection } from "../pipeline/panel-section.tsx";
import { useSession } from "../shell/session.tsx";
import type { Outputs } from "../trpc/client.ts";
import { Button } from "../ui/button.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { countText } from "../ui/money-text.ts";
import { PanelTitle } from "../ui/panel.tsx";
import { logMoment, momentLabel } from "../ui/time-text.ts";
import { DeliveryDifference } from "./delivery-difference.tsx";
import { DeliveryOutcome } from "./delivery-outcome.tsx";
import { DeliveryPayload } from "./delivery-payload.tsx";
import { ProcessAgain } from "./process-again.tsx";
import { durationText, sizeText } from "./size-text.ts";

export type DeliveryDetails = Outputs["pipeline"]["delivery"];

interface Props {
  delivery: DeliveryDetails;
  onOpen: (deliveryId: number) => void;
}

export function DeliveryDetail({ delivery, onOpen }: Props) {
  const isUnread = wasRefusedUnread(delivery.refusal);
  const { timeZone } = useSession();
  return (
    <div className="flex-1 overflow-y-auto overscroll-contain px-6 pb-10">
      <header className="pt-4">
        <div className="flex items-start justify-between gap-4">
          <PanelTitle className="min-w-0 break-words text-lg font-semibold tracking-tight">
            {delivery.exchangeTradeId ?? `Delivery ${countText(delivery.deliveryId)}`}
          </PanelTitle>
          <DeliveryOutcome outcome={delivery.outcome} className="shrink-0 pt-1 text-sm font-medium" />
        </div>
        <p className="figures mt-1 text-sm text-ink-2">{momentLabel(delivery.receivedAt, timeZone)}</p>
      </header>
      <ProcessAgain delivery={delivery} onOpen={onOpen} />
      {delivery.refusal && <Refused refusal={delivery.refusal} />}
      {delivery.first && <DeliveryDifference delivery={delivery} first={delivery.first} onOpen={onOpen} />}
      <PanelSection title="Facts">
        <Facts>
          <Fact label="Entry">{countText(delivery.deliveryId)}</Fact>
          <Fact label="Status code">{delivery.statusCode}</Fact>
          <Fact label="Size">{isUnread ? "Not read" : sizeOf(delivery)}</Fact>
          <Fact label="Duration">{durationText(delivery.durationMs)}</Fact>
          <Fact label="Key">
            <span className="id text-xs">{delivery.keyPrefix}</span>
          </Fact>
          <Fact label="Trade">
            {delivery.pipelineTradeId !== null && <TradeLink tradeId={delivery.exchangeTradeId ?? ""} />}
          </Fact>
          {!isUnread && (
            <Fact label="Fingerprint" wide>
              <CopyButton value={delivery.payloadFingerprint} label="fingerprint" />
            </Fact>
          )}
          {delivery.processedBy && (
            <Fact label="Processed again by" wide>
              {delivery.processedBy}
            </Fact>
          )}
        </Facts>
        {delivery.ignoredFields.length > 0 && (
          <p className="mt-2 text-sm text-ink-2">
            Fields that nobody here knows were left out:{" "}
            <span className="id text-xs">{delivery.ignoredFields.join(", ")}</span>
          </p>
        )}
      </PanelSection>
      <Related delivery={delivery} onOpen={onOpen} />
      <DeliveryPayload delivery={delivery} />
    </div>
  );
}

function sizeOf({ payloadBytes }: DeliveryDetails): string | null {
  return payloadBytes === null ? null : sizeText(payloadBytes);
}

function TradeLink({ tradeId }: { tradeId: string }) {
  const filter = encodeURIComponent(JSON.stringify([["exchangeTradeId", "eq", tradeId]]));
  return (
    <Link
      href={`/pipeline/loans?filter=${filter}` as Route}
      className="text-accent underline-offset-2 hover:underline"
    >
      Show its loans
    </Link>
  );
}

const SHOWN_FAULTS = 10;

function Refused({ refusal }: { refusal: NonNullable<DeliveryDetails["refusal"]> }) {
  const [all, setAll] = useState(false);
  const faults = refusal.details.filter(({ field }) => field !== "");
  return (
    <PanelSection title="Why" aside={<span className="id text-xs text-ink-3">{refusal.code}</span>}>
      <p className="border-t pt-2 text-sm">{refusal.message}</p>
      {faults.length > 0 && (
        <dl className="mt-2 rounded-md border text-sm">
          {faults.slice(0, all ? faults.length : SHOWN_FAULTS).map(({ field, message }) => (
            <div key={field} className="flex gap-3 border-b px-3 py-1.5 last:border-b-0">
              <dt className="id w-1/2 shrink-0 break-all text-xs leading-5 text-ink-2">{field}</dt>
              <dd className="min-w-0">{message}</dd>
            </div>
          ))}
        </dl>
      )}
      {faults.length > SHOWN_FAULTS && !all && (
        <Button size="sm" look="quiet" className="mt-1" onClick={() => setAll(true)}>
          Show all {countText(faults.length)}
        </Button>
      )}
    </PanelSection>
  );
}

/** The entry that this one processed again, and those that processed this one again. */
function Related({ delivery, onOpen }: Props) {
  const { timeZone } = useSession();
  const { reprocessOf, processedAgain } = delivery;
  if (reprocessOf === null && processedAgain.length === 0) return null;
  return (
    <PanelSection title="Other entries">
      <ul className="border-t text-sm">
        {reprocessOf !== null && (
          <li className="border-b py-1.5">
            The payload of <OpenEntry deliveryId={reprocessOf} onOpen={onOpen} />, processed again.
          </li>
        )}
        {processedAgain.map((one) => (
          <li key={one.deliveryId} className="flex items-center justify-between gap-3 border-b py-1.5">
            <span className="min-w-0 truncate">
              <OpenEntry deliveryId={one.deliveryId} onOpen={onOpen} /> by {one.processedBy},{" "}
              <span className="figures text-ink-2">{logMoment(one.receivedAt, timeZone)}</span>
            </span>
            <DeliveryOutcome outcome={one.outcome} />
          </li>
        ))}
      </ul>
    </PanelSection>
  );
}

export function OpenEntry({ deliveryId, onOpen }: { deliveryId: number; onOpen: Props["onOpen"] }) {
  return (
    <button
      type="button"
      onClick={() => onOpen(deliveryId)}
      className="figures rounded-sm text-accent underline-offset-2 hover:underline"
    >
      entry {countText(deliveryId)}
    </button>
  );
}
