"use client";

import { ArrowRight } from "lucide-react";
import type { FormEvent } from "react";
import { ChangeStatusInput } from "@/server/domain/pipeline/input.ts";
import { DELIVERED } from "@/server/domain/pipeline/model/status-workflow.ts";
import { useSession } from "../shell/session.tsx";
import { useProblems } from "../trpc/use-problems.ts";
import { Dialog } from "../ui/dialog.tsx";
import { DraftNote } from "../ui/draft-note.tsx";
import { Field } from "../ui/field.tsx";
import { Input, Textarea } from "../ui/input.tsx";
import { todayIn } from "../ui/time-text.ts";
import { useDraft } from "../ui/use-draft.ts";
import { useSendOnce } from "../ui/use-send-once.ts";
import { DeliveryMethods } from "./delivery-methods.tsx";
import { FormActions } from "./form-actions.tsx";
import type { MoveDialogProps } from "./move-dialog.tsx";
import { moveDraftKey } from "./move-draft.ts";
import { verbOf } from "./moves.ts";
import { StatusChip } from "./status-name.tsx";
import { StepRefusal } from "./step-refusal.tsx";
import { submitOnCommandEnter } from "./submit-key.ts";
import { useIsPossible } from "./use-is-possible.ts";

export function StatusDialog({ open, question, times, onClose, onAnswer }: MoveDialogProps) {
  const { loan, target, returnTo, beside } = question;
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => !next && onClose()}
      {...(beside ? { className: "max-w-104 translate-x-0", style: placeBeside(beside) } : {})}
      {...(returnTo ? { returnTo } : {})}
      draftKey={moveDraftKey(loan, target)}
      title={verbOf(target)}
      description={`${loan.borrowerName} · ${loan.loanId}`}
    >
      <StatusForm key={times} question={question} onAnswer={onAnswer} />
    </Dialog>
  );
}

/** As near to the place as the window allows; the height is that of the longest form. */
function placeBeside({ x, y }: { x: number; y: number }): { left: number; top: number } {
  const within = (wanted: number, room: number) => Math.max(8, Math.min(wanted, room));
  return { left: within(x, window.innerWidth - 424), top: within(y, window.innerHeight - 480) };
}

const SHOWN = ["notes", "actualDeliveryDate", "deliveryMethod"];

function StatusForm({ question, onAnswer }: Pick<MoveDialogProps, "question" | "onAnswer">) {
  const { loan, target, refused } = question;
  const { timeZone } = useSession();
  const { problems, form, check } = useProblems(SHOWN, refused);
  const isDelivery = target.statusCode === DELIVERED;
  const draft = useDraft(moveDraftKey(loan, target), {
    notes: "",
    actualDeliveryDate: isDelivery ? todayIn(timeZone) : "",
    deliveryMethod: "",
  });
  const isPossible = useIsPossible(loan.currentStatus, target.statusCode);
  const answer = useSendOnce(onAnswer);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { notes, ...delivery } = draft.values;
    const given = Object.entries(delivery).filter(([, value]) => value.trim() !== "");
    const { version } = loan;
    const input = check(ChangeStatusInput, {
      loanId: loan.pipelineLoanId,
      version,
      newStatus: target.statusCode,
      notes,
      ...Object.fromEntries(given),
    });
    if (input && isPossible) answer(question, { ...input, version });
  };
  return (
    <form
      {...form}
      onSubmit={submit}
      onKeyDown={submitOnCommandEnter}
      noValidate
      className="flex flex-col gap-4"
    >
      <Way from={loan.currentStatus} to={isPossible ? target.statusCode : null} />
      {draft.isOfferedAgain && !refused && <DraftNote onDiscard={draft.discard} />}
      <Field label="Notes" help="Kept in the loan's history with your name." error={problems.fields.notes}>
        {(control) => (
          <Textarea {...control} {...draft.field("notes")} rows={3} maxLength={2_000} autoFocus />
        )}
      </Field>
      {isDelivery && (
        <div className="grid grid-cols-2 gap-4">
          <Field label="Delivered on" error={problems.fields.actualDeliveryDate}>
            {(control) => (
              <Input {...control} {...draft.field("actualDeliveryDate")} type="date" className="figures" />
            )}
          </Field>
          <Field label="Delivery method" optional error={problems.fields.deliveryMethod}>
            {(control) => <DeliveryMethods control={control} {...draft.field("deliveryMethod")} />}
          </Field>
        </div>
      )}
      <StepRefusal refusal={problems.notice} target={target} />
      <FormActions isPossible={isPossible} isPending={false} onDiscard={draft.isTyped ? draft.discard : null}>
        {verbOf(target)}
      </FormActions>
    </form>
  );
}

/** From where to where; the latter is null when that way is closed. */
function Way({ from, to }: { from: string; to: string | null }) {
  return (
    <p className="flex items-center gap-2">
      <StatusChip code={from} />
      {to && (
        <>
          <ArrowRight aria-label="to" className="size-3.5 text-ink-3" />
          <StatusChip code={to} />
        </>
      )}
    </p>
  );
}
