"use client";

import { Field } from "../../ui/field.tsx";
import { Input } from "../../ui/input.tsx";
import { dollars, isAmount, moneyText, typedAmount } from "../../ui/money-text.ts";
import { withDays } from "../../ui/time-text.ts";
import { useDraft } from "../../ui/use-draft.ts";
import { MarketReports } from "./market-reports.tsx";
import { MoneyField } from "./money-field.tsx";
import { NotesField, notesIn } from "./notes-field.tsx";
import { StepForm } from "./step-form.tsx";
import { useStepForm } from "./use-step-form.ts";
import { actionName, type Place, useWorkflow } from "./workflow-context.ts";

/** What the lender has paid out, and when: the client may be paid less than was offered. */
export function FundsForm({ place, verb }: { place: Place; verb: string }) {
  const { file, progress, today } = useWorkflow();
  const of = useStepForm(place, "funds", ["fundedAmount", "fundedOn", "notes"]);
  const offered = progress.offers.find(({ isSelected }) => isSelected)?.amount;
  const draft = useDraft(`funding/${file.fileId}/${actionName(place)}`, {
    fundedAmount: offered === undefined ? "" : moneyText(offered),
    fundedOn: today,
    notes: "",
  });
  const fundedAmount = typedAmount(draft.values.fundedAmount);
  const { fundedOn, notes } = draft.values;
  return (
    <>
      <MarketReports place={place} />
      <StepForm
        of={of}
        draft={draft}
        verb={isAmount(fundedAmount) ? `Record ${dollars(fundedAmount)} funded` : verb}
        onSubmit={() => of.submit({ fundedAmount, fundedOn, ...notesIn(notes) }, draft.discard)}
      >
        <div className="grid grid-cols-2 gap-4">
          <MoneyField
            label="Amount funded"
            {...draft.field("fundedAmount")}
            error={of.errors.fundedAmount}
            help={offered === undefined ? undefined : `Offered: ${dollars(offered)}.`}
          />
          <Field label="Funded on" error={withDays(of.errors.fundedOn)}>
            {(control) => (
              <Input {...control} {...draft.field("fundedOn")} type="date" max={today} className="figures" />
            )}
          </Field>
        </div>
        <NotesField {...draft.field("notes")} error={of.errors.notes} />
      </StepForm>
    </>
  );
}
