"use client";

import { useMutation } from "@tanstack/react-query";
import type { Route } from "next";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { toast } from "sonner";
import type { Mortgage } from "@/server/domain/mortgages/model/mortgage.ts";
import { submitOnCommandEnter } from "../../pipeline/submit-key.ts";
import { PageHeader } from "../../shell/page-header.tsx";
import { useTRPC } from "../../trpc/client.ts";
import { RefusalNotice } from "../../trpc/refusal-notice.tsx";
import { useProblems } from "../../trpc/use-problems.ts";
import { DraftNote } from "../../ui/draft-note.tsx";
import { Notice } from "../../ui/notice.tsx";
import { useDraft } from "../../ui/use-draft.ts";
import { useSendOnce } from "../../ui/use-send-once.ts";
import { useWarnBeforeLeaving } from "../../ui/use-warn-before-leaving.ts";
import { useWhenIdle } from "../../ui/use-when-idle.ts";
import { MORTGAGE_FIELDS } from "../fact-text.ts";
import { useRefreshMortgages } from "../use-refresh-mortgages.ts";
import { AddingBorrower } from "./adding-borrower.tsx";
import { FormBar } from "./form-bar.tsx";
import { MortgageFields } from "./mortgage-fields.tsx";
import { fetchMortgageInput } from "./mortgage-input.ts";
import { faultsBetween, inputOf, NEW_MORTGAGE, typedFacts } from "./mortgage-values.ts";

const DRAFT = "new mortgage";

/** Enters a mortgage (M1, M5). */
export function NewMortgage() {
  const draft = useDraft(DRAFT, NEW_MORTGAGE);
  const [adding, setAdding] = useState<string | null>(null);
  const { problems, form, check, refuse } = useProblems(MORTGAGE_FIELDS);
  const { create, present } = useCreate(draft.discard, refuse);
  const send = useSendOnce(create.mutateAsync);
  useWhenIdle(() => void fetchMortgageInput().catch(() => null), DRAFT);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const schema = await fetchMortgageInput().catch(refuse);
    if (!schema) return;
    const facts = typedFacts(draft.values);
    const input = check(schema.CreateMortgageInput, inputOf(facts), faultsBetween(facts));
    if (input) send(input);
  };
  return (
    <div className="@container flex min-h-dvh flex-col">
      <PageHeader title="New mortgage" />
      <form
        {...form}
        noValidate
        onSubmit={submit}
        onKeyDown={submitOnCommandEnter}
        className="flex flex-1 flex-col"
      >
        <div className="flex max-w-230 flex-col px-4 py-5 lg:px-6">
          {draft.isOfferedAgain && <DraftNote onDiscard={draft.discard} />}
          <MortgageFields
            draft={draft}
            errors={problems.fields}
            isRenewed={false}
            onAddBorrower={setAdding}
          />
          {present && <KnownAlready mortgage={present} />}
          {problems.notice && <RefusalNotice refusal={problems.notice} verb="Create mortgage" />}
        </div>
        <FormBar verb="Create mortgage" isPending={create.isPending} cancelTo="/mortgages" />
      </form>
      <AddingBorrower draft={draft} name={adding} onDone={() => setAdding(null)} />
    </div>
  );
}

/** An external id stands for one mortgage: entered again, it is the same, and nothing was added (M1). */
function KnownAlready({
  mortgage: { mortgageId, externalMortgageId, borrowerName },
}: {
  mortgage: Mortgage;
}) {
  return (
    <Notice
      title={`Mortgage ${mortgageId} of ${borrowerName} has the external id ${externalMortgageId} already`}
    >
      Nothing was added, and what you typed is still here.{" "}
      <Link
        href={`/mortgages/${mortgageId}` as Route}
        className="rounded-sm text-accent underline underline-offset-2"
      >
        Open mortgage {mortgageId}
      </Link>
      , or give this one another id.
    </Notice>
  );
}

function useCreate(discard: () => void, refuse: (error: unknown) => void) {
  const trpc = useTRPC();
  const router = useRouter();
  const refresh = useRefreshMortgages();
  const [present, setPresent] = useState<Mortgage | null>(null);
  const create = useMutation(
    trpc.mortgages.create.mutationOptions({
      onMutate: () => setPresent(null),
      onSuccess: ({ isNew, mortgage }) => {
        if (!isNew) return setPresent(mortgage);
        toast.success(`Mortgage ${mortgage.mortgageId} of ${mortgage.borrowerName} created`);
        discard();
        router.push(`/mortgages/${mortgage.mortgageId}` as Route);
      },
      onError: refuse,
      onSettled: () => refresh(),
    }),
  );
  useWarnBeforeLeaving(create.isPending);
  return { create, present };
}
