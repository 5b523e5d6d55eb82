"use client";

import { useActorName } from "../pipeline/actor-name.ts";
import { StatusGlyph } from "../pipeline/status-glyph.tsx";
import { statusLooks } from "../pipeline/status-look.ts";
import { useSession } from "../shell/session.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogActions, DialogClose } from "../ui/dialog.tsx";
import { Table, Td, Th } from "../ui/table.tsx";
import { momentLabel } from "../ui/time-text.ts";
import { ChangeList } from "./change-list.tsx";
import { useDesigner } from "./designer-context.ts";
import type { WorkflowVersion } from "./versions.tsx";

interface Props {
  version: WorkflowVersion | null;
  onClose: () => void;
}

/** A version as it was, and a draft made from it. */
export function VersionDialog({ version, onClose }: Props) {
  const { timeZone } = useSession();
  const actorName = useActorName();
  const { edit } = useDesigner();
  return (
    <Dialog
      open={version !== null}
      onOpenChange={(next) => !next && onClose()}
      title={`Version ${version?.version}`}
      description={
        version &&
        `Put in force by ${actorName(version.createdBy)}, ${momentLabel(version.createdAt, timeZone)}.`
      }
      className="max-w-200"
    >
      {version && (
        <div className="flex flex-col gap-4">
          {version.changes.length > 0 && <ChangeList changes={version.changes} />}
          <VersionTable version={version} />
          <DialogActions>
            <DialogClose>Close</DialogClose>
            <Button
              look="filled"
              onClick={() => {
                edit({ do: "replace", statuses: version.statuses });
                onClose();
              }}
            >
              Start from this version
            </Button>
          </DialogActions>
        </div>
      )}
    </Dialog>
  );
}

function VersionTable({ version: { version, statuses } }: { version: WorkflowVersion }) {
  const looks = statusLooks(statuses.map((status) => status.statusCode));
  const names = new Map(statuses.map((status) => [status.statusCode, status.displayName]));
  return (
    <Table aria-label={`Statuses of version ${version}`} className="-mx-2 w-auto">
      <thead>
        <tr>
          <Th className="w-[30%] first:pl-2 lg:first:pl-2">Status</Th>
          <Th className="w-24">Kind</Th>
          <Th className="w-20">Overdue</Th>
          <Th>Leads to</Th>
        </tr>
      </thead>
      <tbody>
        {statuses.map((status) => {
          const look = looks.get(status.statusCode);
          return (
            <tr key={status.statusCode}>
              <Td className="first:pl-2 lg:first:pl-2">
                <span className="inline-flex items-center gap-1.5 font-medium">
                  {look && <StatusGlyph look={look} />}
                  {status.displayName}
                </span>
              </Td>
              <Td className="text-ink-2">
                {[status.isException ? "Exception" : "", status.isTerminal ? "Final" : ""]
                  .filter(Boolean)
                  .join(", ")}
              </Td>
              <Td className="figures">
                {status.agingThresholdDays === null ? "Never" : `${status.agingThresholdDays} d`}
              </Td>
              <Td className="whitespace-normal py-1.5">
                {status.allowedTransitions.map((code) => names.get(code) ?? code).join(", ") || "Nowhere"}
              </Td>
            </tr>
          );
        })}
      </tbody>
    </Table>
  );
}
