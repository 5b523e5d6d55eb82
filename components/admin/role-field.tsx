import { Field } from "../ui/field.tsx";
import { Select } from "../ui/input.tsx";
import { ROLE_NAMES } from "./role-names.ts";

/** Operator or administrator, with what each may do. */
export function RoleField({ error }: { error?: string | undefined }) {
  return (
    <Field
      label="Role"
      error={error}
      help="Operators move and edit loans. Administrators also settle, and see to keys, users and settings."
    >
      {(control) => (
        <Select {...control} name="role" defaultValue="operator" className="h-9 w-full">
          <option value="operator">{ROLE_NAMES.operator}</option>
          <option value="admin">{ROLE_NAMES.admin}</option>
        </Select>
      )}
    </Field>
  );
}
