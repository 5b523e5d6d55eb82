"use client";

import { useMutation } from "@tanstack/react-query";
import { RotateCw } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { loansText } from "../pipeline/loans-text.ts";
import { useRefreshPipeline } from "../pipeline/use-refresh.ts";
import { useTRPC } from "../trpc/client.ts";
import { refusalOf } from "../trpc/refusal.ts";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogActions, DialogClose } from "../ui/dialog.tsx";
import { countText, dollars } from "../ui/money-text.ts";
import { Notice } from "../ui/notice.tsx";
import { useSendOnce } from "../ui/use-send-once.ts";
import { useWarnBeforeLeaving } from "../ui/use-warn-before-leaving.ts";
import { type DeliveryDetails, OpenEntry } from "./delivery-detail.tsx";

interface Props {
  delivery: DeliveryDetails;
  onOpen: (deliveryId: number) => void;
}

/** For a delivery that failed: its stored payload once more, as a new entry. Entries never change (P1.8). */
export function ProcessAgain({ delivery, onOpen }: Props) {
  const [open, setOpen] = useState(false);
  const done = delivery.processedAgain.find(({ outcome }) => outcome === "created");
  if (delivery.outcome !== "rejected" && delivery.outcome !== "failed") return null;
  if (done) {
    return (
      <p className="mt-3 text-sm text-ink-2">
        Its payload was accepted later, as <OpenEntry deliveryId={done.deliveryId} onOpen={onOpen} />.
      </p>
    );
  }
  if (!delivery.hasPayload) return null;
  return (
    <div className="mt-3">
      <Button look="filled" onClick={() => setOpen(true)}>
        <RotateCw aria-hidden />
        Process again
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="Process this delivery again?"
        description="The stored payload is read as if the exchange had just sent it. If it is accepted, the trade and its loans are created now. Either way the log gets a new entry, with your name; this one stays as it is."
      >
        {open && <Confirmation delivery={delivery} onClose={() => setOpen(false)} />}
      </Dialog>
    </div>
  );
}

function Confirmation({ delivery, onClose }: { delivery: DeliveryDetails; onClose: () => void }) {
  const trpc = useTRPC();
  const refresh = useRefreshPipeline();
  const process = useMutation(
    trpc.pipeline.reprocessDelivery.mutationOptions({
      onSuccess: ({ exchangeTradeId, loanCount, totalAmount }) => {
        toast.success(`Trade ${exchangeTradeId} created: ${loansText(loanCount)}, ${dollars(totalAmount)}`);
        onClose();
      },
      onSettled: () => refresh(),
    }),
  );
  const send = useSendOnce(() => process.mutateAsync({ deliveryId: delivery.deliveryId }));
  useWarnBeforeLeaving(process.isPending);
  const refusal = process.error ? refusalOf(process.error) : null;
  return (
    <>
      {refusal && (
        <Notice title={refusal.message} requestId={refusal.requestId}>
          {refusal.details.slice(0, 5).map(({ field, message }) => (
            <p key={field}>
              <span className="id text-xs">{field}</span> {message}
            </p>
          ))}
          {refusal.details.length > 5 && <p>and {countText(refusal.details.length - 5)} more</p>}
        </Notice>
      )}
      <DialogActions>
        <DialogClose>{refusal ? "Close" : "Cancel"}</DialogClose>
        <Button look="filled" aria-disabled={process.isPending} aria-busy={process.isPending} onClick={send}>
          Process again
        </Button>
      </DialogActions>
    </>
  );
}
