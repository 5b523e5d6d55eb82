"use client";

import { useMutation } from "@tanstack/react-query";
import { toast } from "sonner";
import { useTRPC } from "../trpc/client.ts";
import { refusalOf } from "../trpc/refusal.ts";
import { ActionDialog, ActionForm } from "./action-dialog.tsx";
import type { Secret } from "./shown-once.tsx";
import { useRefreshAdmin } from "./use-refresh-admin.ts";
import type { User } from "./users.tsx";

type What = "makeAdmin" | "makeOperator" | "shutOut" | "letIn" | "endSessions" | "renewPassPhrase";

/** What is asked about whom. */
export interface Question {
  what: What;
  user: User;
}

export const VERBS: Record<What, string> = {
  makeAdmin: "Make administrator",
  makeOperator: "Make operator",
  shutOut: "Shut out",
  letIn: "Let in again",
  endSessions: "End sessions",
  renewPassPhrase: "Renew pass phrase",
};

const CONSEQUENCES: Record<What, string> = {
  makeAdmin: "From their next click on they also settle loans and see to keys, users and settings.",
  makeOperator: "From their next click on they move and edit loans, and no longer settle or administer.",
  shutOut:
    "They are signed out of this tenant at once and cannot come back until somebody lets them in again.",
  letIn: "They may sign in again, with the role and the pass phrase that they had.",
  endSessions: "They are signed out of this tenant in every browser at once, and may sign in again.",
  renewPassPhrase: "The old pass phrase ends, and they are signed out. You are shown the new one once.",
};

interface Props {
  question: Question | null;
  onClose: () => void;
  onSecret: (secret: Secret) => void;
}

export function UserDialog({ question, ...props }: Props) {
  return (
    <ActionDialog
      open={question !== null}
      onClose={props.onClose}
      title={question ? `${VERBS[question.what]}: ${question.user.name}` : ""}
      description={question && `${question.user.email}. ${CONSEQUENCES[question.what]}`}
    >
      {question && <UserForm question={question} {...props} />}
    </ActionDialog>
  );
}

interface Asked extends Omit<Props, "question"> {
  question: Question;
}

function UserForm(asked: Asked) {
  const change = useUserChange(asked);
  return (
    <ActionForm
      verb={VERBS[asked.question.what]}
      isPending={change.isPending}
      notice={change.error && refusalOf(change.error)}
      onSubmit={() => change.mutateAsync()}
    />
  );
}

/** A new pass phrase is handed on even when the form that asked for it is gone. */
function useUserChange({ question: { what, user }, onClose, onSecret }: Asked) {
  const { userId, name } = user;
  const trpc = useTRPC();
  const refresh = useRefreshAdmin();
  const role = useMutation(trpc.admin.changeRole.mutationOptions());
  const access = useMutation(trpc.admin.changeAccess.mutationOptions());
  const sessions = useMutation(trpc.admin.endSessions.mutationOptions());
  const passPhrase = useMutation(trpc.admin.renewPassPhrase.mutationOptions());
  const run: Record<What, () => Promise<unknown>> = {
    makeAdmin: () => role.mutateAsync({ userId, role: "admin" }),
    makeOperator: () => role.mutateAsync({ userId, role: "operator" }),
    shutOut: () => access.mutateAsync({ userId, mayEnter: false }),
    letIn: () => access.mutateAsync({ userId, mayEnter: true }),
    endSessions: () => sessions.mutateAsync({ userId }),
    renewPassPhrase: () => passPhrase.mutateAsync({ userId }),
  };
  const done: Record<What, string> = {
    makeAdmin: `${name} is an administrator now`,
    makeOperator: `${name} is an operator now`,
    shutOut: `${name} is shut out`,
    letIn: `${name} may sign in again`,
    endSessions: `${name} is signed out`,
    renewPassPhrase: "",
  };
  return useMutation({
    mutationFn: async () => {
      const answer = await run[what]();
      if (done[what]) toast.success(done[what]);
      return what === "renewPassPhrase" ? (answer as { passPhrase: string }).passPhrase : null;
    },
    onSuccess: (passPhrase) => {
      onClose();
      if (passPhrase === null) return;
      onSecret({
        title: `New pass phrase for ${name}`,
        sentence: "Hand it to them by a way that you trust. It is shown only now.",
        label: "Pass phrase",
        value: passPhrase,
      });
    },
    onSettled: () => void refresh(),
  });
}
