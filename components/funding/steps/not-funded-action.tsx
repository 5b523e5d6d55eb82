"use client";

import { type FormEvent, useState } from "react";
import { type NotFundedReason, PATHS } from "@/server/domain/funding/model/paths.ts";
import { EndPathInput } from "@/server/domain/funding/step-input.ts";
import { submitOnCommandEnter } from "../../pipeline/submit-key.ts";
import { useProblems } from "../../trpc/use-problems.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog, DialogClose } from "../../ui/dialog.tsx";
import { DraftNote } from "../../ui/draft-note.tsx";
import { Field } from "../../ui/field.tsx";
import { Select, Textarea } from "../../ui/input.tsx";
import { useDraft } from "../../ui/use-draft.ts";
import { ActionRefusal } from "./action-refusal.tsx";
import { ActionRow } from "./action-row.tsx";
import { notFundedTitle } from "./step-names.ts";
import { type Path, useWorkflow } from "./workflow-context.ts";

const draftKey = (fileId: number, path: string) => `funding/${fileId}/end/${path}`;

/** A way out where there is no money: quiet, and never by accident (F3.11). */
export function NotFundedAction({ path }: { path: Path }) {
  const [isOpen, setOpen] = useState(false);
  const { file } = useWorkflow();
  if (PATHS[path.path].notFundedReasons.length === 0) return null;
  return (
    <div className="mt-4 border-t pt-2">
      <Button look="quiet" size="sm" className="-ml-2.5" onClick={() => setOpen(true)}>
        End {path.title.toLowerCase()} as not funded …
      </Button>
      <Dialog
        open={isOpen}
        onOpenChange={setOpen}
        draftKey={draftKey(file.fileId, path.path)}
        title={`End ${path.title.toLowerCase()} as not funded`}
        description={`${file.name}. What comes after it goes on; what it has not sent yet stays unsent.`}
      >
        {isOpen && <NotFundedForm path={path} onClose={() => setOpen(false)} />}
      </Dialog>
    </div>
  );
}

function NotFundedForm({ path, onClose }: { path: Path; onClose: () => void }) {
  const { file, progress, changes } = useWorkflow();
  const reasons: readonly NotFundedReason[] = PATHS[path.path].notFundedReasons;
  const { problems, form, check } = useProblems(["reason", "notes"]);
  const draft = useDraft(draftKey(file.fileId, path.path), { reason: reasons[0] ?? "", notes: "" });
  const name = `end/${path.path}`;
  const isUnderWay = changes.underWay === name;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { fileId, version } = progress;
    const reason = draft.values.reason as NotFundedReason;
    const body = { path: path.path, reason, notes: draft.values.notes };
    if (!check(EndPathInput, { fileId, version, ...body })) return;
    changes.send(name, "endPath", body, {
      onDone: () => {
        draft.discard();
        onClose();
      },
    });
  };
  return (
    <form
      {...form}
      onSubmit={submit}
      onKeyDown={submitOnCommandEnter}
      noValidate
      className="flex flex-col gap-4"
    >
      {draft.isOfferedAgain && <DraftNote onDiscard={draft.discard} />}
      <Field label="Why" error={problems.fields.reason}>
        {(control) => (
          <Select {...control} {...draft.field("reason")} className="h-9 w-full text-base">
            {reasons.map((reason) => (
              <option key={reason} value={reason}>
                {notFundedTitle(reason)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label="What happened" error={problems.fields.notes}>
        {(control) => <Textarea {...control} {...draft.field("notes")} rows={3} maxLength={2_000} />}
      </Field>
      <ActionRefusal name={name} />
      <ActionRow verb={`End ${path.title.toLowerCase()}`} isUnderWay={isUnderWay} isForm>
        <DialogClose>Cancel</DialogClose>
      </ActionRow>
    </form>
  );
}
