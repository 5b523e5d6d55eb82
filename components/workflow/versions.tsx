"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Loaded } from "../admin/loaded.tsx";
import { useActorName } from "../pipeline/actor-name.ts";
import { useSession } from "../shell/session.tsx";
import { type Outputs, useTRPC } from "../trpc/client.ts";
import { Button } from "../ui/button.tsx";
import { RelativeTime } from "../ui/relative-time.tsx";
import { ChangeList } from "./change-list.tsx";
import { VersionDialog } from "./version-dialog.tsx";

export type WorkflowVersion = Outputs["pipeline"]["workflowVersions"]["versions"][number];

/** Every version there has been, newest first, who put it in force and what it changed (P2.7). */
export function Versions() {
  const [opened, open] = useState<WorkflowVersion | null>(null);
  return (
    <section aria-labelledby="workflow-versions" className="px-4 pt-8 pb-10 lg:px-6">
      <h2 id="workflow-versions" className="text-md font-semibold">
        Versions
      </h2>
      <p className="mb-2 max-w-180 text-sm text-ink-2">
        Each stays for good: a loan’s history keeps the version that its moves were judged by.
      </p>
      <VersionsBefore onOpen={open} />
      <VersionDialog version={opened} onClose={() => open(null)} />
    </section>
  );
}

/** A page of them, and on demand the page before it. */
function VersionsBefore({ before, onOpen }: { before?: number; onOpen: (version: WorkflowVersion) => void }) {
  const trpc = useTRPC();
  const [isMoreWanted, setMoreWanted] = useState(false);
  const input = before === undefined ? {} : { before };
  const query = useQuery(trpc.pipeline.workflowVersions.queryOptions(input));
  return (
    <Loaded query={query} what="The versions">
      {({ versions, older }) => (
        <>
          <ul className="border-t">
            {versions.map((version, index) => (
              <VersionRow
                key={version.version}
                version={version}
                isInForce={before === undefined && index === 0}
                onOpen={onOpen}
              />
            ))}
          </ul>
          {older !== null && isMoreWanted && <VersionsBefore before={older} onOpen={onOpen} />}
          {older !== null && !isMoreWanted && (
            <Button className="mt-3" onClick={() => setMoreWanted(true)}>
              Older versions
            </Button>
          )}
        </>
      )}
    </Loaded>
  );
}

interface RowProps {
  version: WorkflowVersion;
  isInForce: boolean;
  onOpen: (version: WorkflowVersion) => void;
}

function VersionRow({ version, isInForce, onOpen }: RowProps) {
  const { timeZone } = useSession();
  const actorName = useActorName();
  return (
    <li className="flex items-start gap-4 border-b py-2.5 text-sm">
      <div className="w-44 shrink-0">
        <p className="figures font-medium">
          Version {version.version}
          {isInForce && <span className="font-normal text-accent"> · in force</span>}
        </p>
        <p className="truncate text-ink-2" title={actorName(version.createdBy)}>
          {actorName(version.createdBy)}
        </p>
        <p className="text-ink-3">
          <RelativeTime moment={version.createdAt} timeZone={timeZone} />
        </p>
      </div>
      <div className="min-w-0 flex-1">
        {version.changes.length > 0 ? (
          <ChangeList changes={version.changes} most={4} />
        ) : (
          <p className="text-ink-3">{version.version === 1 ? "The tenant began with it." : "No change."}</p>
        )}
      </div>
      <Button size="sm" onClick={() => onOpen(version)}>
        Open<span className="sr-only"> version {version.version}</span>
      </Button>
    </li>
  );
}
