"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { toast } from "sonner";
import { workflowChanges } from "@/server/domain/pipeline/model/workflow-changes.ts";
import { useRefreshPipeline } from "../pipeline/use-refresh.ts";
import { useTRPC } from "../trpc/client.ts";
import { refusalOf, type ShownRefusal } from "../trpc/refusal.ts";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogActions, DialogClose } from "../ui/dialog.tsx";
import { Notice } from "../ui/notice.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { useWarnBeforeLeaving } from "../ui/use-warn-before-leaving.ts";
import { ChangeList } from "./change-list.tsx";
import { Impact } from "./impact.tsx";
import type { KeptDraft } from "./use-workflow-draft.ts";

interface Props {
  open: boolean;
  onClose: () => void;
  kept: KeptDraft;
}

/** The question before a version comes into force: what changes, and for which loans. */
export function ReviewDialog({ open, onClose, kept }: Props) {
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => !next && onClose()}
      title={`Version ${kept.draft.base.version + 1} of the workflow`}
      description="From the moment that it is in force every move is judged by it, for everybody in the tenant. Loans stay where they are."
      className="max-w-160"
    >
      {open && <Review kept={kept} onClose={onClose} />}
    </Dialog>
  );
}

function Review({ kept: { draft, discard }, onClose }: Omit<Props, "open">) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const refresh = useRefreshPipeline();
  const { base, statuses } = draft;
  const asked = { version: base.version, statuses };
  const preview = useMutation(trpc.pipeline.previewWorkflow.mutationOptions());
  const save = useMutation(
    trpc.pipeline.saveWorkflow.mutationOptions({
      onSuccess: (saved) => {
        queryClient.setQueryData(trpc.pipeline.workflow.queryKey(), saved);
        discard();
        onClose();
        toast.success(`Version ${saved.version} is in force`);
        return refresh();
      },
      // It may be another one by now, or a loan has come to where none was.
      onError: () => void refresh(),
    }),
  );
  const look = preview.mutate;
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once, for the draft that the dialog was opened with
  useEffect(() => look(asked), [look]);
  useWarnBeforeLeaving(save.isPending);
  const error = save.error ?? preview.error;
  const verb = `Put version ${base.version + 1} in force`;
  return (
    <div className="flex flex-col gap-4">
      <section aria-labelledby="review-changes">
        <h3 id="review-changes" className="mb-1 text-sm font-semibold">
          What changes
        </h3>
        <ChangeList changes={workflowChanges(base.statuses, statuses)} />
      </section>
      <section aria-labelledby="review-impact">
        <h3 id="review-impact" className="mb-1 text-sm font-semibold">
          For present loans
        </h3>
        {preview.data && <Impact impact={preview.data} />}
        {!preview.data && !preview.error && <Skeleton className="h-10 w-full" />}
      </section>
      {error && <Refused refusal={refusalOf(error)} />}
      <DialogActions>
        <DialogClose>Back to the draft</DialogClose>
        <Button
          look="filled"
          disabled={!preview.data}
          aria-busy={save.isPending}
          onClick={() => !save.isPending && save.mutate(asked)}
        >
          {verb}
        </Button>
      </DialogActions>
    </div>
  );
}

function Refused({ refusal }: { refusal: ShownRefusal }) {
  return (
    <Notice title={refusal.message} requestId={refusal.requestId}>
      {refusal.details.length > 1 && (
        <ul className="list-disc pl-4">
          {refusal.details.map(({ message }) => (
            <li key={message}>{message}</li>
          ))}
        </ul>
      )}
      <p>Your draft is still there.</p>
    </Notice>
  );
}
