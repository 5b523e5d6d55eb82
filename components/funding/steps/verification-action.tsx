"use client";

import { useState } from "react";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Textarea } from "../../ui/input.tsx";
import { useDraft } from "../../ui/use-draft.ts";
import { ActionRow } from "./action-row.tsx";
import { StepForm } from "./step-form.tsx";
import type { StepWords } from "./step-words.ts";
import { useStepForm } from "./use-step-form.ts";
import { actionName, type Place, useWorkflow } from "./workflow-context.ts";

/**
 * The new credit report is what confirms: once it shows the thing done, the step is passed by itself (F3.12). Whoever knows it
 * from elsewhere says what shows it.
 */
export function VerificationAction({ place, words }: { place: Place; words: StepWords }) {
  const { file, ask } = useWorkflow();
  const of = useStepForm(place, "verification", ["notes"]);
  const draft = useDraft(`funding/${file.fileId}/${actionName(place)}`, { notes: "" });
  const [isWithout, setWithout] = useState(draft.isTyped || ask === null);
  const addReport = () => ask?.({ kind: "report" });
  if (!isWithout)
    return (
      <div className="mt-4">
        <ActionRow verb="Add the new credit report" isUnderWay={false} onPress={addReport}>
          <Button size="lg" look="quiet" onClick={() => setWithout(true)}>
            Confirm without it
          </Button>
        </ActionRow>
      </div>
    );
  return (
    <StepForm
      of={of}
      draft={draft}
      verb={words.verb}
      onSubmit={() => of.submit(draft.values, draft.discard)}
      aside={
        ask && (
          <Button size="lg" look="quiet" onClick={addReport}>
            Add the new credit report
          </Button>
        )
      }
    >
      <Field label="What shows it" error={of.errors.notes}>
        {(control) => (
          <Textarea
            {...control}
            {...draft.field("notes")}
            name="notes"
            rows={2}
            maxLength={2_000}
            autoFocus
            placeholder="A paid statement, the bureau’s letter …"
            className="min-h-15"
          />
        )}
      </Field>
    </StepForm>
  );
}
