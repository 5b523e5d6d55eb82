"use client";

import { useMutation } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { toast } from "sonner";
import { SettleLoanInput } from "@/server/domain/pipeline/input.ts";
import { guardSettlementDate, invalidSettlement } from "@/server/domain/pipeline/model/settlement.ts";
import { SETTLED } from "@/server/domain/pipeline/model/status-workflow.ts";
import { useSession } from "../shell/session.tsx";
import { useTRPC } from "../trpc/client.ts";
import { type Problems, useProblems } from "../trpc/use-problems.ts";
import { Dialog } from "../ui/dialog.tsx";
import { DraftNote } from "../ui/draft-note.tsx";
import { Field } from "../ui/field.tsx";
import { Input, Textarea } from "../ui/input.tsx";
import { difference, dollars, isAmount, moneyText, typedAmount } from "../ui/money-text.ts";
import { todayIn, withDays } from "../ui/time-text.ts";
import { useDraft } from "../ui/use-draft.ts";
import { useSendOnce } from "../ui/use-send-once.ts";
import { useWarnBeforeLeaving } from "../ui/use-warn-before-leaving.ts";
import { FormActions } from "./form-actions.tsx";
import type { MovableLoan, MoveDialogProps } from "./move-dialog.tsx";
import { settlementDraftKey } from "./move-draft.ts";
import type { Standings } from "./standing-changes.ts";
import { StandingChanges } from "./standing-changes-notice.tsx";
import { StepRefusal } from "./step-refusal.tsx";
import { submitOnCommandEnter } from "./submit-key.ts";
import { CONFIRMATION, UNCONFIRMED, UnusualAmounts, useMeantAmounts } from "./unusual-amount.tsx";
import { useFollowedLoan } from "./use-followed-loan.ts";
import { useIsPossible } from "./use-is-possible.ts";
import { useRefreshPipeline } from "./use-refresh.ts";
import { LOOK_ONCE_MORE } from "./use-standing-changes.ts";
import { useStatuses } from "./use-statuses.ts";

/** Money is never shown as moved before the server says so; until then the dialog stays. */
export function SettlementDialog({ open, question, times, onClose }: MoveDialogProps) {
  const { loan, returnTo } = question;
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => !next && onClose()}
      {...(returnTo ? { returnTo } : {})}
      draftKey={settlementDraftKey(loan)}
      title="Record settlement"
      description={`${loan.borrowerName} · ${loan.loanId}. A settled loan is final.`}
    >
      <SettlementForm key={times} loan={loan} onClose={onClose} />
    </Dialog>
  );
}

const SHOWN = ["settlementAmount", "settlementDate", "settlementReference", "notes", CONFIRMATION];

type SettlementDraft = ReturnType<typeof useSettlementDraft>;

function useSettlementDraft(loan: MovableLoan, today: string, standings: Standings) {
  const atFirst = {
    settlementAmount: moneyText(loan.purchasePrice),
    settlementDate: today,
    settlementReference: "",
    notes: "",
  };
  return useDraft(settlementDraftKey(loan), atFirst, standings);
}

