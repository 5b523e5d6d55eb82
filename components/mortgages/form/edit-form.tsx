"use client";

import { useMutation } from "@tanstack/react-query";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { type FormEvent, useRef, useState } from "react";
import { toast } from "sonner";
import type { Mortgage } from "@/server/domain/mortgages/model/mortgage.ts";
import { submitOnCommandEnter } from "../../pipeline/submit-key.ts";
import { useTRPC } from "../../trpc/client.ts";
import { RefusalNotice } from "../../trpc/refusal-notice.tsx";
import { useProblems } from "../../trpc/use-problems.ts";
import { Button } from "../../ui/button.tsx";
import { DraftNote } from "../../ui/draft-note.tsx";
import { useDraft } from "../../ui/use-draft.ts";
import { useSendOnce } from "../../ui/use-send-once.ts";
import { useWarnBeforeLeaving } from "../../ui/use-warn-before-leaving.ts";
import { useWhenIdle } from "../../ui/use-when-idle.ts";
import { MORTGAGE_FIELDS } from "../fact-text.ts";
import { useRefreshMortgages } from "../use-refresh-mortgages.ts";
import { AddingBorrower } from "./adding-borrower.tsx";
import { FormBar } from "./form-bar.tsx";
import { MortgageConflict } from "./mortgage-conflict.tsx";
import { MortgageFields } from "./mortgage-fields.tsx";
import { fetchMortgageInput } from "./mortgage-input.ts";
import {
  differing,
  type FactTexts,
  factsOf,
  faultsBetween,
  inputOf,
  shownValues,
  typedFacts,
} from "./mortgage-values.ts";
import { WhatChanges } from "./what-changes.tsx";

interface Props {
  draftKey: string;
  /** As it was when the typing began. */
  seen: Mortgage;
  /** As it is now. */
  present: Mortgage;
  takeFrom: (error: unknown) => void;
  onGoOn: (whose: "mine" | "theirs") => void;
}

export function EditForm({ draftKey, seen, present, takeFrom, onGoOn }: Props) {
  const address = `/mortgages/${seen.mortgageId}`;
  const draft = useDraft(draftKey, shownValues(seen), seen);
  const mine = typedFacts(draft.values);
  const { borrowerName } = draft.values;
  const [adding, setAdding] = useState<string | null>(null);
  const conflict = useRef<HTMLDivElement>(null);
  const { problems, form, isPending, save } = useSave({ seen, address, takeFrom, discard: draft.discard });
  useWhenIdle(() => void fetchMortgageInput().catch(() => null), draftKey);
  const isStale = present.version !== seen.version;
  const wasRefused = problems.notice?.code === "MORTGAGE_CHANGED";
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isStale) conflict.current?.focus();
    else void save(mine);
  };
  return (
    <>
      <form
        {...form}
        noValidate
        onSubmit={submit}
        onKeyDown={submitOnCommandEnter}
        className="flex flex-1 flex-col"
      >
        <div className="flex flex-1 gap-10 px-4 py-5 lg:px-6">
          <div className="flex min-w-0 max-w-218 flex-1 flex-col gap-3">
            {draft.isOfferedAgain && !isStale && <DraftNote onDiscard={draft.discard} />}
            <MortgageFields
              draft={draft}
              errors={problems.fields}
              isRenewed={seen.status === "renewed"}
              onAddBorrower={setAdding}
            />
            {isStale && (
              <MortgageConflict
                ref={conflict}
                seen={seen}
                mine={{ facts: mine, borrowerName }}
                present={present}
                wasRefused={wasRefused}
                onGoOn={onGoOn}
              />
            )}
            {problems.notice && !wasRefused && (
              <RefusalNotice refusal={problems.notice} verb="Save mortgage" />
            )}
          </div>
          <WhatChanges seen={seen} mine={mine} borrowerName={borrowerName} />
        </div>
        <FormBar
          verb="Save mortgage"
          isPending={isPending}
          cancelTo={address}
          instead={isStale && <CompareFirst onCompare={() => conflict.current?.focus()} />}
        />
      </form>
      <AddingBorrower draft={draft} name={adding} onDone={() => setAdding(null)} />
    </>
  );
}

/** Where the button to save would be: whoever types far above sees that there is something to look at. */
function CompareFirst({ onCompare }: { onCompare: () => void }) {
  return (
    <>
      <span role="status" className="ml-auto truncate text-sm font-medium">
        Somebody changed this mortgage.
      </span>
      <Button look="filled" onClick={onCompare}>
        Compare
      </Button>
    </>
  );
}

interface Save extends Pick<Props, "seen" | "takeFrom"> {
  address: string;
  discard: () => void;
}

/** Sends what differs from the version that was seen, and leads back to the record. */
function useSave({ seen, address, takeFrom, discard }: Save) {
  const trpc = useTRPC();
  const router = useRouter();
  const refresh = useRefreshMortgages();
  const { problems, form, check, refuse } = useProblems(MORTGAGE_FIELDS);
  const { mortgageId, version } = seen;
  const leave = () => {
    discard();
    router.push(address as Route);
  };
  const update = useMutation(
    trpc.mortgages.update.mutationOptions({
      onSuccess: () => {
        toast.success(`Mortgage ${mortgageId} saved`);
        leave();
      },
      onError: (error) => {
        takeFrom(error);
        refuse(error);
      },
      onSettled: () => refresh(),
    }),
  );
  const send = useSendOnce(update.mutateAsync);
  useWarnBeforeLeaving(update.isPending);
  const save = async (mine: FactTexts) => {
    const changed = differing(factsOf(seen), mine);
    if (changed.length === 0) return leave();
    const schema = await fetchMortgageInput().catch(refuse);
    if (!schema) return;
    const given = { mortgageId, version, ...inputOf(mine, changed) };
    const input = check(schema.UpdateMortgageInput, given, faultsBetween(mine));
    if (input) send(input);
  };
  return { problems, form, isPending: update.isPending, save };
}
