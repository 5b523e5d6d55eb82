"use client";

import { Field } from "../../ui/field.tsx";
import { Textarea } from "../../ui/input.tsx";
import { useDraft } from "../../ui/use-draft.ts";
import { NotesField, notesIn } from "./notes-field.tsx";
import { StepForm } from "./step-form.tsx";
import { actionName, useStepForm } from "./use-step-form.ts";
import { type Place, useWorkflow } from "./workflow-context.ts";

/** To which lenders the file goes. */
export function ShortlistForm({ place, verb }: { place: Place; verb: string }) {
  const { file } = useWorkflow();
  const of = useStepForm(place, "shortlist", ["partners", "notes"]);
  const draft = useDraft(`funding/${file.fileId}/${actionName(place)}`, { partners: "", notes: "" });
  const partners = draft.values.partners
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  return (
    <StepForm
      of={of}
      draft={draft}
      verb={partners.length > 1 ? `Record ${partners.length} submissions` : verb}
      onSubmit={() => of.submit({ partners, ...notesIn(draft.values.notes) }, draft.discard)}
    >
      <Field label="Lenders" help="One on each line." error={of.errors.partners}>
        {(control) => <Textarea {...control} {...draft.field("partners")} rows={3} />}
      </Field>
      <NotesField {...draft.field("notes")} error={of.errors.notes} />
    </StepForm>
  );
}
