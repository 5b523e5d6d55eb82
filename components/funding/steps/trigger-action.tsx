"use client";

import { ActionRow } from "./action-row.tsx";
import { SendingPreview } from "./sending-preview.tsx";
import { expectedOutcome } from "./step-facts.ts";
import { type StepWords, verbWith } from "./step-words.ts";
import { actionName } from "./use-step-form.ts";
import { type Place, useWorkflow } from "./workflow-context.ts";

/** One button; what goes out is the server's (F3.5). */
export function TriggerAction({ place, words }: { place: Place; words: StepWords }) {
  const view = useWorkflow();
  const { changes, run } = view;
  const { path, step } = place;
  const outcome = expectedOutcome(view, path.path, step.id);
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
          onPress={() => changes.send(name, "completeStep", { path: path.path, step: step.id })}
        />
      </div>
    </>
  );
}
