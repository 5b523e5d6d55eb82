"use client";

import { Pencil } from "lucide-react";
import { useSession } from "../shell/session.tsx";
import { RelativeTime } from "../ui/relative-time.tsx";
import { useActorName } from "./actor-name.ts";
import { FIELD_LABELS } from "./field-labels.ts";
import type { Loan } from "./loan-detail.tsx";
import { PanelSection } from "./panel-section.tsx";
import { factText } from "./sale-facts-values.ts";
import { StatusGlyph } from "./status-glyph.tsx";
import { type Statuses, useStatuses } from "./use-statuses.ts";

type Entry = Loan["timeline"][number];

/** Everything that happened to the loan, the newest first, on one spine. */
export function Timeline({ entries }: { entries: Entry[] }) {
  const statuses = useStatuses();
  return (
    <PanelSection
      title="Timeline"
      aside={<span className="figures text-xs text-ink-3">{entries.length}</span>}
    >
      <ol className="border-t pt-3">
        {entries.toReversed().map((entry) => (
          <TimelineEntry key={entry.seq} entry={entry} statuses={statuses} />
        ))}
      </ol>
    </PanelSection>
  );
}

function TimelineEntry({ entry, statuses }: { entry: Entry; statuses: Statuses }) {
  const { timeZone } = useSession();
  const actorName = useActorName();
  const isStatus = entry.kind === "status";
  const status = statuses.of(entry.newStatus ?? "");
  return (
    <li className="relative pb-4 pl-7 text-sm last:pb-0 before:absolute before:top-5 before:bottom-0 before:left-[7px] before:w-px before:bg-line-strong last:before:hidden">
      <span className="absolute top-0.5 left-0 flex size-4 items-center justify-center bg-sheet">
        {isStatus ? (
          <StatusGlyph look={status.look} className="size-4" />
        ) : (
          <Pencil aria-hidden className="size-3 text-ink-3" />
        )}
      </span>
      <div className="flex items-baseline justify-between gap-3">
        <p className="min-w-0">
          <span className="font-medium">{isStatus ? status.displayName : "Sale facts edited"}</span>
          {isStatus && entry.previousStatus && (
            <span className="text-ink-3"> from {statuses.of(entry.previousStatus).displayName}</span>
          )}
          <span className="text-ink-2" title={entry.changedBy}>
            {" "}
            · {actorName(entry.changedBy)}
          </span>
          {entry.origin && <span className="text-ink-3"> · {entry.origin}</span>}
        </p>
        <span className="figures shrink-0 text-xs text-ink-3">
          <RelativeTime moment={entry.changedAt} timeZone={timeZone} />
        </span>
      </div>
      {entry.notes && <p className="mt-0.5 whitespace-pre-line break-words text-ink-2">{entry.notes}</p>}
      {entry.changes.length > 0 && (
        <ul className="mt-0.5">
          {entry.changes.map(({ field, from, to }) => (
            <li key={field} className="figures break-words text-ink-2">
              {FIELD_LABELS[field] ?? field}: <span className="text-ink-3">{factText(field, from)}</span> →{" "}
              <span className="text-ink">{factText(field, to)}</span>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}
