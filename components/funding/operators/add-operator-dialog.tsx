"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { OperatorInput } from "@/server/domain/funding/step-input.ts";
import { ActionDialog, ActionForm } from "../../admin/action-dialog.tsx";
import { useTRPC } from "../../trpc/client.ts";
import { useProblems } from "../../trpc/use-problems.ts";
import { Field } from "../../ui/field.tsx";
import { Input } from "../../ui/input.tsx";

interface Props {
  open: boolean;
  onClose: () => void;
  onChoose: (operator: string) => void;
}

/** Whose terms are set: somebody of the tenant, or whoever has files under another address. */
export function AddOperatorDialog({ open, onClose, onChoose }: Props) {
  return (
    <ActionDialog
      open={open}
      onClose={onClose}
      title="Set somebody’s terms"
      description="Their fee, how they sign letters, and their affiliate link."
    >
      <AddForm onChoose={onChoose} />
    </ActionDialog>
  );
}

function AddForm({ onChoose }: Pick<Props, "onChoose">) {
  const trpc = useTRPC();
  const { data: people = [] } = useQuery(trpc.session.people.queryOptions());
  const { problems, check } = useProblems(["operator"]);
  const [operator, setOperator] = useState("");
  const submit = () => {
    const input = check(OperatorInput, { operator: operator.trim().toLowerCase() });
    if (input) onChoose(input.operator);
    return null;
  };
  return (
    <ActionForm verb="Go on" isPending={false} notice={problems.notice} onSubmit={submit}>
      <Field label="E-mail of the operator" error={problems.fields.operator}>
        {(control) => (
          <Input
            {...control}
            name="operator"
            type="email"
            list="people-of-the-tenant"
            autoFocus
            autoComplete="off"
            maxLength={254}
            value={operator}
            onChange={({ target }) => setOperator(target.value)}
          />
        )}
      </Field>
      <datalist id="people-of-the-tenant">
        {people.map((person) => (
          <option key={person.email} value={person.email}>
            {person.name}
          </option>
        ))}
      </datalist>
    </ActionForm>
  );
}
