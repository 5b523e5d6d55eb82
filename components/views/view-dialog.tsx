"use client";

import { type FormEvent, type ReactNode, useState } from "react";
import { SaveViewInput } from "@/server/domain/desk/view-input.ts";
import { submitOnCommandEnter } from "../pipeline/submit-key.ts";
import { useProblems } from "../trpc/use-problems.ts";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogActions, DialogClose } from "../ui/dialog.tsx";
import { DraftNote } from "../ui/draft-note.tsx";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { Notice } from "../ui/notice.tsx";
import { moveDraftTo, seenByDraft, useDraft, useHasDraft } from "../ui/use-draft.ts";
import { useSendOnce } from "../ui/use-send-once.ts";
import { DeleteView } from "./delete-view.tsx";
import { useViewChanges } from "./use-view-changes.ts";
import type { SavedView, ViewedList } from "./viewed-list.ts";

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
const descriptionsOf = ({ keeps }: ViewedList) => ({
  new: `The view keeps the ${keeps} that the list shows now.`,
  replace: `The view takes the ${keeps} that the list shows now.`,
  edit: "What the view shows stays as it is.",
  delete: "This cannot be undone.",
});

interface Props {
  of: ViewedList;
  question: ViewQuestion;
  onAsk: (question: ViewQuestion) => void;
  onClose: () => void;
}

const draftKeyOf = ({ list }: ViewedList, question: ViewQuestion) =>
  question.kind === "new" ? `view/${list}/new` : `view/${question.view.viewId}/${question.kind}`;

export function ViewDialog({
  of,
  question,
  onAsk,
  onClose,
}: Omit<Props, "question"> & { question: ViewQuestion | null }) {
  const kind = question?.kind ?? "new";
  return (
    <Dialog
      open={question !== null}
      onOpenChange={(open) => !open && onClose()}
      draftKey={question ? draftKeyOf(of, question) : undefined}
      title={TITLES[kind]}
      description={descriptionsOf(of)[kind]}
    >
      {question?.kind === "delete" ? (
        <DeleteView of={of} view={question.view} onClose={onClose} />
      ) : (
        question && <Typing of={of} question={question} onAsk={onAsk} onClose={onClose} />
      )}
    </Dialog>
  );
}

/** The form is about the view as it was when somebody began to type. */
function Typing({ question, ...rest }: Props) {
  const draftKey = draftKeyOf(rest.of, question);
  const isTyped = useHasDraft(draftKey);
  const present = question.kind === "new" ? null : question.view;
  const [seen, setSeen] = useState(() => seenByDraft<SavedView>(draftKey) ?? present);
  const isStale = seen?.version !== present?.version;
  if (isStale && !isTyped) setSeen(present);
  const goOn = () => {
    moveDraftTo(draftKey, present);
    setSeen(present);
  };
  return (
    <ViewForm
      // What stands in the fields begins anew with another version, with what was typed on top.
      key={seen?.version}
      {...rest}
      question={question}
      seen={seen}
      changed={isStale && present && <ChangedMeanwhile present={present} onGoOn={goOn} />}
    />
  );
}

interface FormProps extends Props {
  /** As it was when the typing began; null for a new one. */
  seen: SavedView | null;
  /** Said where the view is another one by now: nothing is saved over it unseen. */
  changed: ReactNode;
}

function ViewForm({ of, question, seen: view, changed, onAsk, onClose }: FormProps) {
  const { problems, form, check, refuse } = useProblems(["name"]);
  const { save, remove } = useViewChanges(of);
  const initial = { name: view?.name ?? "", isShared: view?.isShared ? "yes" : "no" };
  const draft = useDraft(draftKeyOf(of, question), initial, view);
  const send = useSendOnce((work: () => Promise<unknown>) => work());
  const leave = () => {
    draft.discard();
    onClose();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (changed) return;
    const input = check(SaveViewInput, {
      ...(view ? { viewId: view.viewId, version: view.version } : {}),
      name: draft.values.name,
      isShared: draft.values.isShared === "yes",
      definition: question.kind === "edit" && view ? view.definition : of.definition,
    });
    const onSuccess = ({ viewId }: SavedView) => {
      leave();
      if (question.kind !== "edit") of.name(viewId);
    };
    if (input) send(() => save.mutateAsync(input, { onSuccess, onError: refuse }));
  };
  const removeIt = ({ viewId }: SavedView) =>
    send(() => remove.mutateAsync({ viewId }, { onSuccess: leave, onError: refuse }));
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
        isMine={view?.isMine ?? true}
      />
      {changed}
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
        {!changed && (
          <Button type="submit" look="filled" aria-disabled={isWriting} aria-busy={save.isPending}>
            Save view
          </Button>
        )}
      </DialogActions>
    </form>
  );
}

/** Somebody changed the view over which this was typed: what it is called now, and the way on. */
function ChangedMeanwhile({
  present: { name, isShared },
  onGoOn,
}: {
  present: SavedView;
  onGoOn: () => void;
}) {
  return (
    <div role="alert" className="rounded-md border border-line-strong bg-canvas p-3 text-sm">
      <p className="font-medium">This view was changed after you typed this</p>
      <p className="text-ink-2">
        It is called “{name}” now and is {isShared ? "shared" : "not shared"}. What you typed is still here.
      </p>
      <Button size="sm" className="mt-2" onClick={onGoOn}>
        Go on with the view as it is now
      </Button>
    </div>
  );
}

interface ShareProps {
  isShared: boolean;
  onChange: (isShared: boolean) => void;
  isMine: boolean;
}

function ShareChoice({ isShared, onChange, isMine }: ShareProps) {
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
        <span className="block text-xs text-ink-3">
          Only {isMine ? "you" : "its owner"} and administrators can change it.
        </span>
      </span>
    </label>
  );
}
