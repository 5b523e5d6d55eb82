"use client";

import { useMutation } from "@tanstack/react-query";
import { type FormEvent, type KeyboardEvent, useState } from "react";
import { toast } from "sonner";
import { EditLoanInput } from "@/server/domain/pipeline/input.ts";
import { SETTLED } from "@/server/domain/pipeline/model/status-workflow.ts";
import { useTRPC } from "../trpc/client.ts";
import { RefusalNotice } from "../trpc/refusal-notice.tsx";
import { useProblems } from "../trpc/use-problems.ts";
import { Button } from "../ui/button.tsx";
import { DraftNote } from "../ui/draft-note.tsx";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { SubmitKeys } from "../ui/submit-keys.tsx";
import { sayDraftKept, seenByDraft, useDraft } from "../ui/use-draft.ts";
import { useSendOnce } from "../ui/use-send-once.ts";
import { useWarnBeforeLeaving } from "../ui/use-warn-before-leaving.ts";
import { DeliveryMethods } from "./delivery-methods.tsx";
import { EditConflict } from "./edit-conflict.tsx";
import type { Loan } from "./loan-detail.tsx";
import { presentOf } from "./present-loan.ts";
import {
  changedFacts,
  type Facts,
  factsOf,
  merged,
  saleFactsDraft,
  shownFacts,
  typedFacts,
} from "./sale-facts-values.ts";
import { submitOnCommandEnter } from "./submit-key.ts";
import { useRefreshPipeline } from "./use-refresh.ts";

const SHOWN = [
  "buyerName",
  "buyerId",
  "salePrice",
  "expectedDeliveryDate",
  "actualDeliveryDate",
  "deliveryMethod",
];

interface Seen {
  version: number;
  base: Facts;
}

/** Edits the version that was on screen when the editing began; a newer one is shown beside what was typed. */
export function SaleFactsForm({ loan, onDone }: { loan: Loan; onDone: () => void }) {
  const trpc = useTRPC();
  const refresh = useRefreshPipeline();
  const onlySalePrice = loan.currentStatus === SETTLED;
  const { problems, form, check, refuse, clear } = useProblems(onlySalePrice ? ["salePrice"] : SHOWN);
  const draftKey = saleFactsDraft(loan.pipelineLoanId);
  const [seen] = useState(
    () => seenByDraft<Seen>(draftKey) ?? { version: loan.version, base: factsOf(loan) },
  );
  const { version, base } = seen;
  const draft = useDraft(draftKey, shownFacts(base), seen);
  const mine = typedFacts(draft.values);
  const edit = useMutation(
    trpc.pipeline.editLoan.mutationOptions({
      onSuccess: () => {
        toast.success(`${loan.borrowerName} saved`);
        finish();
        return refresh();
      },
      onError: (error) => {
        refuse(error);
        void refresh();
      },
    }),
  );
  const send = useSendOnce(edit.mutateAsync);
  useWarnBeforeLeaving(edit.isPending);
  const present = presentOf(problems.notice);

  const leave = () => {
    if (draft.isTyped) sayDraftKept();
    onDone();
  };
  const finish = () => {
    draft.discard();
    onDone();
  };
  const save = (asRead: number, before: Facts, after: Facts) => {
    const changed = changedFacts(before, after);
    if (Object.keys(changed).length === 0) {
      finish();
      return;
    }
    const input = check(EditLoanInput, { loanId: loan.pipelineLoanId, version: asRead, ...changed });
    if (input) send(input);
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    save(version, base, mine);
  };
  const keepMine = () => {
    if (!present) return;
    const theirs = factsOf(present.facts);
    save(present.version, theirs, merged({ base, mine, theirs }));
  };
  const takeTheirs = () => {
    clear();
    finish();
  };
  const keys = (event: KeyboardEvent<HTMLFormElement>) => {
    submitOnCommandEnter(event);
    if (event.key !== "Escape") return;
    // Closes the form and not the panel around it.
    event.stopPropagation();
    leave();
  };

  return (
    <form
      {...form}
      onSubmit={submit}
      onKeyDown={keys}
      noValidate
      className="flex flex-col gap-3 border-t pt-3"
    >
      {draft.isOfferedAgain && <DraftNote onDiscard={draft.discard} />}
      <div className="grid grid-cols-2 gap-x-4 gap-y-3">
        {!onlySalePrice && (
          <>
            <Field label="Investor" error={problems.fields.buyerName}>
              {(control) => <Input {...control} {...draft.field("buyerName")} autoFocus maxLength={200} />}
            </Field>
            <Field label="Investor ID" error={problems.fields.buyerId}>
              {(control) => <Input {...control} {...draft.field("buyerId")} maxLength={64} className="id" />}
            </Field>
          </>
        )}
        <Field label="Sale price" optional error={problems.fields.salePrice}>
          {(control) => (
            <Input
              {...control}
              {...draft.field("salePrice")}
              inputMode="decimal"
              autoFocus={onlySalePrice}
              autoComplete="off"
              className="figures text-right"
            />
          )}
        </Field>
        {!onlySalePrice && (
          <>
            <Field label="Delivery method" optional error={problems.fields.deliveryMethod}>
              {(control) => <DeliveryMethods control={control} {...draft.field("deliveryMethod")} />}
            </Field>
            <Field label="Expected delivery" optional error={problems.fields.expectedDeliveryDate}>
              {(control) => (
                <Input
                  {...control}
                  {...draft.field("expectedDeliveryDate")}
                  type="date"
                  className="figures"
                />
              )}
            </Field>
            <Field label="Delivered on" optional error={problems.fields.actualDeliveryDate}>
              {(control) => (
                <Input {...control} {...draft.field("actualDeliveryDate")} type="date" className="figures" />
              )}
            </Field>
          </>
        )}
      </div>
      {present ? (
        <EditConflict
          base={base}
          mine={mine}
          present={present}
          onKeepMine={keepMine}
          onTakeTheirs={takeTheirs}
        />
      ) : (
        problems.notice && <RefusalNotice refusal={problems.notice} verb="Save sale facts" />
      )}
      <div className="flex justify-end gap-2">
        <SubmitKeys />
        <Button size="sm" onClick={leave}>
          Cancel
        </Button>
        {!present && (
          <Button
            size="sm"
            type="submit"
            look="filled"
            aria-disabled={edit.isPending}
            aria-busy={edit.isPending}
          >
            Save sale facts
          </Button>
        )}
      </div>
    </form>
  );
}
