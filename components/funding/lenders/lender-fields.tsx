"use client";

import type { ComponentProps } from "react";
import { LENDER_PRODUCTS, PRODUCTS } from "@/server/domain/funding/model/lenders.ts";
import { Checkbox } from "../../ui/checkbox.tsx";
import { Field } from "../../ui/field.tsx";
import { Input, Textarea } from "../../ui/input.tsx";
import type { useDraft } from "../../ui/use-draft.ts";
import type { LenderField, LenderValues } from "./lender-values.ts";

interface Props {
  draft: ReturnType<typeof useDraft<keyof LenderValues>>;
  errors: Record<string, string>;
}

export function LenderFields({ draft, errors }: Props) {
  const field = (name: LenderField, label: string, more: ComponentProps<"input"> = {}) => (
    <Field label={label} optional={name !== "name"} error={errors[name]}>
      {(control) => <Input {...control} {...draft.field(name)} autoComplete="off" {...more} />}
    </Field>
  );
  const figure = (name: LenderField, label: string) =>
    field(name, label, { inputMode: "decimal", className: "figures text-right" });
  return (
    <>
      {field("name", "Name", { autoFocus: true, maxLength: 200 })}
      <ProductsField draft={draft} error={errors.products} />
      <div className="grid grid-cols-3 items-end gap-4">
        {figure("minimumScore", "Least score")}
        {figure("minimumMonthlyRevenue", "Least monthly revenue")}
        {figure("minimumMonthsInBusiness", "Months in business")}
        {figure("minimumAmount", "Least amount")}
        {figure("maximumAmount", "Most amount")}
        {figure("daysToFund", "Days to fund")}
      </div>
      <div className="grid grid-cols-2 gap-4">
        {field("contactEmail", "E-mail for submissions", { type: "email", maxLength: 254 })}
        {field("contactName", "Contact", { maxLength: 200 })}
        {field("contactPhone", "Phone", { maxLength: 40 })}
      </div>
      <TextField draft={draft} name="notes" label="Notes" error={errors.notes} />
      <TextField draft={draft} name="toVerify" label="To verify" error={errors.toVerify} />
    </>
  );
}

interface TextProps extends Pick<Props, "draft"> {
  name: LenderField;
  label: string;
  error: string | undefined;
}

function TextField({ draft, name, label, error }: TextProps) {
  return (
    <Field label={label} optional error={error}>
      {(control) => (
        <Textarea {...control} {...draft.field(name)} maxLength={2_000} rows={2} className="min-h-14" />
      )}
    </Field>
  );
}

function ProductsField({ draft, error }: Pick<Props, "draft"> & { error: string | undefined }) {
  const chosen = draft.values.products === "" ? [] : draft.values.products.split(",");
  const toggle = (product: string) => {
    const next = PRODUCTS.filter((one) => (one === product) !== chosen.includes(one));
    draft.change({ products: next.join(",") });
  };
  return (
    <fieldset>
      <legend className="mb-1.5 text-sm font-medium">Products</legend>
      <div className="grid grid-cols-2 gap-x-4 @min-[480px]:grid-cols-3 sm:grid-cols-3">
        {PRODUCTS.map((product) => (
          <Checkbox
            key={product}
            name="products"
            checked={chosen.includes(product)}
            onChange={() => toggle(product)}
            {...(error ? { "aria-invalid": true } : {})}
            className="min-h-8 gap-2 text-sm leading-4"
          >
            {LENDER_PRODUCTS[product].title}
          </Checkbox>
        ))}
      </div>
      {error && <p className="mt-1 text-sm text-danger">Products {error}.</p>}
    </fieldset>
  );
}
