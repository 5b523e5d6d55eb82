"use client";

import { useMutation } from "@tanstack/react-query";
import { ArrowRight } from "lucide-react";
import type { FormEvent } from "react";
import { toast } from "sonner";
import { ChangeStatusInput } from "@/server/domain/pipeline/input.ts";
import { DELIVERED } from "@/server/domain/pipeline/model/status-workflow.ts";
import { useSession } from "../shell/session.tsx";
import { useTRPC } from "../trpc/client.ts";
import { useProblems } from "../trpc/use-problems.ts";
import { Dialog } from "../ui/dialog.tsx";
import { DraftNote } from "../ui/draft-note.tsx";
import { Field } from "../ui/field.tsx";
import { Input, Textarea } from "../ui/input.tsx";
import { todayIn } from "../ui/time-text.ts";
import { useDraft } from "../ui/use-draft.ts";
import { DeliveryMethods } from "./delivery-methods.tsx";
import { FormActions } from "./form-actions.tsx";
import type { MovableLoan } from "./move-dialog.tsx";
import { verbOf } from "./moves.ts";
import { StatusChip } from "./status-name.tsx";
import { StepRefusal } from "./step-refusal.tsx";
import { submitOnCommandEnter } from "./submit-key.ts";
import { useRefreshPipeline } from "./use-refresh.ts";
import { useSeenVersion } from "./use-seen-version.ts";
import type { Status } from "./use-statuses.ts";
import { useStep } from "./use-step.ts";

interface Props {
  loan: MovableLoan;
  target: Status | null;
  onClose: () => void;
  returnTo: () => HTMLElement | null;
}

export function StatusDialog({ loan, target, onClose, returnTo }: Props) {
  return (
    <Dialog
      open={target !== null}
      onOpenChange={(open) => !open && onClose()}
      returnTo={returnTo}
      draftKey={target ? draftKeyOf(loan, target) : undefined}
      title={target && verbOf(target)}
      description={`${loan.borrowerName} · ${loan.loanId}`}
    >
      {target && <StatusForm loan={loan} target={target} onClose={onClose} />}
    </Dialog>
  );
}

const draftKeyOf = (loan: MovableLoan, target: Status) =>
  `status/${loan.pipelineLoanId}/${target.statusCode}`;

const SHOWN = ["notes", "actualDeliveryDate", "deliveryMethod"];

function StatusForm({ loan, target, onClose }: Omit<Props, "returnTo" | "target"> & { target: Status }) {
  const trpc = useTRPC();
  const { timeZone } = useSession();
  const refresh = useRefreshPipeline();
  const { problems, form, check, refuse } = useProblems(SHOWN);
  const { version, learnFrom } = useSeenVersion(loan.version);
  const isDelivery = target.statusCode === DELIVERED;
  const draft = useDraft(draftKeyOf(loan, target), {
    notes: "",
    actualDeliveryDate: isDelivery ? todayIn(timeZone) : "",
    deliveryMethod: "",
  });
  const { from, isPossible } = useStep(loan.currentStatus, target.statusCode, problems.notice);
  const move = useMutation(
    trpc.pipeline.changeStatus.mutationOptions({
      onSuccess: () => {
        toast.success(`${loan.borrowerName} moved to ${target.displayName}`);
        draft.discard();
        onClose();
        return refresh();
      },
      onError: (error) => {
        refuse(error);
        learnFrom(error);
        void refresh();
      },
    }),
  );
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { notes, ...delivery } = draft.values;
    const given = Object.entries(delivery).filter(([, value]) => value.trim() !== "");
    const input = check(ChangeStatusInput, {
      loanId: loan.pipelineLoanId,
      version,
      newStatus: target.statusCode,
      notes,
      ...Object.fromEntries(given),
    });
    if (input && isPossible && !move.isPending) move.mutate(input);
  };
  return (
    <form
      {...form}
      onSubmit={submit}
      onKeyDown={submitOnCommandEnter}
      noValidate
      className="flex flex-col gap-4"
    >
      <Way from={from} to={isPossible ? target.statusCode : null} />
      {draft.isOfferedAgain && <DraftNote onDiscard={draft.discard} />}
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
      <FormActions
        isPossible={isPossible}
        isPending={move.isPending}
        onDiscard={draft.isTyped ? draft.discard : null}
      >
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
