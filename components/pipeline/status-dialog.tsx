"use client";

import { useMutation } from "@tanstack/react-query";
import { ArrowRight } from "lucide-react";
import { type FormEvent, useState } from "react";
import { toast } from "sonner";
import { ChangeStatusInput } from "@/server/domain/pipeline/input.ts";
import { DELIVERED } from "@/server/domain/pipeline/model/status-workflow.ts";
import { useSession } from "../shell/session.tsx";
import { useTRPC } from "../trpc/client.ts";
import { useProblems } from "../trpc/use-problems.ts";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogActions } from "../ui/dialog.tsx";
import { Field } from "../ui/field.tsx";
import { Input, Textarea } from "../ui/input.tsx";
import { Notice } from "../ui/notice.tsx";
import { todayIn } from "../ui/time-text.ts";
import { DeliveryMethods } from "./delivery-methods.tsx";
import type { MovableLoan } from "./move-dialog.tsx";
import { verbOf } from "./moves.ts";
import { StatusChip } from "./status-name.tsx";
import { submitOnCommandEnter } from "./submit-key.ts";
import { useRefreshPipeline } from "./use-refresh.ts";
import { useSeenVersion } from "./use-seen-version.ts";
import type { Status } from "./use-statuses.ts";

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
      title={target && verbOf(target)}
      description={`${loan.borrowerName} · ${loan.loanId}`}
    >
      {target && <StatusForm loan={loan} target={target} onClose={onClose} />}
    </Dialog>
  );
}

const SHOWN = ["notes", "actualDeliveryDate", "deliveryMethod"];

function StatusForm({ loan, target, onClose }: Omit<Props, "returnTo" | "target"> & { target: Status }) {
  const trpc = useTRPC();
  const { timeZone } = useSession();
  const refresh = useRefreshPipeline();
  const { problems, check, refuse } = useProblems(SHOWN);
  const { version, learnFrom } = useSeenVersion(loan.version);
  // As it was when the question was asked; a refusal may bring news that it has changed.
  const [from] = useState(loan.currentStatus);
  const isDelivery = target.statusCode === DELIVERED;
  const move = useMutation(
    trpc.pipeline.changeStatus.mutationOptions({
      onSuccess: () => {
        toast.success(`${loan.borrowerName} moved to ${target.displayName}`);
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
    const form = new FormData(event.currentTarget);
    const given = (name: string) => {
      const value = String(form.get(name) ?? "").trim();
      return value === "" ? {} : { [name]: value };
    };
    const input = check(ChangeStatusInput, {
      loanId: loan.pipelineLoanId,
      version,
      newStatus: target.statusCode,
      notes: String(form.get("notes") ?? ""),
      ...(isDelivery ? { ...given("actualDeliveryDate"), ...given("deliveryMethod") } : {}),
    });
    if (input && !move.isPending) move.mutate(input);
  };
  return (
    <form onSubmit={submit} onKeyDown={submitOnCommandEnter} noValidate className="flex flex-col gap-4">
      <p className="flex items-center gap-2">
        <StatusChip code={from} />
        <ArrowRight aria-label="to" className="size-3.5 text-ink-3" />
        <StatusChip code={target.statusCode} />
      </p>
      <Field label="Notes" help="Kept in the loan's history with your name." error={problems.fields.notes}>
        {(control) => <Textarea {...control} name="notes" rows={3} maxLength={2_000} autoFocus />}
      </Field>
      {isDelivery && (
        <div className="grid grid-cols-2 gap-4">
          <Field label="Delivered on" error={problems.fields.actualDeliveryDate}>
            {(control) => (
              <Input
                {...control}
                name="actualDeliveryDate"
                type="date"
                className="figures"
                defaultValue={todayIn(timeZone)}
              />
            )}
          </Field>
          <Field label="Delivery method" optional error={problems.fields.deliveryMethod}>
            {(control) => <DeliveryMethods control={control} />}
          </Field>
        </div>
      )}
      {problems.notice && (
        <Notice title={problems.notice.message} requestId={problems.notice.requestId}>
          Your notes are still here.
        </Notice>
      )}
      <DialogActions>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" look="filled" aria-disabled={move.isPending} aria-busy={move.isPending}>
          {verbOf(target)}
        </Button>
      </DialogActions>
    </form>
  );
}
