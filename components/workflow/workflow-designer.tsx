"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { StatusWorkflow } from "@/server/domain/pipeline/model/status-workflow.ts";
import { workflowChanges } from "@/server/domain/pipeline/model/workflow-changes.ts";
import { Loaded } from "../admin/loaded.tsx";
import { PageHeader } from "../shell/page-header.tsx";
import { useTRPC } from "../trpc/client.ts";
import { Button } from "../ui/button.tsx";
import { DraftNote } from "../ui/draft-note.tsx";
import { ChangeList } from "./change-list.tsx";
import { CHECKS, Checks } from "./checks.tsx";
import { Conflict } from "./conflict.tsx";
import { DesignerContext } from "./designer-context.ts";
import { DesignerToolbar } from "./designer-toolbar.tsx";
import { Inspector } from "./inspector.tsx";
import { ReviewDialog } from "./review-dialog.tsx";
import { StatusTable } from "./status-table.tsx";
import { useDesignerState } from "./use-designer-state.ts";
import type { KeptDraft } from "./use-workflow-draft.ts";
import { Versions } from "./versions.tsx";
import { WorkflowGraph } from "./workflow-graph.tsx";

/** The status workflow as data: a draft on a graph and in a table, checked as it changes, and put in force (P2.7). */
export function WorkflowDesigner() {
  const trpc = useTRPC();
  const workflow = useQuery(trpc.pipeline.workflow.queryOptions());
  return (
    <div className="@container flex min-h-dvh flex-col">
      {!workflow.data && <PageHeader title="Workflow" />}
      <Loaded query={workflow} what="The workflow">
        {(inForce) => <Design inForce={inForce} />}
      </Loaded>
    </div>
  );
}

function Design({ inForce }: { inForce: StatusWorkflow }) {
  const { designer, kept } = useDesignerState(inForce);
  const [isReviewed, setReviewed] = useState(false);
  const { base, statuses } = kept.draft;
  const isOutrun = base.version !== inForce.version;
  const changes = workflowChanges(base.statuses, statuses);
  return (
    <DesignerContext value={designer}>
      <Head
        inForce={inForce}
        changes={changes.length}
        broken={designer.problems.length}
        isOutrun={isOutrun}
        onReview={() => setReviewed(true)}
      />
      {isOutrun && <Conflict kept={kept} inForce={inForce} />}
      {kept.isOfferedAgain && !isOutrun && (
        <div className="px-4 pt-3 lg:px-6">
          <DraftNote onDiscard={kept.discard} />
        </div>
      )}
      <DesignerToolbar kept={kept} />
      <div className="px-4 pt-1 pb-5 lg:px-6">
        <WorkflowGraph />
      </div>
      <div className="grid flex-1 border-t @min-[960px]:grid-cols-[minmax(0,1fr)_360px]">
        <Aside changes={changes} kept={kept} />
        <div className="min-w-0 @max-[959px]:border-t">
          <StatusTable />
          <Versions />
        </div>
      </div>
      <ReviewDialog open={isReviewed} onClose={() => setReviewed(false)} kept={kept} />
    </DesignerContext>
  );
}

/** What is selected, what is wrong, and what has changed: it stays in sight while the page scrolls. */
function Aside({ changes, kept }: { changes: ReturnType<typeof workflowChanges>; kept: KeptDraft }) {
  return (
    <aside aria-label="Draft" className="bg-sheet @min-[960px]:order-last @min-[960px]:border-l">
      <div className="@min-[960px]:sticky @min-[960px]:top-14 @min-[960px]:max-h-[calc(100dvh-56px)] @min-[960px]:overflow-y-auto">
        <Inspector />
        <Checks />
        {changes.length > 0 && (
          <section aria-labelledby="draft-changes" className="px-4 py-4">
            <h2 id="draft-changes" className="mb-2 text-sm font-semibold">
              Changes since version {kept.draft.base.version}
            </h2>
            <ChangeList changes={changes} />
          </section>
        )}
      </div>
    </aside>
  );
}

interface HeadProps {
  inForce: StatusWorkflow;
  changes: number;
  broken: number;
  isOutrun: boolean;
  onReview: () => void;
}

function Head({ inForce, changes, broken, isOutrun, onReview }: HeadProps) {
  const obstacle = isOutrun
    ? "choose how to go on"
    : broken > 0
      ? `${broken === 1 ? "1 rule is" : `${broken} rules are`} broken`
      : changes === 0
        ? "nothing is changed"
        : null;
  return (
    <PageHeader
      title="Workflow"
      figure={
        <span id="workflow-state" className="figures">
          <span className="font-semibold text-ink">Version {inForce.version}</span> in force ·{" "}
          {changes > 0 && `${changes === 1 ? "1 change" : `${changes} changes`} not saved`}
          {changes > 0 && obstacle && " · "}
          {obstacle && <span className={broken > 0 || isOutrun ? "text-danger" : ""}>{obstacle}</span>}
        </span>
      }
      action={
        <Button
          look="filled"
          aria-disabled={obstacle !== null}
          aria-describedby="workflow-state"
          onClick={() => (obstacle === null ? onReview() : document.getElementById(CHECKS)?.focus())}
        >
          Review and save
        </Button>
      }
    />
  );
}
