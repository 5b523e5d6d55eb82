"use client";

import type { ReactNode } from "react";
import { Field } from "../../ui/field.tsx";
import { Input } from "../../ui/input.tsx";

interface Props {
  label: string;
  name: string;
  value: string;
  onChange: (event: { target: { value: string } }) => void;
  error?: string | undefined;
  help?: ReactNode;
  optional?: boolean;
}

/** An amount in dollars. */
export function MoneyField({ label, error, help, optional, ...input }: Props) {
  return (
    <Field label={label} error={error} help={help} {...(optional ? { optional } : {})}>
      {(control) => (
        <div className="relative">
          <span aria-hidden className="absolute top-2 left-2.5 text-ink-3">
            $
          </span>
          <Input
            {...control}
            {...input}
            inputMode="decimal"
            autoComplete="off"
            className="figures pl-6 text-right"
          />
        </div>
      )}
    </Field>
  );
}
