"use client";

import { useMutation } from "@tanstack/react-query";
import type { Route } from "next";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { toast } from "sonner";
import type { Refusal } from "@/server/domain/errors.ts";
import { RenewMortgageInput } from "@/server/domain/mortgages/input.ts";
import type { Mortgage } from "@/server/domain/mortgages/model/mortgage.ts";
import { guardRenewable } from "@/server/domain/mortgages/model/renewal-chain.ts";
import { submitOnCommandEnter } from "../../pipeline/submit-key.ts";
import { useTRPC } from "../../trpc/client.ts";
import { RefusalNotice } from "../../trpc/refusal-notice.tsx";
import { useProblems } from "../../trpc/use-problems.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog, DialogActions, DialogClose } from "../../ui/dialog.tsx";
import { DraftNote } from "../../ui/draft-note.tsx";
import { Field } from "../../ui/field.tsx";
import { Input } from "../../ui/input.tsx";
import { Notice } from "../../ui/notice.tsx";
import { SubmitKeys } from "../../ui/submit-keys.tsx";
import { moveDraftTo, seenByDraft, useDraft } from "../../ui/use-draft.ts";
import { useSendOnce } from "../../ui/use-send-once.ts";
import { useWarnBeforeLeaving } from "../../ui/use-warn-before-leaving.ts";
import { usePresentMortgage } from "../use-present-mortgage.ts";
import { useRefreshMortgages } from "../use-refresh-mortgages.ts";
import { ChangedMeanwhile } from "./changed-meanwhile.tsx";
import { faultsOfDays, RENEWAL_FIELDS, type RenewalValues, startOf, typedTerms } from "./renewal-values.ts";
import { TermsTable } from "./terms-table.tsx";

interface Props {
  mortgage: Mortgage;
  onClose: () => void;
}

const draftOf = (mortgageId: number) => `mortgage renewal/${mortgageId}`;

/** The new terms beside the old ones (M2); afterwards the renewal itself is opened. */
export function RenewalDialog({ mortgage, onClose }: Props) {
  const { mortgageId, borrowerName } = mortgage;
  return (
    <Dialog
      open
      onOpenChange={(next) => !next && onClose()}
      title={`Renew mortgage ${mortgageId} of ${borrowerName}`}
      description={`A new mortgage with these terms, for the same borrower, property and owners. Mortgage ${mortgageId} becomes renewed and stays as history.`}
      draftKey={draftOf(mortgageId)}
      className="top-[8vh] max-h-[86vh] max-w-168"
    >
      <Renewing mortgage={mortgage} onClose={onClose} />
    </Dialog>
  );
}

/** The form is about the mortgage as it was when somebody began to type, until they go on with it as it is now. */
function Renewing({ mortgage, onClose }: Props) {
  const draftKey = draftOf(mortgage.mortgageId);
  const { present, takeFrom } = usePresentMortgage(mortgage);
  const [seen, setSeen] = useState(() => seenByDraft<Mortgage>(draftKey) ?? present);
  const goOn = () => {
    moveDraftTo(draftKey, present);
    setSeen(present);
  };
  return (
    <RenewalForm
      // What is proposed begins anew with another version, with what was typed on top.
      key={seen.version}
      seen={seen}
      present={present}
      takeFrom={takeFrom}
      onGoOn={goOn}
      onClose={onClose}
    />
  );
}

interface FormProps {
  /** As it was when the typing began. */
  seen: Mortgage;
  /** As it is now. */
  present: Mortgage;
  takeFrom: (error: unknown) => void;
  onGoOn: () => void;
  onClose: () => void;
}

function RenewalForm({ seen, present, takeFrom, onGoOn, onClose }: FormProps) {
  const draft = useDraft(draftOf(seen.mortgageId), startOf(seen), seen);
  const { problems, form, isPending, renew } = useRenew({ seen, takeFrom }, () => {
    draft.discard();
    onClose();
  });
  // The news of one's own renewal may come before its answer.
  const over = isPending ? null : guardRenewable(present);
  const isStale = over !== null || (!isPending && present.version !== seen.version);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!isStale) renew(draft.values);
  };
  return (
    <form
      {...form}
      noValidate
      onSubmit={submit}
      onKeyDown={submitOnCommandEnter}
      className="flex flex-col gap-4"
    >
      {draft.isOfferedAgain && <DraftNote onDiscard={draft.discard} />}
      <TermsTable old={seen} draft={draft} errors={problems.fields} />
      <Field
        label="External id of the renewal"
        optional
        error={problems.fields.externalMortgageId}
        className="max-w-72"
      >
        {(control) => (
          <Input
            {...control}
            {...draft.field("externalMortgageId")}
            maxLength={100}
            autoComplete="off"
            className="id"
          />
        )}
      </Field>
      {over ? (
        <RenewedMeanwhile refusal={over} renewedBy={present.renewedBy} />
      ) : isStale ? (
        <ChangedMeanwhile seen={seen} present={present} onGoOn={onGoOn} />
      ) : (
        problems.notice && <RefusalNotice refusal={problems.notice} verb="Renew mortgage" />
      )}
      <DialogActions>
        <SubmitKeys />
        <DialogClose>Cancel</DialogClose>
        {!isStale && (
          <Button type="submit" look="filled" aria-disabled={isPending} aria-busy={isPending}>
            Renew mortgage
          </Button>
        )}
      </DialogActions>
    </form>
  );
}

/** A colleague was quicker, or it is closed by now: there is nothing to go on with, and what was typed stays to be read. */
function RenewedMeanwhile({ refusal, renewedBy }: { refusal: Refusal; renewedBy: number | null }) {
  return (
    <Notice title={refusal.message}>
      {renewedBy !== null && (
        <Link
          href={`/mortgages/${renewedBy}` as Route}
          className="rounded-sm text-accent underline underline-offset-2"
        >
          Open mortgage {renewedBy}
        </Link>
      )}
    </Notice>
  );
}

interface Renew {
  seen: Mortgage;
  takeFrom: (error: unknown) => void;
}

function useRenew({ seen, takeFrom }: Renew, onDone: () => void) {
  const trpc = useTRPC();
  const router = useRouter();
  const refresh = useRefreshMortgages();
  const { problems, form, check, refuse } = useProblems(RENEWAL_FIELDS);
  const mutation = useMutation(
    trpc.mortgages.renew.mutationOptions({
      onSuccess: ({ renewal }) => {
        toast.success(`Mortgage ${renewal.mortgageId} renews mortgage ${seen.mortgageId}`);
        onDone();
        router.push(`/mortgages/${renewal.mortgageId}` as Route);
      },
      onError: (error) => {
        takeFrom(error);
        refuse(error);
      },
      onSettled: () => refresh(),
    }),
  );
  const send = useSendOnce(mutation.mutateAsync);
  useWarnBeforeLeaving(mutation.isPending);
  const renew = (values: RenewalValues) => {
    const { mortgageId, version } = seen;
    const terms = typedTerms(values);
    const input = check(RenewMortgageInput, { mortgageId, version, ...terms }, faultsOfDays(seen, values));
    if (input) send(input);
  };
  return { problems, form, isPending: mutation.isPending, renew };
}
