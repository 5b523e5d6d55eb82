import { settlesWithItsTrade } from "@/server/domain/pipeline/model/settlement.ts";
import { SETTLED, type StatusConfig } from "@/server/domain/pipeline/model/status-workflow.ts";
import type { TradeCard } from "./trade-bar.tsx";

interface Ready {
  loans: number;
  /** "delivered", where the workflow settles from one status alone; "ready" otherwise. */
  word: string;
}

/** How many loans of a trade can be settled with it: those in a status of the main path that leads to settled (P5.3). */
export function readyOf(trade: TradeCard, statuses: StatusConfig[]): Ready {
  const from = statuses.filter(settlesWithItsTrade);
  const codes = new Set(from.map((status) => status.statusCode));
  const [only] = from;
  return {
    loans: trade.breakdown
      .filter((part) => codes.has(part.status))
      .reduce((sum, part) => sum + part.loans, 0),
    word: only && from.length === 1 ? only.displayName.toLowerCase() : "ready",
  };
}

export function settledOf(trade: TradeCard): number {
  return trade.breakdown.find((part) => part.status === SETTLED)?.loans ?? 0;
}
