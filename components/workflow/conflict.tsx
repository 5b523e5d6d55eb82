"use client";

import { useQuery } from "@tanstack/react-query";
import type { StatusWorkflow } from "@/server/domain/pipeline/model/status-workflow.ts";
import { workflowChanges } from "@/server/domain/pipeline/model/workflow-changes.ts";
import { mergeWorkflows } from "@/server/domain/pipeline/model/workflow-merge.ts";
import { useActorName } from "../pipeline/actor-name.ts";
import { useTRPC } from "../trpc/client.ts";
import { Button } from "../ui/button.tsx";
import { ChangeList } from "./change-list.tsx";
import type { KeptDraft } from "./use-workflow-draft.ts";
import { stepTo } from "./workflow-draft.ts";

interface Props {
  kept: KeptDraft;
  inForce: StatusWorkflow;
}

/** Where somebody else was quicker: what both changed, and how to go on. Either choice can be undone. */
export function Conflict({ kept: { draft, change }, inForce }: Props) {
  const trpc = useTRPC();
  const actorName = useActorName();
  const { data } = useQuery(trpc.pipeline.workflowVersions.queryOptions({}));
  const { base, statuses } = draft;
  const by = data?.versions.find(({ version }) => version === inForce.version)?.createdBy;
  const onTop = mergeWorkflows(base.statuses, inForce.statuses, statuses);
  return (
    <div role="alert" className="mx-4 mt-4 rounded-md border border-line-strong bg-sheet p-3 text-sm lg:mx-6">
      <p className="font-medium">
        {by ? `${actorName(by)} put` : "Somebody has put"} version {inForce.version} in force while you were
        editing version {base.version}
      </p>
      <p className="text-ink-2">Nothing of yours is lost. Compare, then choose.</p>
      <div className="mt-3 grid gap-4 @min-[640px]:grid-cols-2">
        <section aria-label="Yours">
          <h2 className="mb-1 text-xs text-ink-3">Yours</h2>
          <ChangeList changes={workflowChanges(base.statuses, statuses)} />
        </section>
        <section aria-label="Theirs, in force now">
          <h2 className="mb-1 text-xs text-ink-3">Theirs, in force now</h2>
          <ChangeList changes={workflowChanges(base.statuses, inForce.statuses)} />
        </section>
      </div>
      <div className="mt-3 flex flex-wrap gap-2">
        <Button size="sm" look="filled" onClick={() => change(stepTo(draft, onTop, inForce))}>
          Put my changes on top
        </Button>
        <Button size="sm" onClick={() => change(stepTo(draft, inForce.statuses, inForce))}>
          Take theirs
        </Button>
      </div>
    </div>
  );
}
