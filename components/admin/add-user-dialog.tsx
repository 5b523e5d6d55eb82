"use client";

import { useMutation } from "@tanstack/react-query";
import { AddUserInput } from "@/server/domain/tenancy/input.ts";
import { useTRPC } from "../trpc/client.ts";
import { useProblems } from "../trpc/use-problems.ts";
import { DraftNote } from "../ui/draft-note.tsx";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { useDraft } from "../ui/use-draft.ts";
import { ActionDialog, ActionForm } from "./action-dialog.tsx";
import { RoleField } from "./role-field.tsx";
import type { Secret } from "./shown-once.tsx";
import { useRefreshAdmin } from "./use-refresh-admin.ts";

interface Props {
  open: boolean;
  onClose: () => void;
  onSecret: (secret: Secret) => void;
}

const DRAFT = "add a person";

export function AddUserDialog({ open, ...props }: Props) {
  return (
    <ActionDialog
      open={open}
      onClose={props.onClose}
      draftKey={DRAFT}
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
  const draft = useDraft(DRAFT, { email: "", name: "", role: "operator" });
  const add = useMutation(
    trpc.admin.addUser.mutationOptions({
      onSuccess: ({ email, passPhrase }) => {
        draft.discard();
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
  const submit = () => {
    const input = check(AddUserInput, draft.values);
    return input && add.mutateAsync(input);
  };
  return (
    <ActionForm verb="Add person" isPending={add.isPending} notice={problems.notice} onSubmit={submit}>
      {draft.isOfferedAgain && <DraftNote onDiscard={draft.discard} />}
      <Field label="E-mail" error={problems.fields.email}>
        {(control) => (
          <Input
            {...control}
            {...draft.field("email")}
            type="email"
            autoFocus
            autoComplete="off"
            maxLength={254}
          />
        )}
      </Field>
      <Field label="Name" error={problems.fields.name}>
        {(control) => <Input {...control} {...draft.field("name")} autoComplete="off" maxLength={200} />}
      </Field>
      <RoleField {...draft.field("role")} error={problems.fields.role} />
    </ActionForm>
  );
}
