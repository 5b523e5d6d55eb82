"use client";

import { useState } from "react";
import { refusalOf } from "../trpc/refusal.ts";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogActions } from "../ui/dialog.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { tradeRow } from "./row-steps.ts";
import { SettleTradeForm } from "./settle-trade-form.tsx";
import { SettleTradeResult, type TradeSettled } from "./settle-trade-result.tsx";
import type { TradeCard } from "./trade-bar.tsx";
import { tradeDraftKey } from "./trade-draft.ts";
import { useTradePreview } from "./use-trade-preview.ts";

interface Props {
  trade: TradeCard;
  open: boolean;
  onClose: () => void;
}

/** Settles what is ready of a trade: first what will be and what will not, then the figures, then what was done. */
export function SettleTradeDialog({ trade, open, onClose }: Props) {
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => !next && onClose()}
      returnTo={() => tradeRow(trade.pipelineTradeId)}
      draftKey={tradeDraftKey(trade.pipelineTradeId)}
      title={`Settle trade ${trade.exchangeTradeId}`}
      description={`Investor ${trade.buyerName}, seller ${trade.sellerName}. A settled loan is final.`}
      className="top-[6vh] max-h-[88vh] max-w-180"
    >
      {open && <Steps trade={trade} onClose={onClose} />}
    </Dialog>
  );
}

function Steps({ trade, onClose }: Pick<Props, "trade" | "onClose">) {
  const { seen, error, retry, ...followed } = useTradePreview(trade.pipelineTradeId);
  const [done, setDone] = useState<TradeSettled | null>(null);
  if (done) return <SettleTradeResult result={done} onClose={onClose} />;
  if (seen) return <SettleTradeForm preview={seen} onSettled={setDone} {...followed} />;
  if (error) {
    const { message, requestId } = refusalOf(error);
    return (
      <>
        <ErrorState
          title="The trade could not be looked over"
          message={`${message} Nothing was settled.`}
          requestId={requestId}
          onRetry={retry}
        />
        <DialogActions>
          <Button onClick={onClose}>Close</Button>
        </DialogActions>
      </>
    );
  }
  return (
    <div role="status" aria-label="Looking over the trade" className="flex flex-col gap-4">
      <Skeleton className="h-9 w-full" />
      <Skeleton className="h-48 w-full" />
    </div>
  );
}
