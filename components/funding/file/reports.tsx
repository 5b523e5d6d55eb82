"use client";

import { Plus } from "lucide-react";
import { useActorName } from "../../pipeline/actor-name.ts";
import { PanelSection } from "../../pipeline/panel-section.tsx";
import { useSession } from "../../shell/session.tsx";
import type { Outputs } from "../../trpc/client.ts";
import { Button } from "../../ui/button.tsx";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { dayLabel } from "../../ui/time-text.ts";

type File = Outputs["funding"]["file"];

/** The credit reports that came for the file: of what kind, of which day, who brought them and when. */
export function Reports({ file, onAdd }: { file: File; onAdd: () => void }) {
  const { timeZone } = useSession();
  const actorName = useActorName();
  return (
    <PanelSection
      title="Credit reports"
      aside={
        <Button look="quiet" size="sm" onClick={onAdd}>
          <Plus aria-hidden />
          Add a credit report
        </Button>
      }
    >
      {file.reports.length === 0 ? (
        <p className="border-t py-2 text-sm text-ink-2">None has come yet.</p>
      ) : (
        <ul className="border-t text-sm">
          {file.reports.map(({ reportId, sourceFormat, vendor, issuedOn, receivedAt, receivedBy }) => (
            <li
              key={reportId}
              className="flex flex-wrap items-baseline justify-between gap-x-3 border-b py-1.5"
            >
              <span>
                <span className="figures font-medium">Report {reportId}</span>{" "}
                <span className="figures text-ink-2">
                  of {dayLabel(issuedOn)} · {vendor ?? "vendor not named"} ·{" "}
                  {sourceFormat.toUpperCase().replaceAll("_", " ")}
                </span>
              </span>
              <span className="text-xs text-ink-3">
                {actorName(receivedBy)}, <RelativeTime moment={receivedAt} timeZone={timeZone} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </PanelSection>
  );
}
