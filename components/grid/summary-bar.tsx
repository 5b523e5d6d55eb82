"use client";

import { StatusGlyph } from "../pipeline/status-glyph.tsx";
import { useListState } from "../pipeline/use-list-state.ts";
import { useStatuses } from "../pipeline/use-statuses.ts";
import { toggled } from "../shell/toggled.ts";
import { Money } from "../ui/money.tsx";
import { countText } from "../ui/money-text.ts";
import { Skeleton } from "../ui/skeleton.tsx";
import type { Matching } from "./matching.ts";

/**
 * What matches, in one line (P8.5): loans, volume, and a chip per status. A chip counts what it would show beside the other
 * filters, whichever statuses are chosen, so that a choice does not empty the others; a press chooses it.
 */
export function SummaryBar({ matching }: { matching: Matching | undefined }) {
  const [state, change] = useListState();
  const statuses = useStatuses();
  return (
    <section
      aria-label="Summary"
      className="flex min-h-9 flex-wrap items-center gap-1.5 border-b px-4 py-1 lg:px-6"
    >
      {matching ? <Total {...matching} /> : <Skeleton className="mr-3 h-4 w-64" />}
      <ul aria-label="Statuses" className="contents">
        {statuses.all.map(({ statusCode, displayName, look }) => (
          <li key={statusCode}>
            <button
              type="button"
              data-tone={look.tone}
              aria-pressed={state.status.includes(statusCode)}
              onClick={() => change((now) => ({ status: toggled(now.status, statusCode) }))}
              className="flex h-6 items-center gap-1.5 rounded-full border border-line px-2 text-xs text-ink-2 hover:border-control aria-pressed:border-(--tone) aria-pressed:bg-(--tone-wash) aria-pressed:text-(--tone)"
            >
              <StatusGlyph look={look} className="size-3" />
              {displayName}
              <span className="figures font-semibold">
                {countText(matching?.byStatus.get(statusCode) ?? 0)}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Total({ loans, volume }: Matching) {
  return (
    <p role="status" className="figures mr-3 flex items-baseline gap-4 text-sm">
      <span>
        <strong className="font-semibold">{countText(loans)}</strong> {loans === 1 ? "loan" : "loans"}
      </span>
      <Money currency amount={volume} />
    </p>
  );
}
