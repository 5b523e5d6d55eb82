import type { ComponentProps } from "react";
import { Field } from "../ui/field.tsx";
import { Select } from "../ui/input.tsx";
import { ROLE_NAMES } from "./role-names.ts";

type Props = Pick<ComponentProps<"select">, "value" | "onChange"> & { error?: string | undefined };

/** Operator or administrator, with what each may do. */
export function RoleField({ error, ...held }: Props) {
  return (
    <Field
      label="Role"
      error={error}
      help="Operators move and edit loans. Administrators also settle, and see to keys, users and settings."
    >
      {(control) => (
        <Select {...control} name="role" {...held} className="h-9 w-full">
          <option value="operator">{ROLE_NAMES.operator}</option>
          <option value="admin">{ROLE_NAMES.admin}</option>
        </Select>
      )}
    </Field>
  );
}
