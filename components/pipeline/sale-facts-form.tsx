"use client";

import { useMutation } from "@tanstack/react-query";
import { type FormEvent, type KeyboardEvent, useRef, useState } from "react";
import { toast } from "sonner";
import { EditLoanInput } from "@/server/domain/pipeline/input.ts";
import { SETTLED } from "@/server/domain/pipeline/model/status-workflow.ts";
import { useTRPC } from "../trpc/client.ts";
import { useProblems } from "../trpc/use-problems.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { moneyText } from "../ui/money-text.ts";
import { Notice } from "../ui/notice.tsx";
import { useWarnBeforeLeaving } from "../ui/use-warn-before-leaving.ts";
import { DeliveryMethods } from "./delivery-methods.tsx";
import { EditConflict } from "./edit-conflict.tsx";
import type { Loan } from "./loan-detail.tsx";
import { changedFacts, conflictOf, type Facts, factsOf, merged, typedFacts } from "./sale-facts-values.ts";
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

/** Edits the version that was on screen when the editing began; a newer one is shown beside what was typed. */
export function SaleFactsForm({ loan, onDone }: { loan: Loan; onDone: () => void }) {
  const trpc = useTRPC();
  const refresh = useRefreshPipeline();
  const { problems, check, refuse, clear } = useProblems(SHOWN);
  const form = useRef<HTMLFormElement>(null);
  const [{ version, base }] = useState({ version: loan.version, base: factsOf(loan) });
  const [typed, setTyped] = useState<Facts | null>(null);
  const edit = useMutation(
    trpc.pipeline.editLoan.mutationOptions({
      onSuccess: () => {
        toast.success(`${loan.borrowerName} saved`);
        onDone();
        return refresh();
      },
      onError: refuse,
    }),
  );
  useWarnBeforeLeaving(edit.isPending);
  const conflict = conflictOf(problems.notice);
  const onlySalePrice = loan.currentStatus === SETTLED;

  const save = (asRead: number, before: Facts, after: Facts) => {
    const changed = changedFacts(before, after);
    if (Object.keys(changed).length === 0) {
      onDone();
      return;
    }
    const input = check(EditLoanInput, { loanId: loan.pipelineLoanId, version: asRead, ...changed });
    if (input && !edit.isPending) edit.mutate(input);
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const values = typedFacts(new FormData(event.currentTarget), base);
    setTyped(values);
    save(version, base, values);
  };
  const keepMine = () => {
    if (!conflict || !form.current) return;
    const mine = typedFacts(new FormData(form.current), base);
    setTyped(mine);
    save(conflict.version, conflict.facts, merged({ base, mine, theirs: conflict.facts }));
  };
  const takeTheirs = () => {
    clear();
    onDone();
    void refresh();
  };
  const keys = (event: KeyboardEvent<HTMLFormElement>) => {
    submitOnCommandEnter(event);
    if (event.key !== "Escape") return;
    // Closes the form and not the panel around it.
    event.stopPropagation();
    onDone();
  };

  return (
    <form
      ref={form}
      onSubmit={submit}
      onKeyDown={keys}
      noValidate
      className="flex flex-col gap-3 border-t pt-3"
    >
      <div className="grid grid-cols-2 gap-x-4 gap-y-3">
        {!onlySalePrice && (
          <>
            <Field label="Investor" error={problems.fields.buyerName}>
              {(control) => (
                <Input
                  {...control}
                  name="buyerName"
                  autoFocus
                  defaultValue={base.buyerName ?? ""}
                  maxLength={200}
                />
              )}
            </Field>
            <Field label="Investor ID" error={problems.fields.buyerId}>
              {(control) => (
                <Input
                  {...control}
                  name="buyerId"
                  defaultValue={base.buyerId ?? ""}
                  maxLength={64}
                  className="id"
                />
              )}
            </Field>
          </>
        )}
        <Field label="Sale price" optional error={problems.fields.salePrice}>
          {(control) => (
            <Input
              {...control}
              name="salePrice"
              inputMode="decimal"
              autoFocus={onlySalePrice}
              autoComplete="off"
              defaultValue={base.salePrice === null ? "" : moneyText(base.salePrice)}
              className="figures text-right"
            />
          )}
        </Field>
        {!onlySalePrice && (
          <>
            <Field label="Delivery method" optional error={problems.fields.deliveryMethod}>
              {(control) => <DeliveryMethods control={control} defaultValue={base.deliveryMethod ?? ""} />}
            </Field>
            <Field label="Expected delivery" optional error={problems.fields.expectedDeliveryDate}>
              {(control) => (
                <Input
                  {...control}
                  name="expectedDeliveryDate"
                  type="date"
                  className="figures"
                  defaultValue={base.expectedDeliveryDate ?? ""}
                />
              )}
            </Field>
            <Field label="Delivered on" optional error={problems.fields.actualDeliveryDate}>
              {(control) => (
                <Input
                  {...control}
                  name="actualDeliveryDate"
                  type="date"
                  className="figures"
                  defaultValue={base.actualDeliveryDate ?? ""}
                />
              )}
            </Field>
          </>
        )}
      </div>
      {conflict && typed ? (
        <EditConflict
          base={base}
          mine={typed}
          theirs={conflict.facts}
          onKeepMine={keepMine}
          onTakeTheirs={takeTheirs}
        />
      ) : (
        problems.notice && <Notice title={problems.notice.message} requestId={problems.notice.requestId} />
      )}
      <div className="flex justify-end gap-2">
        <Button size="sm" onClick={onDone}>
          Cancel
        </Button>
        {!conflict && (
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
