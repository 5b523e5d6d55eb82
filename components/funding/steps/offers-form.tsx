"use client";

import { Plus, Trash2 } from "lucide-react";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Input } from "../../ui/input.tsx";
import { typedAmount } from "../../ui/money-text.ts";
import { withDays } from "../../ui/time-text.ts";
import { MoneyField } from "./money-field.tsx";
import { StepForm } from "./step-form.tsx";
import { useListDraft } from "./use-list-draft.ts";
import { useStepForm } from "./use-step-form.ts";
import { actionName, type Place, useWorkflow } from "./workflow-context.ts";

const NO_OFFER = {
  lender: "",
  amount: "",
  apr: "",
  termMonths: "",
  monthlyPayment: "",
  link: "",
  expiresOn: "",
};
type Typed = typeof NO_OFFER;
const NAMES = Object.keys(NO_OFFER) as (keyof Typed)[];

/** By which typed offers are kept while they are not sent. */
export function offersDraftKey(fileId: number, place: Place): string {
  return `funding/${fileId}/${actionName(place)}`;
}

/** The offers that lenders made, entered by hand: by telephone, e-mail or a lender's own portal. */
export function OffersForm({ place, verb }: { place: Place; verb: string }) {
  const { file } = useWorkflow();
  const list = useListDraft(offersDraftKey(file.fileId, place), [NO_OFFER]);
  const { rows, draft } = list;
  const shown = ["offers", ...rows.flatMap((_, at) => NAMES.map((name) => `offers.${at}.${name}`))];
  const of = useStepForm(place, "offers", shown);
  return (
    <StepForm
      of={of}
      draft={draft}
      verb={rows.length > 1 ? `Record ${rows.length} offers` : verb.replace("the offers", "the offer")}
      onSubmit={() => of.submit({ offers: rows.map(offerOf) }, draft.discard)}
    >
      {rows.map((_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an offer is where it stands
        <fieldset key={at} className="rounded-md border px-3 pt-1 pb-3">
          <legend className="px-1 text-sm font-medium text-ink-2">Offer {at + 1}</legend>
          <OfferFields at={at} list={list} errors={of.errors} />
          {rows.length > 1 && (
            <Button look="quiet" size="sm" className="mt-2" onClick={() => list.remove(at)}>
              <Trash2 aria-hidden />
              Remove offer {at + 1}
            </Button>
          )}
        </fieldset>
      ))}
      {of.errors.offers && <p className="text-sm text-danger">The list {of.errors.offers}.</p>}
      <Button size="sm" className="self-start" onClick={() => list.add(NO_OFFER)}>
        <Plus aria-hidden />
        Add another offer
      </Button>
    </StepForm>
  );
}

interface FieldsProps {
  at: number;
  list: ReturnType<typeof useListDraft<keyof Typed>>;
  errors: Record<string, string>;
}

function OfferFields({ at, list, errors }: FieldsProps) {
  const cell = (name: keyof Typed) => list.cell("offers", at, name);
  const error = (name: keyof Typed) => errors[`offers.${at}.${name}`];
  const plain = { autoComplete: "off", className: "figures text-right" };
  return (
    <div className="grid grid-cols-2 gap-x-4 gap-y-3 sm:grid-cols-6">
      <Field label="Lender" error={error("lender")} className="sm:col-span-3">
        {(control) => <Input {...control} {...cell("lender")} maxLength={200} autoComplete="off" />}
      </Field>
      <div className="sm:col-span-3">
        <MoneyField label="Amount" {...cell("amount")} error={error("amount")} />
      </div>
      <Field label="APR, %" optional error={error("apr")} className="sm:col-span-2">
        {(control) => <Input {...control} {...cell("apr")} inputMode="decimal" {...plain} />}
      </Field>
      <Field label="Months" optional error={error("termMonths")} className="sm:col-span-2">
        {(control) => <Input {...control} {...cell("termMonths")} inputMode="numeric" {...plain} />}
      </Field>
      <div className="sm:col-span-2">
        <MoneyField label="Monthly" {...cell("monthlyPayment")} error={error("monthlyPayment")} optional />
      </div>
      <Field
        label="Acceptance link"
        optional
        help="Without it, the offer cannot be sent."
        error={error("link")}
        className="col-span-2 sm:col-span-4"
      >
        {(control) => (
          <Input {...control} {...cell("link")} type="url" placeholder="https://" autoComplete="off" />
        )}
      </Field>
      <Field
        label="Expires on"
        optional
        error={withDays(error("expiresOn"))}
        className="col-span-2 sm:col-span-2"
      >
        {(control) => <Input {...control} {...cell("expiresOn")} type="date" className="figures" />}
      </Field>
    </div>
  );
}

/** Offers that nobody numbered are numbered here: by that they are selected. */
function offerOf(row: Typed, at: number) {
  const known = (text: string) => (text.trim() === "" ? null : text.trim());
  return {
    offerId: `hand-${at + 1}`,
    lender: row.lender,
    amount: typedAmount(row.amount),
    apr: known(row.apr.replace(/\s*%$/, "")),
    termMonths: known(row.termMonths),
    monthlyPayment: known(typedAmount(row.monthlyPayment)),
    link: known(row.link),
    expiresOn: known(row.expiresOn),
  };
}
