"use client";

import type { ReactNode } from "react";
import { EndPathInput, ReopenInput } from "@/server/domain/funding/step-input.ts";
import { DraftForm } from "../../pipeline/draft-form.tsx";
import type { Inputs } from "../../trpc/client.ts";
import { useProblems } from "../../trpc/use-problems.ts";
import { DialogClose } from "../../ui/dialog.tsx";
import { Field } from "../../ui/field.tsx";
import { Textarea } from "../../ui/input.tsx";
import { useDraft } from "../../ui/use-draft.ts";
import { ActionRefusal } from "./action-refusal.tsx";
import { ActionRow } from "./action-row.tsx";
import { useIsJustCome } from "./just-come.ts";
import { useWorkflow } from "./workflow-context.ts";

const SCHEMAS = { endPath: EndPathInput, reopen: ReopenInput };
type Asked = keyof typeof SCHEMAS;
type Body<V extends Asked> = Omit<Inputs["funding"][V], "fileId" | "version" | "requestId">;

export interface ReasonFormProps<V extends Asked> {
  verb: V;
  /** Of the press. */
  name: string;
  draftKey: string;
  /** What the button says. */
  action: string;
  /** What stands in the fields by itself; the last is the text. */
  initial: Record<string, string>;
  text: { name: string; label: string };
  bodyOf: (typed: Record<string, string>) => Body<V>;
  onClose: () => void;
  /** What is asked before the text. */
  children?: (draft: ReturnType<typeof useDraft<string>>, errors: Record<string, string>) => ReactNode;
}

/** Asks why, and sends it with the change; what was typed stays when it is refused and when the dialog is closed. */
export function ReasonForm<V extends Asked>(props: ReasonFormProps<V>) {
  const { verb, name, draftKey, action, initial, text, bodyOf, onClose, children } = props;
  const { progress, changes } = useWorkflow();
  const { problems, form, check } = useProblems(Object.keys(initial));
  const draft = useDraft<string>(draftKey, initial);
  const isJustCome = useIsJustCome();
  const submit = () => {
    // Ctrl and Enter press no button, so what holds its press back holds here as well.
    if (isJustCome) return;
    const { fileId, version } = progress;
    const body = bodyOf(draft.values);
    if (!check(SCHEMAS[verb], { fileId, version, ...body })) return;
    const onDone = () => {
      draft.discard();
      onClose();
    };
    changes.send<V>(name, verb, body, { onDone });
  };
  return (
    <DraftForm form={form} draft={draft} onSubmit={submit}>
      {children?.(draft, problems.fields)}
      <Field label={text.label} error={problems.fields[text.name]}>
        {(control) => (
          <Textarea
            {...control}
            {...draft.field(text.name)}
            rows={3}
            maxLength={2_000}
            autoFocus={!children}
          />
        )}
      </Field>
      <ActionRefusal name={name} />
      <ActionRow verb={action} isUnderWay={changes.underWay === name} isForm>
        <DialogClose>Cancel</DialogClose>
      </ActionRow>
    </DraftForm>
  );
}
