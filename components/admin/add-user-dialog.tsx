"use client";

import { useMutation } from "@tanstack/react-query";
import { AddUserInput } from "@/server/domain/tenancy/input.ts";
import { useTRPC } from "../trpc/client.ts";
import { useProblems } from "../trpc/use-problems.ts";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { ActionDialog, ActionForm } from "./action-dialog.tsx";
import { RoleField } from "./role-field.tsx";
import type { Secret } from "./shown-once.tsx";
import { useRefreshAdmin } from "./use-refresh-admin.ts";

interface Props {
  open: boolean;
  onClose: () => void;
  onSecret: (secret: Secret) => void;
}

export function AddUserDialog({ open, ...props }: Props) {
  return (
    <ActionDialog
      open={open}
      onClose={props.onClose}
      title="Add a person"
      description="They sign in with their e-mail address and a pass phrase, which you are shown once and hand on."
    >
      <AddUserForm {...props} />
    </ActionDialog>
  );
}

function AddUserForm({ onClose, onSecret }: Omit<Props, "open">) {
  const trpc = useTRPC();
  const refresh = useRefreshAdmin();
  const { problems, check, refuse } = useProblems(["email", "name", "role"]);
  const add = useMutation(
    trpc.admin.addUser.mutationOptions({
      onSuccess: ({ email, passPhrase }) => {
        onClose();
        onSecret({
          title: `${email} may sign in now`,
          sentence: "Hand them this pass phrase by a way that you trust. It is shown only now.",
          label: "Pass phrase",
          value: passPhrase,
        });
        return refresh();
      },
      onError: refuse,
    }),
  );
  const submit = (form: FormData) => {
    const { email, name, role } = Object.fromEntries(form);
    const input = check(AddUserInput, { email, name, role });
    if (input) add.mutate(input);
  };
  return (
    <ActionForm
      verb="Add person"
      isPending={add.isPending}
      notice={problems.notice}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field label="E-mail" error={problems.fields.email}>
        {(control) => (
          <Input {...control} name="email" type="email" autoFocus autoComplete="off" maxLength={254} />
        )}
      </Field>
      <Field label="Name" error={problems.fields.name}>
        {(control) => <Input {...control} name="name" autoComplete="off" maxLength={200} />}
      </Field>
      <RoleField error={problems.fields.role} />
    </ActionForm>
  );
}
