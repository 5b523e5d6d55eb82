"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { toast } from "sonner";
import { SaveViewInput } from "@/server/domain/pipeline/input.ts";
import { useTRPC } from "../trpc/client.ts";
import { refusalOf } from "../trpc/refusal.ts";
import { useProblems } from "../trpc/use-problems.ts";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogActions } from "../ui/dialog.tsx";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { Notice } from "../ui/notice.tsx";
import { useListState } from "./use-list-state.ts";
import type { SavedView } from "./use-views.ts";
import { definitionOf } from "./view-definition.ts";

/** What is asked about a view: a new one, the present list over an old one, or the old one's name and sharing. */
export type ViewQuestion = { kind: "new" } | { kind: "replace" | "edit"; view: SavedView };

const TITLES = { new: "Save this view", replace: "Save over this view", edit: "Edit this view" };
const DESCRIPTIONS = {
  new: "Filters, search, order and columns as the list shows them now.",
  replace: "The view takes the filters, search, order and columns that the list shows now.",
  edit: "What the view shows stays as it is.",
};

export function ViewDialog({ question, onClose }: { question: ViewQuestion | null; onClose: () => void }) {
  const kind = question?.kind ?? "new";
  return (
    <Dialog
      open={question !== null}
      onOpenChange={(open) => !open && onClose()}
      title={TITLES[kind]}
      description={DESCRIPTIONS[kind]}
    >
      {question && <ViewForm question={question} onClose={onClose} />}
    </Dialog>
  );
}

function ViewForm({ question, onClose }: { question: ViewQuestion; onClose: () => void }) {
  const { problems, check, refuse } = useProblems(["name"]);
  const [state, change] = useListState();
  const { save, remove } = useViewChanges();
  const view = question.kind === "new" ? null : question.view;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const input = check(SaveViewInput, {
      ...(view ? { viewId: view.viewId, version: view.version } : {}),
      name: String(form.get("name") ?? ""),
      isShared: form.get("isShared") === "on",
      definition: question.kind === "edit" && view ? view.definition : definitionOf(state),
    });
    if (!input || save.isPending) return;
    save.mutate(input, {
      onSuccess: (saved) => {
        onClose();
        if (question.kind !== "edit") change({ view: saved.viewId, page: state.page });
      },
      onError: refuse,
    });
  };
  const isWriting = save.isPending || remove.isPending;
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      <Field label="Name" error={problems.fields.name}>
        {(control) => (
          <Input
            {...control}
            name="name"
            maxLength={60}
            defaultValue={view?.name}
            autoFocus
            autoComplete="off"
          />
        )}
      </Field>
      <ShareChoice isShared={view?.isShared ?? false} />
      {problems.notice && <Notice title={problems.notice.message} requestId={problems.notice.requestId} />}
      <DialogActions>
        {question.kind === "edit" && view && (
          <Button
            className="mr-auto"
            aria-disabled={isWriting}
            onClick={() =>
              !isWriting && remove.mutate({ viewId: view.viewId }, { onSuccess: onClose, onError: refuse })
            }
          >
            Delete view
          </Button>
        )}
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" look="filled" aria-disabled={isWriting} aria-busy={save.isPending}>
          Save view
        </Button>
      </DialogActions>
    </form>
  );
}

function ShareChoice({ isShared }: { isShared: boolean }) {
  return (
    <label className="flex items-start gap-2.5 text-sm">
      <input
        type="checkbox"
        name="isShared"
        defaultChecked={isShared}
        className="mt-0.5 size-4 accent-accent"
      />
      <span>
        Share with everybody of the tenant
        <span className="block text-xs text-ink-3">Only you and administrators can change it.</span>
      </span>
    </label>
  );
}

/** Saving and deleting; what was deleted can be saved again from the toast. */
function useViewChanges() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const refresh = () => queryClient.invalidateQueries(trpc.pipeline.views.queryFilter());
  const save = useMutation(
    trpc.pipeline.saveView.mutationOptions({
      onSettled: refresh,
      onSuccess: ({ name }) => void toast.success(`View “${name}” saved`),
    }),
  );
  const remove = useMutation(
    trpc.pipeline.deleteView.mutationOptions({
      onSettled: refresh,
      onSuccess: ({ name, isShared, isMine, definition }) => {
        const undo = () =>
          save.mutate(
            { name, isShared, definition },
            { onError: (e) => void toast.error(refusalOf(e).message) },
          );
        // Saved again it would be its deleter's, so only their own can come back.
        toast.success(`View “${name}” deleted`, {
          duration: 10_000,
          ...(isMine ? { action: { label: "Undo", onClick: undo } } : {}),
        });
      },
    }),
  );
  return { save, remove };
}
