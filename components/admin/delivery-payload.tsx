"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { toast } from "sonner";
import { wasRefusedUnread } from "@/server/domain/pipeline/model/unread-delivery.ts";
import { PanelSection } from "../pipeline/panel-section.tsx";
import { useTRPC } from "../trpc/client.ts";
import { messageOf, refusalOf } from "../trpc/refusal.ts";
import { Button } from "../ui/button.tsx";
import { saveFile } from "../ui/download.ts";
import { Textarea } from "../ui/input.tsx";
import { Notice } from "../ui/notice.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import type { DeliveryDetails } from "./delivery-detail.tsx";

/** What the exchange sent: its beginning to read, all of it as a file. */
export function DeliveryPayload({ delivery }: { delivery: DeliveryDetails }) {
  const { hasPayload } = delivery;
  const download = useDownload(delivery.deliveryId);
  if (!hasPayload) {
    return (
      <PanelSection title="Payload">
        <p className="border-t pt-2 text-sm text-ink-2">{whyMissing(delivery)}</p>
      </PanelSection>
    );
  }
  return (
    <PanelSection
      title="Payload"
      aside={
        <Button size="sm" look="quiet" onClick={() => void download()}>
          <Download aria-hidden />
          Download
        </Button>
      }
    >
      <Beginning deliveryId={delivery.deliveryId} />
    </PanelSection>
  );
}

function whyMissing({ refusal, payloadBytes, retentionDays }: DeliveryDetails): string {
  if (refusal && wasRefusedUnread(refusal)) {
    const reason =
      refusal.code === "UNSUPPORTED_CONTENT_TYPE"
        ? "its content type is not application/json"
        : "it is larger than a delivery may be";
    return `The body was not read, since ${reason}. It cannot be processed again: the exchange has to deliver it anew.`;
  }
  if (payloadBytes === 0) return "The delivery was empty.";
  return `Payloads are kept for ${retentionDays} days. This one is no longer kept; its fingerprint is.`;
}

function Beginning({ deliveryId }: { deliveryId: number }) {
  const trpc = useTRPC();
  const { data, error } = useQuery(
    trpc.pipeline.deliveryPayload.queryOptions({ deliveryId }, { staleTime: Number.POSITIVE_INFINITY }),
  );
  if (error) return <Notice title={refusalOf(error).message} />;
  if (!data) return <Skeleton className="h-40 w-full" />;
  return (
    <>
      {/* Reachable by key and scrollable, as a text to select from. */}
      <Textarea
        readOnly
        aria-label="Payload"
        wrap="off"
        value={data.text}
        rows={Math.min(24, data.text.split("\n").length + 1)}
        className="id bg-canvas text-xs"
      />
      {!data.isWhole && (
        <p className="mt-2 text-sm text-ink-2">This is its beginning; the download has all of it.</p>
      )}
    </>
  );
}

function useDownload(deliveryId: number): () => Promise<void> {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return async () => {
    try {
      // Not kept: a payload may have megabytes.
      const { base64 } = await queryClient.fetchQuery(
        trpc.pipeline.wholePayload.queryOptions({ deliveryId }, { gcTime: 0, staleTime: 0 }),
      );
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      saveFile(`delivery-${deliveryId}.json`, new Blob([bytes], { type: "application/json" }));
    } catch (error) {
      toast.error(messageOf(error));
    }
  };
}
