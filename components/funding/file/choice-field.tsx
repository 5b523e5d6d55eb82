import { Field } from "../../ui/field.tsx";
import { Select } from "../../ui/input.tsx";

interface Props {
  label: string;
  /** What stands for "". */
  none: string;
  choices: { value: string; says: string }[];
  field: { name: string; value: string; onChange: (event: { target: { value: string } }) => void };
  error?: string | undefined;
}

/** One of several, or none of them. */
export function ChoiceField({ label, none, choices, field, error }: Props) {
  return (
    <Field label={label} optional error={error}>
      {(control) => (
        <Select {...control} {...field} className="h-9 w-full">
          <option value="">{none}</option>
          {choices.map(({ value, says }) => (
            <option key={value} value={value}>
              {says}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
