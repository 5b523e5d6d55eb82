"use client";

import type { ComponentProps } from "react";
import {
  type MortgageStatus,
  PROPERTY_TYPES,
  STATUSES_BY_HAND,
} from "@/server/domain/mortgages/model/mortgage.ts";
import { MoneyField } from "../../funding/steps/money-field.tsx";
import { Field } from "../../ui/field.tsx";
import { Input, Select } from "../../ui/input.tsx";
import type { useDraft } from "../../ui/use-draft.ts";
import { BorrowerPicker } from "../borrower/borrower-picker.tsx";
import { FIELD_LABELS, type MortgageField } from "../fact-text.ts";
import { STATUS_WORDS } from "../mortgage-status.tsx";
import { FormSection } from "./form-section.tsx";
import { isOptional, type MortgageValues } from "./mortgage-values.ts";
import { TermChoice } from "./term-choice.tsx";

export type MortgageDraft = ReturnType<typeof useDraft<keyof MortgageValues>>;

interface Props {
  draft: MortgageDraft;
  errors: Record<string, string>;
  /** Renewed: the status is not for a person to set. */
  isRenewed: boolean;
  onAddBorrower: (name: string) => void;
}

/** The facts of a mortgage, alike where one is made and where it is changed (M5, M7). */
export function MortgageFields({ draft, errors, isRenewed, onAddBorrower }: Props) {
  const text = (name: MortgageField, more: Omit<ComponentProps<"input">, "name"> = {}, wide = false) => (
    <TextField name={name} draft={draft} error={errors[name]} wide={wide} {...more} />
  );
  return (
    <>
      <FormSection title="Loan">
        <MoneyField
          label={FIELD_LABELS.loanAmount}
          {...draft.field("loanAmount")}
          error={errors.loanAmount}
        />
        <RateField draft={draft} error={errors.interestRate} />
        <StatusField draft={draft} error={errors.status} isRenewed={isRenewed} />
        {text("externalMortgageId", { maxLength: 100, className: "id" })}
      </FormSection>
      <FormSection title="Dates">
        {text("originationDate", { type: "date", className: "figures" })}
        {text("maturityDate", { type: "date", className: "figures" })}
        <TermChoice draft={draft} />
      </FormSection>
      <FormSection title="Borrower">
        <BorrowerField draft={draft} error={errors.borrowerId} onAdd={onAddBorrower} />
      </FormSection>
      <FormSection title="Property">
        {text("property.street", { maxLength: 200 }, true)}
        {text("property.city", { maxLength: 100 })}
        <div className="grid grid-cols-2 items-start gap-4">
          {text("property.state", { maxLength: 60 })}
          {text("property.zip", { maxLength: 20, className: "figures" })}
        </div>
        {text("property.country", { maxLength: 60 })}
        <TypeField draft={draft} error={errors["property.type"]} />
        {text("property.latitude", { inputMode: "text", className: "figures", placeholder: "45.5231" })}
        {text("property.longitude", { inputMode: "text", className: "figures", placeholder: "-122.6765" })}
      </FormSection>
    </>
  );
}

interface OneField {
  draft: MortgageDraft;
  error: string | undefined;
}

function TextField({
  name,
  draft,
  error,
  wide,
  ...more
}: OneField & { name: MortgageField; wide: boolean } & Omit<ComponentProps<"input">, "name">) {
  return (
    <Field
      label={FIELD_LABELS[name]}
      optional={isOptional(name)}
      error={error}
      className={wide ? "col-span-2" : undefined}
    >
      {(control) => <Input autoComplete="off" {...more} {...control} {...draft.field(name)} />}
    </Field>
  );
}

function RateField({ draft, error }: OneField) {
  return (
    <Field label={FIELD_LABELS.interestRate} error={error}>
      {(control) => (
        <div className="relative">
          <Input
            {...control}
            {...draft.field("interestRate")}
            inputMode="decimal"
            autoComplete="off"
            className="figures pr-8 text-right"
          />
          <span aria-hidden className="absolute top-2 right-2.5 text-ink-3">
            %
          </span>
        </div>
      )}
    </Field>
  );
}

function StatusField({ draft, error, isRenewed }: OneField & Pick<Props, "isRenewed">) {
  const choices: readonly MortgageStatus[] = isRenewed ? ["renewed"] : STATUSES_BY_HAND;
  return (
    <Field
      label={FIELD_LABELS.status}
      error={error}
      help={isRenewed ? "Stays so until its renewal is deleted." : undefined}
    >
      {(control) => (
        <Select {...control} {...draft.field("status")} disabled={isRenewed} className="h-9 w-full">
          {choices.map((status) => (
            <option key={status} value={status}>
              {STATUS_WORDS[status]}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}

function TypeField({ draft, error }: OneField) {
  return (
    <Field label={FIELD_LABELS["property.type"]} optional error={error}>
      {(control) => (
        <Select {...control} {...draft.field("property.type")} className="h-9 w-full">
          <option value="">Not known</option>
          {Object.entries(PROPERTY_TYPES).map(([type, says]) => (
            <option key={type} value={type}>
              {says}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}

function BorrowerField({ draft, error, onAdd }: OneField & { onAdd: (name: string) => void }) {
  const { borrowerId, borrowerName } = draft.values;
  // A name without an id is what somebody typed and did not choose by.
  const unfinished = borrowerId === "" ? borrowerName : "";
  const says = unfinished && `Choose “${unfinished}” from the list, or add it as a new borrower`;
  return (
    <Field
      label={FIELD_LABELS.borrowerId}
      error={says || error}
      says={says || undefined}
      className="col-span-2"
    >
      {(control) => (
        <BorrowerPicker
          control={control}
          name="borrowerId"
          picked={borrowerId === "" ? null : { borrowerId: Number(borrowerId), name: borrowerName }}
          onPick={(borrower) =>
            draft.change({ borrowerId: String(borrower.borrowerId), borrowerName: borrower.name })
          }
          onAdd={onAdd}
          unfinished={unfinished}
          onLeave={(typed) => draft.change({ borrowerId: "", borrowerName: typed })}
        />
      )}
    </Field>
  );
}