function SettlementForm({ loan: atFirst, onClose }: { loan: MovableLoan; onClose: () => void }) {
  const trpc = useTRPC();
  const today = todayIn(useSession().timeZone);
  const refresh = useRefreshPipeline();
  const statuses = useStatuses();
  const { problems, form, check, refuse } = useProblems(SHOWN);
  const { loan, standings, follow, learnFrom } = useFollowedLoan(atFirst, settlementDraftKey(atFirst));
  const draft = useSettlementDraft(loan, today, standings);
  const amount = typedAmount(draft.values.settlementAmount);
  const meant = useMeantAmounts([{ loan, amount }]);
  const canSettle = useIsPossible(loan.currentStatus, SETTLED);
  const settle = useMutation(
    trpc.pipeline.settleLoan.mutationOptions({
      onSuccess: (settled) => {
        toast.success(`${loan.borrowerName} settled for ${dollars(settled.settlementAmount)}`);
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
  // The news of their own settlement may be here before its answer.
  const isPossible = settle.isPending || canSettle;
  const send = useSendOnce(settle.mutateAsync);
  useWarnBeforeLeaving(settle.isPending);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (follow.isTooSoon) return follow.tooSoon();
    const { settlementDate, settlementReference } = draft.values;
    const notes = draft.values.notes.trim();
    const input = check(SettleLoanInput, {
      loanId: loan.pipelineLoanId,
      version: loan.version,
      settlementAmount: amount,
      settlementDate,
      settlementReference,
      ...(notes === "" ? {} : { notes }),
    });
    if (!input || !isPossible) return;
    const refusal =
      guardSettlementDate(input.settlementDate, today, loan.purchaseDate) ??
      (meant.areMeant ? null : invalidSettlement([UNCONFIRMED]));
    if (follow.mustLook()) refuse(LOOK_ONCE_MORE);
    else if (refusal) refuse({ data: { refusal } });
    else send(input);
  };
  return (
    <form
      {...form}
      onSubmit={submit}
      onKeyDown={submitOnCommandEnter}
      noValidate
      className="flex flex-col gap-4"
    >
      {draft.isOfferedAgain && <DraftNote onDiscard={draft.discard} />}
      <StandingChanges title="This loan changed while you were looking at it" changes={follow.changes} />
      <AmountField loan={loan} amount={amount} draft={draft} problems={problems} />
      <UnusualAmounts amounts={meant} among={1} error={problems.fields[CONFIRMATION]} />
      <div className="grid grid-cols-2 gap-4">
        <Field label="Settlement date" error={withDays(problems.fields.settlementDate)}>
          {(control) => (
            <Input {...control} {...draft.field("settlementDate")} type="date" className="figures" />
          )}
        </Field>
        <Field label="Reference" help="Wire or ACH confirmation." error={problems.fields.settlementReference}>
          {(control) => (
            <Input {...control} {...draft.field("settlementReference")} maxLength={200} autoComplete="off" />
          )}
        </Field>
      </div>
      <Field label="Notes" optional error={problems.fields.notes}>
        {(control) => <Textarea {...control} {...draft.field("notes")} rows={2} className="min-h-15" />}
      </Field>
      <StepRefusal refusal={problems.notice} target={statuses.of(SETTLED)} />
      <FormActions
        isPossible={isPossible}
        isPending={settle.isPending}
        isTooSoon={follow.isTooSoon}
        onDiscard={draft.isTyped ? draft.discard : null}
      >
        Settle for {isAmount(amount) ? dollars(amount) : "this amount"}
      </FormActions>
    </form>
  );
}

interface AmountFieldProps {
  loan: MovableLoan;
  amount: string;
  draft: SettlementDraft;
  problems: Problems;
}

function AmountField({ loan, amount, draft, problems }: AmountFieldProps) {
  return (
    <Field
      label="Settlement amount"
      error={problems.fields.settlementAmount}
      aside={
        <AmountSuggestion
          loan={loan}
          amount={amount}
          onUse={(price) => draft.change({ settlementAmount: moneyText(price) })}
        />
      }
      help={<VarianceHelp amount={amount} loan={loan} />}
    >
      {(control) => (
        <div className="relative">
          <span aria-hidden className="absolute top-2 left-2.5 text-ink-3">
            $
          </span>
          <Input
            {...control}
            {...draft.field("settlementAmount")}
            inputMode="decimal"
            autoFocus
            autoComplete="off"
            className="figures pl-6 text-right text-md font-medium"
          />
        </div>
      )}
    </Field>
  );
}

/** One click to the sale price where it is known, and back to the purchase amount. */
function AmountSuggestion({
  loan,
  amount,
  onUse,
}: {
  loan: MovableLoan;
  amount: string;
  onUse: (price: string) => void;
}) {
  const [name, price] =
    loan.salePrice !== null && amount !== loan.salePrice
      ? ["sale price", loan.salePrice]
      : ["purchase amount", loan.purchasePrice];
  if (amount === price) return null;
  return (
    <button
      type="button"
      onClick={() => onUse(price)}
      className="figures whitespace-nowrap rounded-sm text-xs text-accent hover:underline"
    >
      Use {name} {moneyText(price)}
    </button>
  );
}

function VarianceHelp({ amount, loan }: { amount: string; loan: MovableLoan }) {
  const [name, price] =
    loan.salePrice === null
      ? ["purchase amount, as no sale price is known", loan.purchasePrice]
      : ["sale price", loan.salePrice];
  if (!isAmount(amount)) return `Compared with the ${name} once it is an amount.`;
  const variance = difference(amount, price);
  if (!/[1-9]/.test(variance)) return `Equals the ${name}.`;
  const size = dollars(variance.replace("-", ""));
  return `${size} ${variance.startsWith("-") ? "less" : "more"} than the ${name}.`;
}
