"use client";

import { type FormEvent, useState } from "react";
import { ReopenInput } from "@/server/domain/funding/step-input.ts";
import { submitOnCommandEnter } from "../../pipeline/submit-key.ts";
import { useSession } from "../../shell/session.tsx";
import { useProblems } from "../../trpc/use-problems.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog, DialogClose } from "../../ui/dialog.tsx";
import { DraftNote } from "../../ui/draft-note.tsx";
import { Field } from "../../ui/field.tsx";
import { Textarea } from "../../ui/input.tsx";
import { useDraft } from "../../ui/use-draft.ts";
import { ActionRefusal } from "./action-refusal.tsx";
import { ActionRow } from "./action-row.tsx";
import { type Path, type Step, useWorkflow } from "./workflow-context.ts";

interface Props {
  path: Path;
  /** Left out, it is the path's end as not funded that is taken back. */
  step?: Step;
}

const nameOf = ({ path, step }: Props) => `reopen/${path.path}/${step?.id ?? ""}`;

/** For administrators: both stand in the timeline afterwards, nothing is deleted (F3.9). */
export function ReopenAction(props: Props) {
  const { path, step } = props;
  const { role } = useSession();
  const { file } = useWorkflow();
  const [isOpen, setOpen] = useState(false);
  if (role !== "admin") return null;
  return (
    <>
      <Button
        look="quiet"
        size="sm"
        onClick={() => setOpen(true)}
        aria-label={step ? `Reopen “${step.title}”` : `Take back the end of ${path.title.toLowerCase()}`}
      >
        {step ? "Reopen …" : "Take back …"}
      </Button>
      <Dialog
        open={isOpen}
        onOpenChange={setOpen}
        draftKey={`funding/${file.fileId}/${nameOf(props)}`}
        title={step ? `Reopen “${step.title}”` : `Take back the end of ${path.title.toLowerCase()}`}
        description={
          step
            ? "What it has not sent yet is withdrawn. What has gone out has gone out, and goes out again when the step is done again."
            : "The path goes on where it stood."
        }
      >
        {isOpen && <ReopenForm {...props} onClose={() => setOpen(false)} />}
      </Dialog>
    </>
  );
}

function ReopenForm({ onClose, ...props }: Props & { onClose: () => void }) {
  const { path, step } = props;
  const { file, progress, changes } = useWorkflow();
  const { problems, form, check } = useProblems(["reason"]);
  const name = nameOf(props);
  const draft = useDraft(`funding/${file.fileId}/${name}`, { reason: "" });
  const isUnderWay = changes.underWay === name;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { fileId, version } = progress;
    const body = { path: path.path, ...(step ? { step: step.id } : {}), reason: draft.values.reason };
    if (!check(ReopenInput, { fileId, version, ...body })) return;
    changes.send(name, "reopen", body, {
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
          <Textarea {...control} {...draft.field("reason")} rows={3} maxLength={2_000} autoFocus />
        )}
      </Field>
      <ActionRefusal name={name} />
      <ActionRow verb={step ? "Reopen" : "Take back"} isUnderWay={isUnderWay} isForm>
        <DialogClose>Cancel</DialogClose>
      </ActionRow>
    </form>
  );
}
