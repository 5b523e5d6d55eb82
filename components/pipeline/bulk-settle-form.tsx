"use client";

import { type FormEvent, useRef } from "react";
import { SettleLoansInput } from "@/server/domain/pipeline/input.ts";
import { useSession } from "../shell/session.tsx";
import { useProblems } from "../trpc/use-problems.ts";
import { Button } from "../ui/button.tsx";
import { DialogActions } from "../ui/dialog.tsx";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { countText, dollars, isAmount, sumOf } from "../ui/money-text.ts";
import { Notice } from "../ui/notice.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { todayIn } from "../ui/time-text.ts";
import type { BulkFormProps } from "./bulk-draft.ts";
import { BulkPreview } from "./bulk-preview.tsx";
import { idsOf } from "./bulk-run.ts";
import { amountGiven, SettlementAmounts } from "./settlement-amounts.tsx";
import { submitOnCommandEnter } from "./submit-key.ts";
import { useSettlementDryRun } from "./use-bulk-run.ts";

const SHOWN = ["settlementDate", "settlementReference"];

/** One date and reference for many loans, and an amount for each, to the cent. */
export function BulkSettleForm({ loanIds, loans, draft, change, isPending, onSend, onClose }: BulkFormProps) {
  const today = todayIn(useSession().timeZone);
  const { problems, check, refuse } = useProblems(SHOWN);
  const form = useRef<HTMLFormElement>(null);
  const settlementDate = draft.settlementDate ?? today;
  const dryRun = useSettlementDryRun({ loanIds, settlementDate });
  const judged = dryRun.data?.results ?? [];
  const ready = loans && idsOf(judged.filter(({ success }) => success)).flatMap((id) => loans.get(id) ?? []);
  const given = (ready ?? []).map((loan) => ({
    pipelineLoanId: loan.pipelineLoanId,
    settlementAmount: amountGiven(loan, draft.amounts),
  }));
  const amounts = given.map((one) => one.settlementAmount);
  const total = amounts.every(isAmount) ? dollars(sumOf(amounts)) : "these amounts";
  const mustWait = isPending || dryRun.isPlaceholderData || given.length === 0;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (mustWait) return;
    const input = check(SettleLoansInput, {
      loanIds: given.map((one) => one.pipelineLoanId),
      settlementDate,
      settlementReference: draft.settlementReference,
      amounts: given,
    });
    const leftOut = judged.filter((result) => !result.success);
    if (input) onSend({ kind: "settle", input: { ...input, amounts: given } }, leftOut).catch(refuse);
    else requestAnimationFrame(() => form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus());
  };
  return (
    <form
      ref={form}
      onSubmit={submit}
      onKeyDown={submitOnCommandEnter}
      noValidate
      className="flex flex-col gap-4"
    >
      <WireFields
        date={settlementDate}
        reference={draft.settlementReference}
        problems={problems.fields}
        change={change}
      />
      <BulkPreview dryRun={dryRun} loans={loans} />
      {ready ? (
        <SettlementAmounts
          loans={ready}
          typed={draft.amounts}
          problems={problems.fields}
          onType={(id, text) => change({ amounts: { ...draft.amounts, [id]: text } })}
        />
      ) : (
        <Skeleton className="h-24 w-full" />
      )}
      {problems.notice && (
        <Notice title={problems.notice.message} requestId={problems.notice.requestId}>
          What you typed is still here.
        </Notice>
      )}
      <DialogActions>
        <Button onClick={onClose} disabled={isPending}>
          Cancel
        </Button>
        <Button type="submit" look="filled" aria-disabled={mustWait} aria-busy={isPending}>
          Settle {countText(given.length)} {given.length === 1 ? "loan" : "loans"} for {total}
        </Button>
      </DialogActions>
    </form>
  );
}

interface WireProps extends Pick<BulkFormProps, "change"> {
  date: string;
  reference: string;
  problems: Record<string, string>;
}

function WireFields({ date, reference, problems, change }: WireProps) {
  return (
    <div className="grid grid-cols-2 gap-4">
      <Field label="Settlement date" error={problems.settlementDate}>
        {(control) => (
          <Input
            {...control}
            type="date"
            className="figures"
            value={date}
            onChange={(event) => change({ settlementDate: event.target.value })}
          />
        )}
      </Field>
      <Field label="Reference" help="Wire or ACH confirmation." error={problems.settlementReference}>
        {(control) => (
          <Input
            {...control}
            maxLength={200}
            autoComplete="off"
            autoFocus
            value={reference}
            onChange={(event) => change({ settlementReference: event.target.value })}
          />
        )}
      </Field>
    </div>
  );
}
