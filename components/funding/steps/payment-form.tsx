"use client";

import { Checkbox } from "../../ui/checkbox.tsx";
import { Field } from "../../ui/field.tsx";
import { Input } from "../../ui/input.tsx";
import { dollars, isAmount, typedAmount } from "../../ui/money-text.ts";
import { withDays } from "../../ui/time-text.ts";
import { useDraft } from "../../ui/use-draft.ts";
import { MoneyField } from "./money-field.tsx";
import { WhereTo } from "./sending-preview.tsx";
import { StepForm } from "./step-form.tsx";
import { eventsOf } from "./story.ts";
import { useStepForm } from "./use-step-form.ts";
import { actionName, type Place, useWorkflow } from "./workflow-context.ts";

const SHOWN = ["amount", "receivedOn", "lender", "reference", "processedByUs"];

/** The commission that the lender has paid: recorded, never invoiced (F4.2). */
export function PaymentForm({ place, verb }: { place: Place; verb: string }) {
  const { file, progress, today } = useWorkflow();
  const of = useStepForm(place, "payment", SHOWN);
  const submitted = eventsOf(progress).findLast(
    ({ step, kind }) => kind === "completed" && step === "submit_to_partner",
  );
  const partners = Array.isArray(submitted?.data.partners) ? submitted.data.partners.map(String) : [];
  const draft = useDraft(`funding/${file.fileId}/${actionName(place)}`, {
    amount: "",
    receivedOn: today,
    lender: partners.length === 1 ? (partners[0] ?? "") : "",
    reference: "",
    processedByUs: "",
  });
  const amount = typedAmount(draft.values.amount);
  const { receivedOn, lender, reference, processedByUs } = draft.values;
  const data = { amount, receivedOn, lender, reference, processedByUs: processedByUs === "yes" };
  return (
    <StepForm
      of={of}
      draft={draft}
      verb={isAmount(amount) ? `Record ${dollars(amount)} received` : verb}
      onSubmit={() => of.submit(data, draft.discard)}
    >
      <div className="grid grid-cols-2 gap-4">
        <MoneyField label="Amount received" {...draft.field("amount")} error={of.errors.amount} />
        <Field label="Received on" error={withDays(of.errors.receivedOn)}>
          {(control) => (
            <Input {...control} {...draft.field("receivedOn")} type="date" max={today} className="figures" />
          )}
        </Field>
        <Field label="Lender" error={of.errors.lender}>
          {(control) => (
            <Input
              {...control}
              {...draft.field("lender")}
              list="paid-by"
              maxLength={200}
              autoComplete="off"
            />
          )}
        </Field>
        <Field label="Reference" help="Wire or check number." error={of.errors.reference}>
          {(control) => (
            <Input {...control} {...draft.field("reference")} maxLength={100} autoComplete="off" />
          )}
        </Field>
      </div>
      <datalist id="paid-by">
        {partners.map((partner) => (
          <option key={partner} value={partner} />
        ))}
      </datalist>
      <Checkbox
        name="processedByUs"
        checked={processedByUs === "yes"}
        onChange={({ target }) => draft.change({ processedByUs: target.checked ? "yes" : "" })}
        className="gap-2 text-sm"
      >
        We processed it; the house takes its share of the commission
      </Checkbox>
      <WhereTo effects={["payment"]} />
    </StepForm>
  );
}
