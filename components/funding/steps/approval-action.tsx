"use client";

import { Button } from "../../ui/button.tsx";
import { lazyPart } from "../../ui/lazy-part.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { useWhenIdle } from "../../ui/use-when-idle.ts";
import { ActionRow } from "./action-row.tsx";
import { actionName, type Place, useWorkflow } from "./workflow-context.ts";

const ApprovalForm = lazyPart(
  () => import("./approval-form.tsx").then((module) => module.ApprovalForm),
  () => <Skeleton className="h-60 w-full" />,
);

/** The operator reviews the underwriting, and approves or revises it. */
export function ApprovalAction({ place, verb }: { place: Place; verb: string }) {
  const { ask, file, openOver } = useWorkflow();
  useWhenIdle(ApprovalForm.fetch, "approval");
  const title = place.path.track === "established" ? "Approve established funding" : "Approve underwriting";
  const draftKey = `funding/${file.fileId}/${actionName(place)}`;
  const approve = () =>
    openOver({
      draftKey,
      title,
      description: "Approved once, it counts for every path of the file.",
      children: (close) => <ApprovalForm place={place} verb={title} draftKey={draftKey} onClose={close} />,
    });
  return (
    <div className="mt-4">
      <ActionRow verb={verb} isUnderWay={false} onPress={approve}>
        {ask && (
          <Button look="quiet" size="lg" onClick={() => ask({ kind: "revise" })}>
            Revise instead
          </Button>
        )}
      </ActionRow>
    </div>
  );
}
