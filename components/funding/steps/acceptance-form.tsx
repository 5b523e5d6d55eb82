"use client";

import { Field } from "../../ui/field.tsx";
import { Input } from "../../ui/input.tsx";
import { dayLabel, withDays } from "../../ui/time-text.ts";
import { useDraft } from "../../ui/use-draft.ts";
import { MarketReports } from "./market-reports.tsx";
import { NotesField, notesIn } from "./notes-field.tsx";
import { StepForm } from "./step-form.tsx";
import { useStepForm } from "./use-step-form.ts";
import { actionName, type Place, useWorkflow } from "./workflow-context.ts";

/** That the client has accepted the offer at the lender, and when. */
export function AcceptanceForm({ place, verb }: { place: Place; verb: string }) {
  const { file, today } = useWorkflow();
  const of = useStepForm(place, "acceptance", ["acceptedOn", "notes"]);
  const draft = useDraft(`funding/${file.fileId}/${actionName(place)}`, { acceptedOn: today, notes: "" });
  const { acceptedOn, notes } = draft.values;
  return (
    <>
      <MarketReports place={place} />
      <StepForm
        of={of}
        draft={draft}
        verb={verb}
        onSubmit={() => of.submit({ acceptedOn, ...notesIn(notes) }, draft.discard)}
      >
        <Field
          label="Accepted on"
          error={withDays(of.errors.acceptedOn)}
          help={acceptedOn === today ? `Today, ${dayLabel(today)}.` : undefined}
        >
          {(control) => (
            <Input
              {...control}
              {...draft.field("acceptedOn")}
              type="date"
              max={today}
              className="figures max-w-44"
            />
          )}
        </Field>
        <NotesField {...draft.field("notes")} error={of.errors.notes} />
      </StepForm>
    </>
  );
}
