import { Field } from "../../ui/field.tsx";
import { Input } from "../../ui/input.tsx";
import { FACT_LABELS, type FactName } from "./applicant-values.ts";
import { OperatorField } from "./operator-field.tsx";

interface Props {
  field: (name: FactName) => {
    name: string;
    value: string;
    onChange: (event: { target: { value: string } }) => void;
  };
  errors: Record<string, string>;
}

/** The fields of a client, alike where a file is made and where it is corrected. */
export function ApplicantFields({ field, errors }: Props) {
  return (
    <div className="grid gap-x-4 gap-y-3 sm:grid-cols-2">
      <Field label={FACT_LABELS.name} error={errors.name} className="sm:col-span-2">
        {(control) => <Input {...control} {...field("name")} autoFocus maxLength={200} autoComplete="off" />}
      </Field>
      <Field label={FACT_LABELS.email} error={errors.email}>
        {(control) => (
          <Input {...control} {...field("email")} type="email" maxLength={254} autoComplete="off" />
        )}
      </Field>
      <Field label={FACT_LABELS.phone} optional error={errors.phone}>
        {(control) => <Input {...control} {...field("phone")} type="tel" maxLength={40} autoComplete="off" />}
      </Field>
      <Field label={FACT_LABELS.statedIncome} error={errors.statedIncome}>
        {(control) => <Amount {...control} {...field("statedIncome")} />}
      </Field>
      <Field label={FACT_LABELS.monthlyRevenue} optional error={errors.monthlyRevenue}>
        {(control) => <Amount {...control} {...field("monthlyRevenue")} />}
      </Field>
      <Field label={FACT_LABELS.businessStartedOn} optional error={errors.businessStartedOn}>
        {(control) => <Input {...control} {...field("businessStartedOn")} type="date" className="figures" />}
      </Field>
      <OperatorField field={field("operator")} error={errors.operator} />
    </div>
  );
}

function Amount(props: React.ComponentProps<typeof Input>) {
  return (
    <span className="relative">
      <span aria-hidden className="pointer-events-none absolute top-2 left-2.5 text-ink-3">
        $
      </span>
      <Input {...props} inputMode="decimal" autoComplete="off" className="figures text-right" />
    </span>
  );
}
