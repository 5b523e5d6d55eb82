"use client";

import { refusalOf } from "../../trpc/refusal.ts";
import { RefusalNotice } from "../../trpc/refusal-notice.tsx";
import type { Problems } from "../../trpc/use-problems.ts";
import { Button } from "../../ui/button.tsx";
import { DialogActions, DialogClose } from "../../ui/dialog.tsx";
import { DraftNote } from "../../ui/draft-note.tsx";
import { Field } from "../../ui/field.tsx";
import { Input } from "../../ui/input.tsx";
import { SubmitKeys } from "../../ui/submit-keys.tsx";
import type { useDraft } from "../../ui/use-draft.ts";
import { RolesField } from "./roles-field.tsx";
import { asRoles, rolesOf, type TemplateValues } from "./template-values.ts";

interface Props {
  draft: ReturnType<typeof useDraft<keyof TemplateValues>>;
  problems: Problems;
  /** What the last attempt to send ended with. */
  error: unknown;
  verb: string;
  isPending: boolean;
}

/** What a template is called here and who signs it, and the end of its form. */
export function TemplateFields({ draft, problems: { fields, notice }, error, verb, isPending }: Props) {
  // Said at its field that it could not be looked up; why, and what to do, is said of the whole.
  const unreachable = error ? refusalOf(error) : null;
  const said = notice ?? (unreachable?.code === "SIGNING_UNREACHABLE" ? unreachable : null);
  return (
    <>
      {draft.isOfferedAgain && <DraftNote onDiscard={draft.discard} />}
      <Field label="Name here" error={fields.name} help="What people of this desk call it.">
        {(control) => <Input {...control} {...draft.field("name")} maxLength={200} autoComplete="off" />}
      </Field>
      <RolesField
        roles={rolesOf(draft.values)}
        onChange={(roles) => draft.change({ roles: asRoles(roles) })}
        errors={fields}
      />
      {said && <RefusalNotice refusal={said} verb={verb} />}
      <DialogActions>
        <SubmitKeys />
        <DialogClose>Cancel</DialogClose>
        <Button type="submit" look="filled" aria-disabled={isPending} aria-busy={isPending}>
          {verb}
        </Button>
      </DialogActions>
    </>
  );
}
