"use client";

import { useDraft } from "../../ui/use-draft.ts";
import { Shortlist } from "../shortlist.tsx";
import { NotesField, notesIn } from "./notes-field.tsx";
import { WhereTo } from "./sending-preview.tsx";
import { StepForm } from "./step-form.tsx";
import { useStepForm } from "./use-step-form.ts";
import { actionName, type Place, useWorkflow } from "./workflow-context.ts";

/** What the server says of one of them. */
const FIELDS = Array.from({ length: 20 }, (_, index) => `partners.${index}`);

/** To which lenders the file goes: each of them is written a letter (F6.1). */
export function ShortlistForm({ place, verb }: { place: Place; verb: string }) {
  const { file } = useWorkflow();
  const of = useStepForm(place, "shortlist", ["partners", ...FIELDS, "notes"]);
  const draft = useDraft(`funding/${file.fileId}/${actionName(place)}`, { partners: "", notes: "" });
  const partners = draft.values.partners.split("\n").filter((name) => name !== "");
  const error = of.errors.partners ?? FIELDS.map((field) => of.errors[field]).find(Boolean);
  return (
    <StepForm
      of={of}
      draft={draft}
      verb={partners.length > 1 ? `Submit to ${partners.length} lenders` : verb}
      onSubmit={() => of.submit({ partners, ...notesIn(draft.values.notes) }, draft.discard)}
    >
      <fieldset className="flex flex-col gap-1.5">
        <legend className="mb-1.5 text-sm font-medium">Lenders</legend>
        <Shortlist
          fileId={file.fileId}
          value={partners}
          onChange={(names) => draft.change({ partners: names.join("\n") })}
        />
        {error && (
          <p role="alert" className="text-sm text-danger">
            The lender {error}.
          </p>
        )}
      </fieldset>
      <NotesField {...draft.field("notes")} error={of.errors.notes} />
      <WhereTo effects={["email"]} />
    </StepForm>
  );
}
