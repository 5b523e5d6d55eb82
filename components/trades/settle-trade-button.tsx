"use client";

import { useState } from "react";
import { useSession } from "../shell/session.tsx";
import { Button } from "../ui/button.tsx";
import { LeftDraft } from "../ui/draft-note.tsx";
import { countText } from "../ui/money-text.ts";
import { Tooltip } from "../ui/tooltip.tsx";
import { SettleTradeDialog } from "./settle-trade-dialog.tsx";
import type { TradeCard } from "./trade-bar.tsx";
import { tradeDraftKey } from "./trade-draft.ts";

interface Props {
  trade: TradeCard;
  ready: { loans: number; word: string };
}

/** «Settle 8 delivered». Who may not, or where nothing is ready, sees why (P5.3, P6.3). */
export function SettleTradeButton({ trade, ready }: Props) {
  const { role } = useSession();
  const [open, setOpen] = useState(false);
  const words = `Settle ${ready.loans > 0 ? `${countText(ready.loans)} ` : ""}${ready.word}`;
  const withheld =
    role !== "admin"
      ? "Settlements are recorded by an administrator; your role is operator."
      : ready.loans === 0
        ? `No loan of this trade is ${ready.word}.`
        : null;
  return (
    <>
      {withheld === null ? (
        <Button look="filled" onClick={() => setOpen(true)}>
          {words}
        </Button>
      ) : (
        <Tooltip says={withheld}>
          <Button aria-disabled aria-description={withheld}>
            {words}
          </Button>
        </Tooltip>
      )}
      {withheld !== null && !open && (
        <LeftDraft draftKey={tradeDraftKey(trade.pipelineTradeId)} about="settling this trade" />
      )}
      {/* Stays while its result is read, when nothing is left to settle. */}
      {role === "admin" && <SettleTradeDialog trade={trade} open={open} onClose={() => setOpen(false)} />}
    </>
  );
}
