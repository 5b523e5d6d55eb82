"use client";

import type { FormEvent } from "react";
import { ChangeStatusesInput } from "@/server/domain/pipeline/input.ts";
import { DELIVERED } from "@/server/domain/pipeline/model/status-workflow.ts";
import { useSession } from "../shell/session.tsx";
import { RefusalNotice } from "../trpc/refusal-notice.tsx";
import { useProblems } from "../trpc/use-problems.ts";
import { Button } from "../ui/button.tsx";
import { DialogActions, DialogClose } from "../ui/dialog.tsx";
import { DraftNote } from "../ui/draft-note.tsx";
import { Field } from "../ui/field.tsx";
import { Input, Textarea } from "../ui/input.tsx";
import { todayIn } from "../ui/time-text.ts";
import { useDraft } from "../ui/use-draft.ts";
import { useSendOnce } from "../ui/use-send-once.ts";
import { useWarnBeforeLeaving } from "../ui/use-warn-before-leaving.ts";
import type { BulkFormProps } from "./bulk-draft.ts";
import { BulkPreview } from "./bulk-preview.tsx";
import { idsOf, versionsOf } from "./bulk-run.ts";
import { DeliveryMethods } from "./delivery-methods.tsx";
import { bulkVerbOf } from "./moves.ts";
import { submitOnCommandEnter } from "./submit-key.ts";
import { useMoveDryRun } from "./use-bulk-run.ts";
import type { Status } from "./use-statuses.ts";

interface Props extends BulkFormProps {
  target: Pick<Status, "statusCode" | "displayName">;
}

const SHOWN = ["notes", "actualDeliveryDate", "deliveryMethod"];

/** What many loans need for their move: one note for all, and of a delivery when and how. */
export function BulkStatusForm({ loanIds, lookedAt, target, draftKey, isPending, onSend }: Props) {
  const { loans } = lookedAt;
  const today = todayIn(useSession().timeZone);
  const { problems, check, refuse } = useProblems(SHOWN);
  const newStatus = target.statusCode;
  const isDelivery = newStatus === DELIVERED;
  const draft = useDraft(draftKey, {
    notes: "",
    actualDeliveryDate: isDelivery ? today : "",
    deliveryMethod: "",
  });
  const { notes, actualDeliveryDate: date } = draft.values;
  const method = draft.values.deliveryMethod.trim();
  const delivered = isDelivery && date !== "" ? { actualDeliveryDate: date } : {};
  const dryRun = useMoveDryRun({ loanIds, newStatus, ...delivered });
  const judged = dryRun.data?.results ?? [];
  const ready = idsOf(judged.filter((result) => result.success));
  // Nobody decides about loans that are not known: their versions are what is decided by, and what leads back.
  const mustWait = isPending || !loans || dryRun.isPlaceholderData || ready.length === 0;
  const send = useSendOnce((...sent: Parameters<typeof onSend>) => onSend(...sent).catch(refuse));
  useWarnBeforeLeaving(isPending);

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (mustWait) return;
    const input = check(ChangeStatusesInput, {
      loanIds: ready,
      newStatus,
      notes,
      versions: versionsOf(loans, ready),
      ...delivered,
      ...(isDelivery && method !== "" ? { deliveryMethod: method } : {}),
    });
    const leftOut = judged.filter((result) => !result.success);
    if (input) send({ kind: "move", input }, leftOut);
  };
  return (
    <form onSubmit={submit} onKeyDown={submitOnCommandEnter} noValidate className="flex flex-col gap-4">
      {draft.isOfferedAgain && <DraftNote onDiscard={draft.discard} />}
      <BulkPreview dryRun={dryRun} lookedAt={lookedAt} />
      <Field label="Notes" help="Kept in each loan's history with your name." error={problems.fields.notes}>
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
      {problems.notice && <RefusalNotice refusal={problems.notice} verb={bulkVerbOf(target, ready.length)} />}
      <DialogActions>
        <DialogClose>Cancel</DialogClose>
        <Button type="submit" look="filled" aria-disabled={mustWait} aria-busy={isPending}>
          {bulkVerbOf(target, ready.length)}
        </Button>
      </DialogActions>
    </form>
  );
}
