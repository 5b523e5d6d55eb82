"use client";

import { useActorName } from "../../pipeline/actor-name.ts";
import { useSession } from "../../shell/session.tsx";
import type { Outputs } from "../../trpc/client.ts";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { dayLabel } from "../../ui/time-text.ts";

/** The credit reports that came for a file: of what kind, of which day, who brought them and when. */
export function ReportList({ reports }: { reports: Outputs["funding"]["file"]["reports"] }) {
  const { timeZone } = useSession();
  const actorName = useActorName();
  return (
    <ul aria-label="Credit reports received" className="border-t text-sm">
      {reports.map(({ reportId, sourceFormat, vendor, issuedOn, receivedAt, receivedBy }, index) => (
        <li key={reportId} className="flex flex-wrap items-baseline justify-between gap-x-3 border-b py-1.5">
          <span>
            <span className="figures font-medium">Report {reports.length - index}</span>{" "}
            <span className="figures text-ink-2">
              of {dayLabel(issuedOn)} · {vendor ?? "vendor not named"} · {formatName(sourceFormat)}
            </span>
          </span>
          <span className="text-xs text-ink-3">
            {actorName(receivedBy)}, <RelativeTime moment={receivedAt} timeZone={timeZone} />
          </span>
        </li>
      ))}
    </ul>
  );
}

function formatName(sourceFormat: string): string {
  if (sourceFormat === "typed in") return sourceFormat;
  return sourceFormat === "json" ? "our own form" : sourceFormat.toUpperCase().replaceAll("_", " ");
}
