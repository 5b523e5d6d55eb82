"use client";

import { Lock } from "lucide-react";
import { PanelSection } from "../../pipeline/panel-section.tsx";
import { useSession } from "../../shell/session.tsx";
import { Money } from "../../ui/money.tsx";
import { dayIn, dayLabel, momentLabel } from "../../ui/time-text.ts";
import { shownRate } from "../rate-text.ts";
import type { MortgageDetail } from "./mortgage-page.tsx";

/** In the order of the owners, who have no colour of their own beyond the first few. */
const TONES = ["steel", "copper", "olive", "plum"];

/** Whose the mortgage is: one bar, and a line for each owner (M15). */
export function Ownership({ mortgage: { ownership } }: { mortgage: MortgageDetail }) {
  return (
    <PanelSection title="Owners">
      <div aria-hidden className="flex h-2 gap-px overflow-hidden rounded-sm">
        {ownership.map(({ owner, share }, index) => (
          <span
            key={owner}
            data-tone={TONES[index % TONES.length]}
            style={{ flexGrow: Number(share) }}
            className="bg-(--tone)"
          />
        ))}
      </div>
      <ul className="mt-1 text-sm">
        {ownership.map(({ owner, share }, index) => (
          <li key={owner} className="flex min-h-7 items-center gap-2 border-b">
            <span
              aria-hidden
              data-tone={TONES[index % TONES.length]}
              className="size-2 shrink-0 rounded-[2px] bg-(--tone)"
            />
            <span className="min-w-0 flex-1 truncate">{owner}</span>
            <span className="figures">{shownRate(share)}%</span>
          </li>
        ))}
      </ul>
    </PanelSection>
  );
}

const LISTING_WORDS = { draft: "Draft", active: "Active", sold: "Sold", withdrawn: "Withdrawn" };

/** Where the mortgage is or was offered; a lock is a promise to a deal (M10). */
export function Listings({ mortgage: { listings } }: { mortgage: MortgageDetail }) {
  const { timeZone } = useSession();
  return (
    <PanelSection title="Listings">
      {listings.length === 0 ? (
        <p className="border-t pt-1.5 text-sm text-ink-3">Never offered to investors.</p>
      ) : (
        <ul className="border-t text-sm">
          {listings.map(({ listingId, status, askingPrice, listedAt, lockedAt, lockedBy, lockedFor }) => (
            <li key={listingId} className="border-b py-1">
              <p className="flex items-center gap-3">
                <span className="id w-8 text-xs text-ink-3">{listingId}</span>
                <span className={status === "active" ? "w-20 font-medium" : "w-20 text-ink-2"}>
                  {LISTING_WORDS[status]}
                </span>
                <span className="figures flex-1 text-ink-2">
                  since {dayLabel(dayIn(timeZone, new Date(listedAt)))}
                </span>
                <Money amount={askingPrice} currency />
              </p>
              {lockedAt !== null && (
                <p
                  className="flex items-center gap-1.5 pl-11 text-xs text-ink-2"
                  title={`${lockedBy}, ${momentLabel(lockedAt, timeZone)}`}
                >
                  <Lock aria-hidden className="size-3 shrink-0" />
                  <span className="truncate">
                    Locked for <span className="font-medium text-ink">{lockedFor}</span>
                  </span>
                </p>
              )}
            </li>
          ))}
        </ul>
      )}
    </PanelSection>
  );
}
