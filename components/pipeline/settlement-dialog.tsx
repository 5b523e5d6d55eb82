"use client";

import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { toast } from "sonner";
import { SettleLoanInput } from "@/server/domain/pipeline/input.ts";
import { guardSettlementDate } from "@/server/domain/pipeline/model/settlement.ts";
import { useSession } from "../shell/session.tsx";
import { useTRPC } from "../trpc/client.ts";
import { useProblems } from "../trpc/use-problems.ts";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogActions } from "../ui/dialog.tsx";
import { Field } from "../ui/field.tsx";
import { Input, Textarea } from "../ui/input.tsx";
import { difference, dollars, isAmount, moneyText, typedAmount } from "../ui/money-text.ts";
import { Notice } from "../ui/notice.tsx";
import { todayIn } from "../ui/time-text.ts";
import { useWarnBeforeLeaving } from "../ui/use-warn-before-leaving.ts";
import type { MovableLoan } from "./move-dialog.tsx";
import { submitOnCommandEnter } from "./submit-key.ts";
import { useRefreshPipeline } from "./use-refresh.ts";
import { useSeenVersion } from "./use-seen-version.ts";

interface Props {
  loan: MovableLoan;
  open: boolean;
  onClose: () => void;
  returnTo: () => HTMLElement | null;
}

export function SettlementDialog({ loan, open, onClose, returnTo }: Props) {
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => !next && onClose()}
      returnTo={returnTo}
      title="Record settlement"
      description={`${loan.borrowerName} · ${loan.loanId}. A settled loan is final.`}
    >
      {open && <SettlementForm loan={loan} onClose={onClose} />}
    </Dialog>
  );
}

const SHOWN = ["settlementAmount", "settlementDate", "settlementReference", "notes"];

function SettlementForm({ loan, onClose }: Pick<Props, "loan" | "onClose">) {
  const trpc = useTRPC();
  const today = todayIn(useSession().timeZone);
  const refresh = useRefreshPipeline();
  const { problems, check, refuse } = useProblems(SHOWN);
  const { version, learnFrom } = useSeenVersion(loan.version);
  const [amount, setAmount] = useState(moneyText(loan.purchasePrice));
  const settle = useMutation(
    trpc.pipeline.settleLoan.mutationOptions({
      onSuccess: (settled) => {
        toast.success(`${loan.borrowerName} settled for ${dollars(settled.settlementAmount)}`);
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
  useWarnBeforeLeaving(settle.isPending);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const notes = String(form.get("notes") ?? "").trim();
    const input = check(SettleLoanInput, {
      loanId: loan.pipelineLoanId,
      version,
      settlementAmount: typedAmount(amount),
      settlementDate: String(form.get("settlementDate") ?? ""),
      settlementReference: String(form.get("settlementReference") ?? ""),
      ...(notes === "" ? {} : { notes }),
    });
    if (!input || settle.isPending) return;
    const refusal = guardSettlementDate(input.settlementDate, today, loan.purchaseDate);
    if (refusal) refuse({ data: { refusal } });
    else settle.mutate(input);
  };
  return (
    <form onSubmit={submit} onKeyDown={submitOnCommandEnter} noValidate className="flex flex-col gap-4">
      <Field
        label="Settlement amount"
        error={problems.fields.settlementAmount}
        aside={
          <AmountSuggestion
            loan={loan}
            amount={typedAmount(amount)}
            onUse={(price) => setAmount(moneyText(price))}
          />
        }
        help={<VarianceHelp amount={typedAmount(amount)} loan={loan} />}
      >
        {(control) => (
          <div className="relative">
            <span aria-hidden className="absolute top-2 left-2.5 text-ink-3">
              $
            </span>
            <Input
              {...control}
              inputMode="decimal"
              autoFocus
              autoComplete="off"
              value={amount}
              onChange={(event) => setAmount(event.target.value)}
              className="figures pl-6 text-right text-md font-medium"
            />
          </div>
        )}
      </Field>
      <div className="grid grid-cols-2 gap-4">
        <Field label="Settlement date" error={problems.fields.settlementDate}>
          {(control) => (
            <Input {...control} name="settlementDate" type="date" className="figures" defaultValue={today} />
          )}
        </Field>
        <Field label="Reference" help="Wire or ACH confirmation." error={problems.fields.settlementReference}>
          {(control) => <Input {...control} name="settlementReference" maxLength={200} autoComplete="off" />}
        </Field>
      </div>
      <Field label="Notes" optional error={problems.fields.notes}>
        {(control) => <Textarea {...control} name="notes" rows={2} className="min-h-15" />}
      </Field>
      {problems.notice && (
        <Notice title={problems.notice.message} requestId={problems.notice.requestId}>
          What you typed is still here.
        </Notice>
      )}
      <DialogActions>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" look="filled" aria-disabled={settle.isPending} aria-busy={settle.isPending}>
          Settle for {isAmount(typedAmount(amount)) ? dollars(typedAmount(amount)) : "this amount"}
        </Button>
      </DialogActions>
    </form>
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
  if (loan.salePrice === null) return "The sale price is not known, so there is nothing to compare with.";
  if (!isAmount(amount)) return "Compared with the sale price once it is an amount.";
  const variance = difference(amount, loan.salePrice);
  if (!/[1-9]/.test(variance)) return "Equals the sale price.";
  const size = dollars(variance.replace("-", ""));
  return variance.startsWith("-") ? `${size} less than the sale price.` : `${size} more than the sale price.`;
}
