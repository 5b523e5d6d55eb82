"use client";

import type { FormEvent } from "react";
import { SaveViewInput } from "@/server/domain/pipeline/input.ts";
import { useProblems } from "../trpc/use-problems.ts";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogActions, DialogClose } from "../ui/dialog.tsx";
import { DraftNote } from "../ui/draft-note.tsx";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { Notice } from "../ui/notice.tsx";
import { useDraft } from "../ui/use-draft.ts";
import { useSendOnce } from "../ui/use-send-once.ts";
import { DeleteView } from "./delete-view.tsx";
import { submitOnCommandEnter } from "./submit-key.ts";
import { useListState } from "./use-list-state.ts";
import { useViewChanges } from "./use-view-changes.ts";
import type { SavedView } from "./use-views.ts";
import { definitionOf } from "./view-definition.ts";

/**
 * What is asked about a view: a new one, the present list over an old one, the old one's name and sharing, or whether
 * somebody else's is really to go.
 */
export type ViewQuestion = { kind: "new" } | { kind: "replace" | "edit" | "delete"; view: SavedView };

const TITLES = {
  new: "Save this view",
  replace: "Save over this view",
  edit: "Edit this view",
  delete: "Delete this view?",
};
const DESCRIPTIONS = {
  new: "Filters, search, order and columns as the list shows them now.",
  replace: "The view takes the filters, search, order and columns that the list shows now.",
  edit: "What the view shows stays as it is.",
  delete: "This cannot be undone.",
};

interface Props {
  question: ViewQuestion;
  onAsk: (question: ViewQuestion) => void;
  onClose: () => void;
}

const draftKeyOf = (question: ViewQuestion) =>
  question.kind === "new" ? "view/new" : `view/${question.view.viewId}/${question.kind}`;

export function ViewDialog({
  question,
  onAsk,
  onClose,
}: Omit<Props, "question"> & { question: ViewQuestion | null }) {
  const kind = question?.kind ?? "new";
  return (
    <Dialog
      open={question !== null}
      onOpenChange={(open) => !open && onClose()}
      draftKey={question ? draftKeyOf(question) : undefined}
      title={TITLES[kind]}
      description={DESCRIPTIONS[kind]}
    >
      {question?.kind === "delete" ? (
        <DeleteView view={question.view} onClose={onClose} />
      ) : (
        question && <ViewForm question={question} onAsk={onAsk} onClose={onClose} />
      )}
    </Dialog>
  );
}

function ViewForm({ question, onAsk, onClose }: Props) {
  const { problems, form, check, refuse } = useProblems(["name"]);
  const [state, change] = useListState();
  const { save, remove } = useViewChanges();
  const view = question.kind === "new" ? null : question.view;
  const draft = useDraft(draftKeyOf(question), {
    name: view?.name ?? "",
    isShared: view?.isShared ? "yes" : "no",
  });
  const send = useSendOnce((work: () => Promise<unknown>) => work());
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const input = check(SaveViewInput, {
      ...(view ? { viewId: view.viewId, version: view.version } : {}),
      name: draft.values.name,
      isShared: draft.values.isShared === "yes",
      definition: question.kind === "edit" && view ? view.definition : definitionOf(state),
    });
    const onSuccess = ({ viewId }: SavedView) => {
      draft.discard();
      onClose();
      if (question.kind !== "edit") change({ view: viewId, page: state.page });
    };
    if (input) send(() => save.mutateAsync(input, { onSuccess, onError: refuse }));
  };
  const removeIt = ({ viewId }: SavedView) => {
    const onSuccess = () => {
      draft.discard();
      onClose();
    };
    send(() => remove.mutateAsync({ viewId }, { onSuccess, onError: refuse }));
  };
  const isWriting = save.isPending || remove.isPending;
  return (
    <form
      {...form}
      onSubmit={submit}
      onKeyDown={submitOnCommandEnter}
      noValidate
      className="flex flex-col gap-4"
    >
      {draft.isOfferedAgain && <DraftNote onDiscard={draft.discard} />}
      <Field label="Name" error={problems.fields.name}>
        {(control) => (
          <Input {...control} {...draft.field("name")} maxLength={60} autoFocus autoComplete="off" />
        )}
      </Field>
      <ShareChoice
        isShared={draft.values.isShared === "yes"}
        onChange={(isShared) => draft.change({ isShared: isShared ? "yes" : "no" })}
      />
      {problems.notice && <Notice title={problems.notice.message} requestId={problems.notice.requestId} />}
      <DialogActions>
        {question.kind === "edit" && view && (
          <Button
            className="mr-auto"
            aria-disabled={isWriting}
            onClick={() => (view.isMine ? removeIt(view) : onAsk({ kind: "delete", view }))}
          >
            Delete view{view.isMine ? "" : " …"}
          </Button>
        )}
        <DialogClose>Cancel</DialogClose>
        <Button type="submit" look="filled" aria-disabled={isWriting} aria-busy={save.isPending}>
          Save view
        </Button>
      </DialogActions>
    </form>
  );
}

interface ShareProps {
  isShared: boolean;
  onChange: (isShared: boolean) => void;
}

function ShareChoice({ isShared, onChange }: ShareProps) {
  return (
    <label className="flex items-start gap-2.5 text-sm">
      <input
        type="checkbox"
        name="isShared"
        checked={isShared}
        onChange={(event) => onChange(event.target.checked)}
        className="mt-0.5 size-4 accent-accent"
      />
      <span>
        Share with everybody of the tenant
        <span className="block text-xs text-ink-3">Only you and administrators can change it.</span>
      </span>
    </label>
  );
}
