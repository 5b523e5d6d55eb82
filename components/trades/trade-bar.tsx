"use client";

import { useStatuses } from "../pipeline/use-statuses.ts";
import type { Outputs } from "../trpc/client.ts";
import { countText, dollars } from "../ui/money-text.ts";
import { Tooltip } from "../ui/tooltip.tsx";

export type TradeCard = Outputs["pipeline"]["tradeCards"]["trades"][number];

/** A trade's loans by status, in the order of the workflow; a status that it no longer has comes last. */
export function useBreakdown(trade: TradeCard) {
  const statuses = useStatuses();
  const place = (code: string) => {
    const index = statuses.all.findIndex((status) => status.statusCode === code);
    return index === -1 ? statuses.all.length : index;
  };
  return trade.breakdown
    .toSorted((a, b) => place(a.status) - place(b.status))
    .map((part) => ({ ...part, ...statuses.of(part.status) }));
}

/** Where the loans of a trade stand, each status as long as its part of them; the figures on hover and focus. */
export function TradeBar({ trade }: { trade: TradeCard }) {
  const parts = useBreakdown(trade);
  const words = parts.map((part) => `${countText(part.loans)} ${part.displayName}`).join(", ");
  return (
    <Tooltip
      says={
        <span className="flex flex-col gap-0.5 py-0.5">
          {parts.map((part) => (
            <span key={part.status} className="figures flex justify-between gap-5">
              <span>
                {countText(part.loans)} {part.displayName}
              </span>
              <span>{dollars(part.volume)}</span>
            </span>
          ))}
        </span>
      }
    >
      <button
        type="button"
        aria-label={`Loans by status: ${words}`}
        className="relative z-[1] -my-1 flex w-full cursor-default gap-0.5 rounded-sm py-1"
      >
        {parts.map((part) => (
          <span
            key={part.status}
            data-tone={part.look.tone}
            className="h-1.5 min-w-1 bg-(--tone) first:rounded-l-full last:rounded-r-full"
            style={{ flexGrow: part.loans, flexBasis: 0 }}
          />
        ))}
      </button>
    </Tooltip>
  );
}
