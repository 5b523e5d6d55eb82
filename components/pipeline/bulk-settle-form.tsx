"use client";

import type { FormEvent } from "react";
import { SettleLoansInput } from "@/server/domain/pipeline/input.ts";
import { invalidSettlement } from "@/server/domain/pipeline/model/settlement.ts";
import { useSession } from "../shell/session.tsx";
import { useProblems } from "../trpc/use-problems.ts";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { isAmount, sumOf } from "../ui/money-text.ts";
import { Notice } from "../ui/notice.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { todayIn } from "../ui/time-text.ts";
import { useSendOnce } from "../ui/use-send-once.ts";
import { useWarnBeforeLeaving } from "../ui/use-warn-before-leaving.ts";
import type { BulkFormProps } from "./bulk-draft.ts";
import { BulkPreview } from "./bulk-preview.tsx";
import { idsOf, type SelectedLoan } from "./bulk-run.ts";
import { SettleActions } from "./settle-actions.tsx";
import { amountGiven, SettlementAmounts } from "./settlement-amounts.tsx";
import { submitOnCommandEnter } from "./submit-key.ts";
import { CONFIRMATION, UNCONFIRMED, UnusualAmounts, useMeantAmounts } from "./unusual-amount.tsx";
import { useSettlementDryRun } from "./use-bulk-run.ts";

const SHOWN = ["settlementDate", "settlementReference", CONFIRMATION];

/** One date and reference for many loans, and an amount for each, to the cent. */
export function BulkSettleForm({ loanIds, loans, draft, change, isPending, onSend }: BulkFormProps) {
  const today = todayIn(useSession().timeZone);
  const { problems, form, check, refuse } = useProblems(SHOWN);
  const settlementDate = draft.settlementDate ?? today;
  const dryRun = useSettlementDryRun({ loanIds, settlementDate });
  const judged = dryRun.data?.results ?? [];
  const ready = loans && idsOf(judged.filter(({ success }) => success)).flatMap((id) => loans.get(id) ?? []);
  const { settled, given, total } = amountsOf(ready ?? [], draft.amounts);
  const meant = useMeantAmounts(settled);
  const mustWait = isPending || dryRun.isPlaceholderData || given.length === 0;
  const send = useSendOnce((...sent: Parameters<typeof onSend>) => onSend(...sent).catch(refuse));
  useWarnBeforeLeaving(isPending);

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
    if (!input) return;
    if (meant.areMeant) send({ kind: "settle", input: { ...input, amounts: given } }, leftOut);
    else refuse({ data: { refusal: invalidSettlement([UNCONFIRMED]) } });
  };
  return (
    <form
      {...form}
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
      <UnusualAmounts amounts={meant} among={settled.length} error={problems.fields[CONFIRMATION]} />
      {problems.notice && (
        <Notice title={problems.notice.message} requestId={problems.notice.requestId}>
          What you typed is still here.
        </Notice>
      )}
      <SettleActions count={given.length} total={total} mustWait={mustWait} isPending={isPending} />
    </form>
  );
}

/** The amounts as they stand in the boxes, and their total; null while one is no amount. */
function amountsOf(ready: SelectedLoan[], typed: Record<number, string>) {
  const settled = ready.map((loan) => ({ loan, amount: amountGiven(loan, typed) }));
  const amounts = settled.map(({ amount }) => amount);
  return {
    settled,
    given: settled.map(({ loan, amount }) => ({
      pipelineLoanId: loan.pipelineLoanId,
      settlementAmount: amount,
    })),
    total: amounts.every(isAmount) ? sumOf(amounts) : null,
  };
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
            name="settlementDate"
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
            name="settlementReference"
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
