"use client";

import { useSession } from "../../shell/session.tsx";
import { Button } from "../../ui/button.tsx";
import { dollars } from "../../ui/money-text.ts";
import { dayIn, dayLabel } from "../../ui/time-text.ts";
import { useDraft } from "../../ui/use-draft.ts";
import { NotesField, notesIn } from "./notes-field.tsx";
import { StepForm } from "./step-form.tsx";
import { useUnsavedCards } from "./unsaved-cards.tsx";
import { useStepForm } from "./use-step-form.ts";
import { actionName, type Place, useWorkflow } from "./workflow-context.ts";

/** From the seventh day on it is asked whether to close out; until then that can be done, and is not asked (F3.7). */
export function CloseOutAction({ place, verb }: { place: Place; verb: string }) {
  const { file, progress, changes } = useWorkflow();
  const { timeZone } = useSession();
  const of = useStepForm(place, "card_statuses", ["notes"]);
  const draft = useDraft(`funding/${file.fileId}/${actionName(place)}`, { notes: "" });
  const unsaved = useUnsavedCards();
  const { closeOut, plan } = progress;
  const day = (moment: string) => dayLabel(dayIn(timeZone, new Date(moment)));
  const pending = plan?.cards.filter(({ status }) => status === "pending").length ?? 0;
  return (
    <>
      {closeOut && (
        <p className="mt-3 text-sm">
          {closeOut.isAsked ? (
            <span className="font-medium">Ready to invoice and close out?</span>
          ) : (
            <span className="text-ink-2">You are asked from {day(closeOut.asksFrom)} on.</span>
          )}{" "}
          <span className="text-ink-2">
            The plan went out on {day(closeOut.deliveredAt)}
            {closeOut.waitedAt && `; on ${day(closeOut.waitedAt)} you went on waiting`}.
          </span>
        </p>
      )}
      {plan && (
        <p className="figures mt-1 text-sm text-ink-2">
          Approved: <span className="font-medium text-ink">{dollars(plan.approvedAmount)}</span>
          {pending > 0 && `; ${pending} still pending`}
        </p>
      )}
      <StepForm
        of={of}
        draft={draft}
        verb={verb}
        isQuiet={!closeOut?.isAsked}
        onSubmit={() => unsaved.stop() || of.submit(notesIn(draft.values.notes), draft.discard)}
        aside={
          closeOut?.isAsked && (
            <Button
              size="lg"
              aria-disabled={changes.underWay !== null}
              aria-busy={changes.underWay === "wait"}
              onClick={() => changes.send("wait", "keepWaiting", {})}
            >
              Go on waiting
            </Button>
          )
        }
      >
        <NotesField {...draft.field("notes")} error={of.errors.notes} />
        {unsaved.note}
      </StepForm>
    </>
  );
}
