"use client";

import { ExternalLink } from "lucide-react";
import type { StepAsk } from "@/server/domain/funding/model/paths.ts";
import { Button } from "../../ui/button.tsx";
import { useDraft } from "../../ui/use-draft.ts";
import { expectedOutcome } from "./expected-outcome.ts";
import { NotesField, notesIn } from "./notes-field.tsx";
import { SendingPreview } from "./sending-preview.tsx";
import { StepForm } from "./step-form.tsx";
import type { StepWords } from "./step-words.ts";
import { useStepForm } from "./use-step-form.ts";
import { actionName, type Place, useWorkflow } from "./workflow-context.ts";

interface Props {
  place: Place;
  asks: StepAsk;
  words: StepWords;
}

/** What an operator has done or seen elsewhere and says here, with a note if there is one. */
export function PlainAction({ place, asks, words }: Props) {
  const view = useWorkflow();
  const of = useStepForm(place, asks, ["notes"]);
  const draft = useDraft(`funding/${view.file.fileId}/${actionName(place)}`, { notes: "" });
  return (
    <>
      {words.link && (
        <Button asChild size="sm" className="mt-3">
          <a href={words.link.href} target="_blank" rel="noopener noreferrer">
            {words.link.says}
            <ExternalLink aria-hidden />
          </a>
        </Button>
      )}
      <SendingPreview outcome={expectedOutcome(view, place.path.path, place.step.id)} />
      <StepForm
        of={of}
        draft={draft}
        verb={words.verb}
        onSubmit={() => of.submit(notesIn(draft.values.notes), draft.discard)}
      >
        <NotesField {...draft.field("notes")} error={of.errors.notes} />
      </StepForm>
    </>
  );
}
