"use client";

import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { toast } from "sonner";
import { CreateBorrowerInput } from "@/server/domain/mortgages/input.ts";
import { submitOnCommandEnter } from "../../pipeline/submit-key.ts";
import { useTRPC } from "../../trpc/client.ts";
import { RefusalNotice } from "../../trpc/refusal-notice.tsx";
import { useProblems } from "../../trpc/use-problems.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog, DialogActions, DialogClose } from "../../ui/dialog.tsx";
import { Field } from "../../ui/field.tsx";
import { Input } from "../../ui/input.tsx";
import { SubmitKeys } from "../../ui/submit-keys.tsx";
import { useSendOnce } from "../../ui/use-send-once.ts";
import { useWarnBeforeLeaving } from "../../ui/use-warn-before-leaving.ts";
import { useRefreshMortgages } from "../use-refresh-mortgages.ts";
import type { PickedBorrower } from "./borrower-picker.tsx";

interface Props {
  /** What was searched for and not found. */
  name: string;
  onAdded: (borrower: PickedBorrower) => void;
  onClose: () => void;
}

/** Adds a borrower without leaving the mortgage that is about them. */
export function NewBorrowerDialog({ name, onAdded, onClose }: Props) {
  return (
    <Dialog
      open
      onOpenChange={(next) => !next && onClose()}
      title="Add a borrower"
      description="Kept for other mortgages, too. What you typed about this one stays."
    >
      <NewBorrowerForm name={name} onAdded={onAdded} />
    </Dialog>
  );
}

function NewBorrowerForm({ name, onAdded }: Omit<Props, "onClose">) {
  const trpc = useTRPC();
  const refresh = useRefreshMortgages();
  const [values, setValues] = useState({ name, email: "", phone: "" });
  const { problems, form, check, refuse } = useProblems(["name", "email", "phone"]);
  const create = useMutation(
    trpc.mortgages.borrowers.create.mutationOptions({
      onSuccess: (added) => {
        toast.success(`${added.name} added`);
        onAdded({ borrowerId: added.borrowerId, name: added.name });
      },
      onError: refuse,
      onSettled: () => refresh(),
    }),
  );
  const send = useSendOnce(create.mutateAsync);
  useWarnBeforeLeaving(create.isPending);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const known = (text: string) => text.trim() || null;
    const { email, phone } = values;
    const input = check(CreateBorrowerInput, { ...values, email: known(email), phone: known(phone) });
    if (input) send(input);
  };
  const field = (of: keyof typeof values) => ({
    name: of,
    value: values[of],
    onChange: ({ target }: { target: { value: string } }) => setValues({ ...values, [of]: target.value }),
    autoComplete: "off",
  });
  return (
    <form
      {...form}
      noValidate
      onSubmit={submit}
      onKeyDown={submitOnCommandEnter}
      className="flex flex-col gap-4"
    >
      <Field label="Name" error={problems.fields.name}>
        {(control) => <Input {...control} {...field("name")} autoFocus maxLength={200} />}
      </Field>
      <div className="grid grid-cols-2 items-start gap-4">
        <Field label="E-mail" optional error={problems.fields.email}>
          {(control) => <Input {...control} {...field("email")} type="email" maxLength={254} />}
        </Field>
        <Field label="Phone" optional error={problems.fields.phone}>
          {(control) => <Input {...control} {...field("phone")} type="tel" maxLength={40} />}
        </Field>
      </div>
      {problems.notice && <RefusalNotice refusal={problems.notice} verb="Add borrower" />}
      <DialogActions>
        <SubmitKeys />
        <DialogClose>Cancel</DialogClose>
        <Button type="submit" look="filled" aria-disabled={create.isPending} aria-busy={create.isPending}>
          Add borrower
        </Button>
      </DialogActions>
    </form>
  );
}
