"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { toast } from "sonner";
import { AddTemplateInput } from "@/server/domain/mortgages/input.ts";
import { Loaded } from "../../admin/loaded.tsx";
import { submitOnCommandEnter } from "../../pipeline/submit-key.ts";
import { useTRPC } from "../../trpc/client.ts";
import { useProblems } from "../../trpc/use-problems.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { useDraft } from "../../ui/use-draft.ts";
import { useSendOnce } from "../../ui/use-send-once.ts";
import { useWarnBeforeLeaving } from "../../ui/use-warn-before-leaving.ts";
import { useRefreshMortgages } from "../use-refresh-mortgages.ts";
import { TemplateFields } from "./template-fields.tsx";
import { TemplatePicker, type ToPick } from "./template-picker.tsx";
import { asRoles, inputOf, TEMPLATE_FIELDS } from "./template-values.ts";

interface Props {
  mortgageId: number;
  open: boolean;
  onClose: () => void;
}

const draftOf = (mortgageId: number) => `add a template to mortgage ${mortgageId}`;

/** Hangs a template of Documenso's on the mortgage: what it is called and who signs are taken from it, and may be others here. */
export function AddTemplateDialog({ mortgageId, open, onClose }: Props) {
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => !next && onClose()}
      title="Add a template"
      description="What is to be signed for this mortgage, and who signs it."
      draftKey={draftOf(mortgageId)}
      className="top-[8vh] max-h-[86vh]"
    >
      {open && <Picked mortgageId={mortgageId} onClose={onClose} />}
    </Dialog>
  );
}

function Picked({ mortgageId, onClose }: Omit<Props, "open">) {
  const trpc = useTRPC();
  // A form is open on it, so it is not fetched anew under whoever fills it in.
  const [started] = useState({ staleTime: Number.POSITIVE_INFINITY, gcTime: 0 });
  const pick = useQuery(trpc.mortgages.templates.pick.queryOptions({ mortgageId }, started));
  return (
    <Loaded query={pick} what="Documenso’s templates">
      {(toPick) => <AddForm mortgageId={mortgageId} pick={toPick} onClose={onClose} />}
    </Loaded>
  );
}

function AddForm({ mortgageId, pick, onClose }: Omit<Props, "open"> & { pick: ToPick }) {
  const trpc = useTRPC();
  const refresh = useRefreshMortgages();
  const { problems, form, check, refuse } = useProblems(TEMPLATE_FIELDS);
  const draft = useDraft(draftOf(mortgageId), { documensoTemplateId: "", name: "", roles: "" });
  const add = useMutation(
    trpc.mortgages.templates.add.mutationOptions({
      onSuccess: ({ name }) => {
        toast.success(`${name} added`);
        draft.discard();
        onClose();
      },
      onError: refuse,
      onSettled: () => refresh(),
    }),
  );
  const send = useSendOnce(add.mutateAsync);
  useWarnBeforeLeaving(add.isPending);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { documensoTemplateId } = draft.values;
    const input = check(AddTemplateInput, { mortgageId, documensoTemplateId, ...inputOf(draft.values) });
    if (input) send(input);
  };
  return (
    <form
      {...form}
      onSubmit={submit}
      onKeyDown={submitOnCommandEnter}
      noValidate
      className="flex flex-col gap-4"
    >
      <TemplatePicker
        pick={pick}
        templateId={draft.values.documensoTemplateId}
        error={problems.fields.documensoTemplateId}
        onPick={(documensoTemplateId, template) =>
          draft.change({
            documensoTemplateId,
            ...(template ? { name: template.title, roles: asRoles(template.suggestedRoles) } : {}),
          })
        }
      />
      <TemplateFields
        draft={draft}
        problems={problems}
        error={add.error}
        verb="Add template"
        isPending={add.isPending}
      />
    </form>
  );
}
