"use client";

import { useActorName } from "../../pipeline/actor-name.ts";
import { PanelSection } from "../../pipeline/panel-section.tsx";
import { useSession } from "../../shell/session.tsx";
import type { Outputs } from "../../trpc/client.ts";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { labelOf, valueInFile } from "./run-words.ts";

type File = Outputs["funding"]["file"];
type Run = File["runs"][number];

/** Every underwriting of the file, the newest first, with what it has otherwise than the one before it (F1.5). */
export function RunHistory({ file }: { file: File }) {
  if (file.runs.length === 0) return null;
  return (
    <PanelSection title="Underwritings">
      <ol className="border-t">
        {file.runs.map((run) => (
          <RunEntry key={run.runNo} run={run} reports={file.reports} />
        ))}
      </ol>
    </PanelSection>
  );
}

function RunEntry({ run, reports }: { run: Run; reports: File["reports"] }) {
  const { timeZone } = useSession();
  const actorName = useActorName();
  const { runNo, kind, reason, createdAt, createdBy, changes } = run;
  return (
    <li className="border-b py-2 text-sm">
      <p className="flex flex-wrap items-baseline justify-between gap-x-3">
        <span>
          <span className="figures font-medium">Underwriting {runNo}</span>{" "}
          <span className="text-ink-2">{kind === "report" ? "of a report that came" : "revised"}</span>
        </span>
        <span className="text-xs text-ink-3">
          {actorName(createdBy)}, <RelativeTime moment={createdAt} timeZone={timeZone} />
        </span>
      </p>
      {reason && <p className="mt-0.5 whitespace-pre-line text-ink-2">“{reason}”</p>}
      {changes.length > 0 && <Changes run={run} reports={reports} />}
      {changes.length === 0 && runNo > 1 && (
        <p className="text-xs text-ink-3">Nothing changed from the underwriting before.</p>
      )}
    </li>
  );
}

function Changes({ run: { changes, runNo }, reports }: { run: Run; reports: File["reports"] }) {
  return (
    <table className="mt-1 w-full table-fixed text-xs">
      <caption className="sr-only">What underwriting {runNo} has otherwise than the one before it</caption>
      <thead className="text-ink-3">
        <tr>
          <th scope="col" className="py-0.5 text-left font-normal">
            Changed
          </th>
          <th scope="col" className="py-0.5 text-left font-normal">
            Before
          </th>
          <th scope="col" className="py-0.5 text-left font-normal">
            Now
          </th>
        </tr>
      </thead>
      <tbody>
        {changes.map(({ field, from, to }) => (
          <tr key={field} className="align-top">
            <th scope="row" className="py-0.5 pr-2 text-left font-normal text-ink-2">
              {labelOf(field)}
            </th>
            <td className="figures py-0.5 pr-2 text-ink-2">{valueInFile(field, from, reports)}</td>
            <td className="figures py-0.5 font-medium">{valueInFile(field, to, reports)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
