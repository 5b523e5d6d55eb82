import { StatusGlyph } from "../pipeline/status-glyph.tsx";
import type { StatusLook } from "../pipeline/status-look.ts";

export const TRADE_STATUSES = ["active", "partial", "settled"] as const;
export type TradeStatus = (typeof TRADE_STATUSES)[number];

/** Partial: what can be settled is, the rest ended in exceptions. */
const LOOKS: Record<TradeStatus, { name: string; look: StatusLook }> = {
  active: { name: "Active", look: { tone: "blue", shape: "half" } },
  partial: { name: "Partial", look: { tone: "amber", shape: "bang" } },
  settled: { name: "Settled", look: { tone: "green", shape: "check" } },
};

export function TradeStatusName({ status }: { status: string }) {
  const known = TRADE_STATUSES.find((one) => one === status) ?? "active";
  return (
    <span className="inline-flex items-center gap-1.5">
      <StatusGlyph look={LOOKS[known].look} />
      {LOOKS[known].name}
    </span>
  );
}

/** The word alone, for paper. */
export function TradeStatusWord({ status }: { status: string }) {
  return TRADE_STATUSES.some((one) => one === status) ? LOOKS[status as TradeStatus].name : status;
}
