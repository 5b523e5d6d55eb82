"use client";

import { useActorName } from "../../pipeline/actor-name.ts";
import { useSession } from "../../shell/session.tsx";
import { dollars } from "../../ui/money-text.ts";
import { dayIn, dayLabel } from "../../ui/time-text.ts";
import { CardStatusMark } from "./card-status.tsx";
import type { Card } from "./plan-row.tsx";

/** How a card came to stand as it does, the newest first. */
export function CardHistory({ card }: { card: Card }) {
  const { timeZone } = useSession();
  const actorName = useActorName();
  return (
    <tr>
      <td colSpan={4} className="border-b bg-canvas px-3 py-2">
        <ol aria-label={`History of ${card.issuer}`} className="flex flex-col gap-1 text-sm">
          {card.history.map((change) => (
            <li key={change.changeNo} className="flex flex-wrap items-baseline gap-x-3">
              <span className="figures w-24 shrink-0 text-ink-3">
                {dayLabel(dayIn(timeZone, new Date(change.recordedAt)))}
              </span>
              <CardStatusMark status={change.status} />
              <span className="figures">{dollars(change.amount)}</span>
              <span className="text-ink-2">{actorName(change.recordedBy)}</span>
              {change.notes && <span className="min-w-0 break-words text-ink-2">“{change.notes}”</span>}
            </li>
          ))}
        </ol>
      </td>
    </tr>
  );
}
