"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { toast } from "sonner";
import { AddLenderInput, SaveLenderInput } from "@/server/domain/funding/lender-input.ts";
import { DraftForm } from "../../pipeline/draft-form.tsx";
import { FormActions } from "../../pipeline/form-actions.tsx";
import { type Inputs, useTRPC } from "../../trpc/client.ts";
import { RefusalNotice } from "../../trpc/refusal-notice.tsx";
import { useProblems } from "../../trpc/use-problems.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { useDraft } from "../../ui/use-draft.ts";
import { useSendOnce } from "../../ui/use-send-once.ts";
import { useWarnBeforeLeaving } from "../../ui/use-warn-before-leaving.ts";
import { useRefreshFunding } from "../use-refresh-funding.ts";
import { LenderFields } from "./lender-fields.tsx";
import { LENDER_FIELDS, termsOf, valuesOf } from "./lender-values.ts";
import type { Lender } from "./lenders.tsx";

interface Props {
  lender: Lender | "new" | null;
  onClose: () => void;
}

const draftOf = (lender: Lender | "new") => (lender === "new" ? "add a lender" : `lender ${lender.lenderId}`);

/** Adds a lender, or writes all that is known of one. */
export function LenderDialog({ lender, onClose }: Props) {
  return (
    <Dialog
      open={lender !== null}
      onOpenChange={(next) => !next && onClose()}
      title={lender === "new" ? "Add a lender" : (lender?.name ?? "")}
      description="What is left empty is not known: it keeps no client from the lender, and the shortlist says so."
      draftKey={lender === null ? undefined : draftOf(lender)}
      className="top-[6vh] max-h-[88vh] max-w-160"
    >
      {lender !== null && <LenderForm lender={lender} onClose={onClose} />}
    </Dialog>
  );
}

function LenderForm({ lender, onClose }: { lender: Lender | "new"; onClose: () => void }) {
  const [present] = useState(lender === "new" ? null : lender);
  const { problems, form, check, refuse } = useProblems([...LENDER_FIELDS, "products"]);
  const draft = useDraft(draftOf(lender), valuesOf(present));
  const save = useSaveLender((name) => {
    toast.success(present ? `${name} saved` : `${name} added`);
    draft.discard();
    onClose();
  }, refuse);
  const send = useSendOnce(save.mutateAsync);
  useWarnBeforeLeaving(save.isPending);
  const verb = present ? "Save lender" : "Add lender";
  const submit = () => {
    const terms = termsOf(draft.values);
    const input = present
      ? check(SaveLenderInput, { lenderId: present.lenderId, version: present.version, ...terms })
      : check(AddLenderInput, terms);
    if (input) send(input);
  };
  return (
    <DraftForm form={form} draft={draft} onSubmit={submit}>
      <LenderFields draft={draft} errors={problems.fields} />
      {problems.notice && <RefusalNotice refusal={problems.notice} verb={verb} />}
      <FormActions isPending={save.isPending}>{verb}</FormActions>
    </DraftForm>
  );
}

type Added = Inputs["funding"]["lenders"]["add"];
type Saved = Inputs["funding"]["lenders"]["save"];

function useSaveLender(onDone: (name: string) => void, refuse: (error: unknown) => void) {
  const trpc = useTRPC();
  const refresh = useRefreshFunding();
  const add = useMutation(trpc.funding.lenders.add.mutationOptions());
  const save = useMutation(trpc.funding.lenders.save.mutationOptions());
  return useMutation({
    mutationFn: (input: Added | Saved) =>
      "lenderId" in input ? save.mutateAsync(input) : add.mutateAsync(input),
    onSuccess: ({ name }) => onDone(name),
    onError: refuse,
    onSettled: () => refresh(),
  });
}
