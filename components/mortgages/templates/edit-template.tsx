"use client";

import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { toast } from "sonner";
import { UpdateTemplateInput } from "@/server/domain/mortgages/input.ts";
import type { MortgageTemplate } from "@/server/domain/mortgages/model/templates.ts";
import { submitOnCommandEnter } from "../../pipeline/submit-key.ts";
import { useTRPC } from "../../trpc/client.ts";
import { refusalOf } from "../../trpc/refusal.ts";
import { useProblems } from "../../trpc/use-problems.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { discardDraft, moveDraftTo, seenByDraft, useDraft } from "../../ui/use-draft.ts";
import { useSendOnce } from "../../ui/use-send-once.ts";
import { useWarnBeforeLeaving } from "../../ui/use-warn-before-leaving.ts";
import { useRefreshMortgages } from "../use-refresh-mortgages.ts";
import { driftWords, rolesNow } from "./drift-words.ts";
import { TemplateConflict } from "./template-conflict.tsx";
import { TemplateFields } from "./template-fields.tsx";
import {
  asRoles,
  changesOf,
  inputOf,
  rolesOf,
  TEMPLATE_FIELDS,
  type Template,
  type TemplateChanges,
  type TemplateValues,
} from "./template-values.ts";

interface Props {
  template: Template | null;
  onClose: () => void;
}

const draftOf = ({ mortgageId, documensoTemplateId }: Template) =>
  `template ${documensoTemplateId} of mortgage ${mortgageId}`;

export function EditTemplateDialog({ template, onClose }: Props) {
  return (
    <Dialog
      open={template !== null}
      onOpenChange={(next) => !next && onClose()}
      title={template?.name ?? ""}
      description={<span className="id text-xs">{template?.documensoTemplateId}</span>}
      draftKey={template === null ? undefined : draftOf(template)}
      className="top-[8vh] max-h-[86vh]"
    >
      {template && <Editing template={template} onClose={onClose} />}
    </Dialog>
  );
}

interface EditingProps {
  template: Template;
  onClose: () => void;
}

const valuesOf = ({ documensoTemplateId, name, signatoryRoles }: MortgageTemplate): TemplateValues => ({
  documensoTemplateId,
  name,
  roles: asRoles(signatoryRoles),
});

/** The form is about the template as it was when somebody began to type, and goes on from either version. */
function Editing({ template, onClose }: EditingProps) {
  const draftKey = draftOf(template);
  const [seen, setSeen] = useState(() => seenByDraft<MortgageTemplate>(draftKey) ?? template);
  const { problems, form, clear, error, isPending, save } = useSave(template, () => {
    discardDraft(draftKey);
    onClose();
  });
  const present = newer(template, currentOf(error));
  const goOn = (whose: "mine" | "theirs", mine: TemplateChanges) => {
    if (whose === "theirs") discardDraft(draftKey);
    else moveDraftTo(draftKey, present);
    setSeen(present);
    if (whose === "mine") save(present, mine);
    else clear();
  };
  return (
    <EditForm
      // What stands in the fields begins anew with another version, with what was typed on top.
      key={seen.version}
      template={template}
      seen={seen}
      present={present}
      problems={problems}
      form={form}
      error={error}
      isPending={isPending}
      onSave={(mine) => save(seen, mine)}
      onGoOn={goOn}
    />
  );
}

interface FormProps extends Pick<ReturnType<typeof useSave>, "problems" | "form" | "error" | "isPending"> {
  template: Template;
  /** As it was when the typing began. */
  seen: MortgageTemplate;
  /** As it is now, as far as is known. */
  present: MortgageTemplate;
  onSave: (mine: TemplateChanges) => void;
  onGoOn: (whose: "mine" | "theirs", mine: TemplateChanges) => void;
}

function EditForm({ template, seen, present, problems, form, error, isPending, onSave, onGoOn }: FormProps) {
  const draft = useDraft(draftOf(template), valuesOf(seen), seen);
  const mine = changesOf(seen, inputOf(draft.values));
  const isStale = present.version > seen.version;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    onSave(mine);
  };
  return (
    <form
      {...form}
      onSubmit={submit}
      onKeyDown={submitOnCommandEnter}
      noValidate
      className="flex flex-col gap-4"
    >
      <Drifted
        template={template}
        onTake={(roles) => draft.change({ roles: asRoles(roles) })}
        roles={rolesOf(draft.values)}
      />
      {isStale && (
        <TemplateConflict
          seen={seen}
          mine={mine}
          theirs={present}
          onKeepMine={() => onGoOn("mine", mine)}
          onTakeTheirs={() => onGoOn("theirs", mine)}
        />
      )}
      <TemplateFields
        draft={draft}
        problems={isStale ? { ...problems, notice: null } : problems}
        error={error}
        verb="Save template"
        isPending={isPending}
      />
    </form>
  );
}

/** Sends what was changed over the version that it was changed from. */
function useSave({ mortgageId, documensoTemplateId }: Template, onDone: () => void) {
  const trpc = useTRPC();
  const refresh = useRefreshMortgages();
  const { problems, form, check, refuse, clear } = useProblems(TEMPLATE_FIELDS);
  const update = useMutation(
    trpc.mortgages.templates.update.mutationOptions({
      onSuccess: ({ name }) => {
        toast.success(`${name} saved`);
        onDone();
      },
      onError: refuse,
      onSettled: () => refresh(),
    }),
  );
  const send = useSendOnce(update.mutateAsync);
  useWarnBeforeLeaving(update.isPending);
  const save = ({ version }: MortgageTemplate, mine: TemplateChanges) => {
    const input = check(UpdateTemplateInput, { mortgageId, documensoTemplateId, version, ...mine });
    if (input) send(input);
  };
  return { problems, form, clear, error: update.error, isPending: update.isPending, save };
}

/** What a refusal carries of the template as it is now. */
function currentOf(error: unknown): MortgageTemplate | null {
  const refusal = error ? refusalOf(error) : null;
  return refusal?.code === "TEMPLATE_CHANGED" ? (refusal.facts?.current as MortgageTemplate) : null;
}

const newer = (known: MortgageTemplate, told: MortgageTemplate | null): MortgageTemplate =>
  told && told.version > known.version ? told : known;

interface DriftedProps {
  template: Template;
  roles: string[];
  onTake: (roles: string[]) => void;
}

function Drifted({ template: { drift, signatoryRoles }, roles, onTake }: DriftedProps) {
  const words = driftWords(drift);
  if (words.length === 0) return null;
  const now = rolesNow(signatoryRoles, drift);
  return (
    <div className="rounded-md bg-overdue-wash px-3 py-2.5 text-sm">
      {words.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {drift.state === "changed" && drift.renamedTo !== null && (
        <p className="text-ink-2">Saving takes over what it is called there.</p>
      )}
      {now.length > 0 && asRoles(now) !== asRoles(roles) && (
        <Button size="sm" className="mt-2" onClick={() => onTake(now)}>
          Take its roles: {now.join(", ")}
        </Button>
      )}
    </div>
  );
}
