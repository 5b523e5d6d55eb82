"use client";

import { ActionRow } from "./action-row.tsx";
import { expectedOutcome } from "./expected-outcome.ts";
import { SendingPreview } from "./sending-preview.tsx";
import { type StepWords, verbWith } from "./step-words.ts";
import { useUnsavedCards } from "./unsaved-cards.tsx";
import { actionName, type Place, useWorkflow } from "./workflow-context.ts";

/** One button; what goes out is the server's (F3.5). */
export function TriggerAction({ place, words }: { place: Place; words: StepWords }) {
  const view = useWorkflow();
  const { changes, run } = view;
  const { path, step } = place;
  const outcome = expectedOutcome(view, path.path, step.id);
  const unsaved = useUnsavedCards();
  const name = actionName(place);
  return (
    <>
      <SendingPreview outcome={outcome} />
      {step.id === "send_decline_email" && run?.workflow?.declineReason === "duplicate_file" && (
        <p className="mt-2 text-sm text-ink-2">
          If the client has had a decline email for the other file, none is sent.
        </p>
      )}
      <div className="mt-4">
        <ActionRow
          verb={verbWith(words.verb, outcome)}
          isUnderWay={changes.underWay === name}
          onPress={() => {
            if (path.path === "card_funding" && unsaved.stop()) return;
            changes.send(name, "completeStep", { path: path.path, step: step.id });
          }}
        />
        {unsaved.note}
      </div>
    </>
  );
}
