"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { toast } from "sonner";
import { SaveOperatorInput } from "@/server/domain/funding/step-input.ts";
import { DraftForm } from "../../pipeline/draft-form.tsx";
import { FormActions } from "../../pipeline/form-actions.tsx";
import { useSession } from "../../shell/session.tsx";
import { useTRPC } from "../../trpc/client.ts";
import { RefusalNotice } from "../../trpc/refusal-notice.tsx";
import { useProblems } from "../../trpc/use-problems.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Field } from "../../ui/field.tsx";
import { Input } from "../../ui/input.tsx";
import { useDraft } from "../../ui/use-draft.ts";
import { useSendOnce } from "../../ui/use-send-once.ts";
import { useWarnBeforeLeaving } from "../../ui/use-warn-before-leaving.ts";
import { feeDigits } from "./step-words.ts";
import { type OperatorTerms, useWorkflow } from "./workflow-context.ts";

export const termsDraft = (operator: string) => `funding/operator/${operator}`;

/** For administrators: the operator's fee, signature and affiliate link, where a step needs them (F4.1, F6.3). */
export function OperatorTermsAction() {
  const { role } = useSession();
  const { terms, file } = useWorkflow();
  const [isOpen, setOpen] = useState(false);
  if (role !== "admin" || !terms) return null;
  return (
    <>
      <Button size="sm" className="mt-2" onClick={() => setOpen(true)}>
        Set the operator’s terms
      </Button>
      <Dialog
        open={isOpen}
        onOpenChange={setOpen}
        draftKey={termsDraft(file.operator)}
        title="The operator’s terms"
        description={`${file.operator}. What has been sent and invoiced stays as it is.`}
      >
        {isOpen && <TermsForm terms={terms} onClose={() => setOpen(false)} />}
      </Dialog>
    </>
  );
}

const SHOWN = ["displayName", "feePercent", "affiliateLink"];

/** Also where operators are listed. */
export function TermsForm({ terms: present, onClose }: { terms: OperatorTerms; onClose: () => void }) {
  // As they were when the form was opened: what somebody else saves meanwhile is not written over.
  const [terms] = useState(present);
  const { problems, form, check, refuse } = useProblems(SHOWN);
  const draft = useDraft(termsDraft(terms.operator), {
    displayName: terms.displayName ?? "",
    feePercent: feeDigits(terms.feePercent),
    affiliateLink: terms.affiliateLink ?? "",
  });
  const save = useSaveTerms(terms.operator, refuse, () => {
    draft.discard();
    onClose();
  });
  const send = useSendOnce(save.mutateAsync);
  useWarnBeforeLeaving(save.isPending);
  const submit = () => {
    const input = check(SaveOperatorInput, termsIn(terms, draft.values));
    if (input) send(input);
  };
  const { fields, notice } = problems;
  return (
    <DraftForm form={form} draft={draft} onSubmit={submit}>
      <div className="grid grid-cols-[1fr_7rem] gap-4">
        <Field label="Signs letters as" optional error={fields.displayName}>
          {(control) => <Input {...control} {...draft.field("displayName")} maxLength={200} />}
        </Field>
        <Field label="Fee, %" error={fields.feePercent}>
          {(control) => (
            <Input
              {...control}
              {...draft.field("feePercent")}
              inputMode="decimal"
              className="figures text-right"
            />
          )}
        </Field>
      </div>
      <Field
        label="Affiliate link"
        optional
        help="Of ASAP Credit Repair, so that the commission is this operator’s."
        error={fields.affiliateLink}
      >
        {(control) => (
          <Input {...control} {...draft.field("affiliateLink")} type="url" placeholder="https://" />
        )}
      </Field>
      {notice && <RefusalNotice refusal={notice} verb="Save terms" />}
      <FormActions isPending={save.isPending}>Save terms</FormActions>
    </DraftForm>
  );
}

function termsIn({ operator, version }: OperatorTerms, typed: Record<string, string>) {
  const known = (text = "") => (text.trim() === "" ? null : text.trim());
  return {
    operator,
    version,
    displayName: known(typed.displayName),
    feePercent: (typed.feePercent ?? "").replace(/\s*%$/, ""),
    affiliateLink: known(typed.affiliateLink),
  };
}

function useSaveTerms(operator: string, refuse: (error: unknown) => void, onDone: () => void) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const renew = () =>
    Promise.all([
      queryClient.invalidateQueries(trpc.funding.operator.queryFilter({ operator })),
      queryClient.invalidateQueries(trpc.funding.partners.operators.queryFilter()),
    ]);
  return useMutation(
    trpc.funding.saveOperator.mutationOptions({
      onSuccess: (saved) => {
        queryClient.setQueryData(trpc.funding.operator.queryKey({ operator }), saved);
        toast.success("Terms saved");
        onDone();
        return renew();
      },
      onError: (error) => {
        refuse(error);
        void renew();
      },
    }),
  );
}
