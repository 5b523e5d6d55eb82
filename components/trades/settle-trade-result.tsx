"use client";

import { CircleCheck } from "lucide-react";
import { Button } from "../ui/button.tsx";
import { DialogActions } from "../ui/dialog.tsx";
import { countText, dollars } from "../ui/money-text.ts";
import { dayLabel } from "../ui/time-text.ts";
import { type SkippedLoan, SkippedLoans } from "./skipped-loans.tsx";

export interface TradeSettled {
  settled: number;
  total: string;
  settlementDate: string;
  settlementReference: string;
  skipped: SkippedLoan[];
}

/** What was done, and what was not and why. */
export function SettleTradeResult({ result, onClose }: { result: TradeSettled; onClose: () => void }) {
  const { settled, total, settlementDate, settlementReference, skipped } = result;
  return (
    <div className="flex flex-col gap-4">
      <div role="status" className="flex gap-2.5 rounded-md bg-accent-wash px-3 py-2.5 text-sm">
        <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-gain" />
        <div className="min-w-0">
          <p className="figures font-medium">
            {countText(settled)} {settled === 1 ? "loan" : "loans"} settled for {dollars(total)}
          </p>
          <p className="break-words text-ink-2">
            {dayLabel(settlementDate)}, reference {settlementReference}
          </p>
        </div>
      </div>
      <SkippedLoans loans={skipped} />
      <DialogActions>
        <Button look="filled" autoFocus onClick={onClose}>
          Done
        </Button>
      </DialogActions>
    </div>
  );
}
