"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Loaded } from "../../admin/loaded.tsx";
import { useSession } from "../../shell/session.tsx";
import { useTRPC } from "../../trpc/client.ts";
import { lazyPart } from "../../ui/lazy-part.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { todayIn } from "../../ui/time-text.ts";
import { AskLendersDialog } from "./ask-lenders.tsx";
import { BeforeWorkflow } from "./before-workflow.tsx";
import { Outbox } from "./outbox.tsx";
import { RunChanges } from "./run-changes.tsx";
import { TakenBack } from "./taken-back.tsx";
import { WorkflowTimeline } from "./timeline.tsx";
import { Tracks } from "./tracks.tsx";
import { useChanges } from "./use-changes.ts";
import { type FundingFile, WorkflowContext, type WorkflowView } from "./workflow-context.ts";
import { useDialogOver } from "./workflow-dialog.tsx";

/** Of parked files alone. */
const ParkedCall = lazyPart(
  () => import("./parked-call.tsx").then((module) => module.ParkedCall),
  () => <Skeleton className="h-38 w-full" />,
);

interface Props {
  file: FundingFile;
  /** Opens what is asked over the page: it stands with the facts. */
  open?: NonNullable<WorkflowView["ask"]>;
}

/** The way to funding: what is next, what comes, what was done and sent (F8.1). Where there is one column it comes first. */
export function FileWorkflow({ file, open }: Props) {
  const trpc = useTRPC();
  const { fileId } = file;
  const query = useQuery(trpc.funding.progress.queryOptions({ fileId }));
  const terms = useQuery(trpc.funding.operator.queryOptions({ operator: file.operator }));
  const { timeZone } = useSession();
  const changes = useChanges(query.data, fileId);
  const { openOver, dialog } = useDialogOver();
  const [asking, setAsking] = useState<"never" | "now" | "over">("never");
  return (
    <section id="workflow" aria-label="Workflow" className="min-w-0 max-lg:order-first">
      <Loaded query={query} what="The workflow">
        {(progress) => (
          <WorkflowContext
            value={{
              file,
              run: file.runs[0] ?? null,
              progress,
              today: todayIn(timeZone),
              terms: terms.data ?? null,
              changes,
              ask: open ?? null,
              openOver,
              askLenders: () => setAsking("now"),
            }}
          >
            <div className="flex flex-col gap-5">
              <RunChanges />
              <TakenBack />
              {progress.parking !== null && <ParkedCall />}
              {progress.waitsFor === null ? <Tracks /> : <BeforeWorkflow />}
              <Outbox />
              <WorkflowTimeline />
            </div>
            {dialog}
            {asking !== "never" && (
              <AskLendersDialog open={asking === "now"} onClose={() => setAsking("over")} />
            )}
          </WorkflowContext>
        )}
      </Loaded>
    </section>
  );
}
