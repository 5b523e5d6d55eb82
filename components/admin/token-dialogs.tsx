"use client";

import { useMutation } from "@tanstack/react-query";
import { toast } from "sonner";
import { IssueTokenInput } from "@/server/domain/tenancy/input.ts";
import { useTRPC } from "../trpc/client.ts";
import { refusalOf } from "../trpc/refusal.ts";
import { useProblems } from "../trpc/use-problems.ts";
import { Field } from "../ui/field.tsx";
import { Input, Select } from "../ui/input.tsx";
import { agoText } from "../ui/time-text.ts";
import { ActionDialog, ActionForm } from "./action-dialog.tsx";
import type { ApiToken } from "./api-tokens.tsx";
import { RoleField } from "./role-field.tsx";
import type { Secret } from "./shown-once.tsx";
import { useRefreshAdmin } from "./use-refresh-admin.ts";

interface IssueProps {
  open: boolean;
  onClose: () => void;
  onSecret: (secret: Secret) => void;
}

export function IssueTokenDialog({ open, ...props }: IssueProps) {
  return (
    <ActionDialog
      open={open}
      onClose={props.onClose}
      title="Issue a token"
      description="For one program: it can then be told apart, and ended by itself."
    >
      <IssueForm {...props} />
    </ActionDialog>
  );
}

const LIVES: [days: number, name: string][] = [
  [30, "30 days"],
  [90, "90 days"],
  [365, "One year"],
  [1_095, "Three years"],
];

function IssueForm({ onClose, onSecret }: Omit<IssueProps, "open">) {
  const trpc = useTRPC();
  const refresh = useRefreshAdmin();
  const { problems, check, refuse } = useProblems(["name", "role", "days"]);
  const issue = useMutation(
    trpc.admin.issueToken.mutationOptions({
      onSuccess: ({ token }, { name }) => {
        onClose();
        onSecret({
          title: `Token for ${name}`,
          sentence: "The program sends it as Authorization: Bearer. It is shown only now.",
          label: "Token",
          value: token,
        });
        return refresh();
      },
      onError: refuse,
    }),
  );
  const submit = (form: FormData) => {
    const { name, role, days } = Object.fromEntries(form);
    const input = check(IssueTokenInput, { name, role, days: Number(days) });
    return input && issue.mutateAsync(input);
  };
  return (
    <ActionForm verb="Issue token" isPending={issue.isPending} notice={problems.notice} onSubmit={submit}>
      <Field label="Name" help="As the audit trail shows it." error={problems.fields.name}>
        {(control) => <Input {...control} name="name" autoFocus autoComplete="off" maxLength={100} />}
      </Field>
      <RoleField error={problems.fields.role} />
      <Field label="Valid for" error={problems.fields.days}>
        {(control) => (
          <Select {...control} name="days" defaultValue={365} className="h-9 w-full">
            {LIVES.map(([days, name]) => (
              <option key={days} value={days}>
                {name}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </ActionForm>
  );
}

export function RevokeTokenDialog({ revoked, onClose }: { revoked: ApiToken | null; onClose: () => void }) {
  const trpc = useTRPC();
  const refresh = useRefreshAdmin();
  const revoke = useMutation(
    trpc.admin.revokeToken.mutationOptions({
      onSuccess: () => {
        toast.success("The token is revoked");
        onClose();
        return refresh();
      },
      onError: () => void refresh(),
    }),
  );
  const used = revoked?.lastUsedAt
    ? `It was last used ${agoText(revoked.lastUsedAt, Date.now())}.`
    : "It was never used.";
  return (
    <ActionDialog
      open={revoked !== null}
      onClose={onClose}
      title={`Revoke the token of ${revoked?.name}`}
      description={`From now on, requests with it are refused. ${used} This cannot be undone.`}
    >
      <ActionForm
        verb="Revoke token"
        isPending={revoke.isPending}
        notice={revoke.error && refusalOf(revoke.error)}
        onSubmit={() => revoked && revoke.mutateAsync({ tokenId: revoked.tokenId })}
        confirm={{ word: revoked?.name ?? "", label: `Type ${revoked?.name} to confirm` }}
      />
    </ActionDialog>
  );
}
