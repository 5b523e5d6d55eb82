"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { notOfAge } from "@/server/domain/funding/model/loan-application.ts";
import { RequestOffersInput } from "@/server/domain/funding/offer-input.ts";
import { useActorName } from "../../pipeline/actor-name.ts";
import { submitOnCommandEnter } from "../../pipeline/submit-key.ts";
import { type Inputs, useTRPC, useTRPCClient } from "../../trpc/client.ts";
import { RefusalNotice } from "../../trpc/refusal-notice.tsx";
import { useProblems } from "../../trpc/use-problems.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog, DialogActions, DialogClose } from "../../ui/dialog.tsx";
import { DraftNote } from "../../ui/draft-note.tsx";
import { Pending } from "../../ui/pending.tsx";
import { SubmitKeys } from "../../ui/submit-keys.tsx";
import { todayIn } from "../../ui/time-text.ts";
import { useDraft } from "../../ui/use-draft.ts";
import { useSendOnce } from "../../ui/use-send-once.ts";
import { useWarnBeforeLeaving } from "../../ui/use-warn-before-leaving.ts";
import { AskLendersFields, knownFrom, NAMES, typedIn } from "./ask-lenders-fields.tsx";
import { isAskedAgain, meanwhileOf } from "./asking-meanwhile.ts";
import { useIsNews } from "./just-come.ts";
import { Meanwhile } from "./meanwhile.tsx";
import { newName } from "./use-changes.ts";
import { type MarketOffers, useWorkflow } from "./workflow-context.ts";

interface Props {
  open: boolean;
  onClose: () => void;
}

const WHO_ANSWERS = {
  live: "Engine asks its lenders; it is a soft inquiry.",
  sandbox: "The sandbox answers for Engine; no lender is asked.",
} as const;

const draftKey = (fileId: number) => `funding/${fileId}/ask lenders`;

/**
 * What lenders ask and the file does not hold. Number and date of birth are passed on and kept nowhere, here neither. It stands
 * over the whole workflow, so that nothing that happens to the step takes away what is being typed.
 */
export function AskLendersDialog({ open, onClose }: Props) {
  const trpc = useTRPC();
  const { file } = useWorkflow();
  const { data: market } = useQuery(trpc.funding.offers.get.queryOptions({ fileId: file.fileId }));
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => !next && onClose()}
      draftKey={draftKey(file.fileId)}
      title="Ask lenders for offers"
      description={`${file.name}. ${WHO_ANSWERS[market?.mode ?? "live"]}`}
      className="top-[5vh] max-h-[90vh] max-w-160"
      returnTo={() =>
        document.querySelector("[data-ask-lenders]") ?? document.querySelector("[data-next-action] h3")
      }
    >
      {open && market && <AskForm market={market} onClose={onClose} />}
    </Dialog>
  );
}

function AskForm({ market, onClose }: { market: MarketOffers; onClose: () => void }) {
  const nameOf = useActorName();
  const { progress } = useWorkflow();
  const { problems, form, check, refuse } = useProblems(NAMES);
  const [began] = useState(market);
  const { fileId, version, mode } = market;
  const asked = market.form ?? began.form;
  const draft = useDraft(draftKey(fileId), knownFrom(asked?.application));
  const requestId = useRequestName(market);
  const onDone = () => {
    draft.discard();
    onClose();
  };
  const { isUnderWay, send } = useAsking(fileId, { onDone, onRefused: refuse });
  const meanwhile = isUnderWay ? NO_NEWS : meanwhileOf(began, market, progress, nameOf);
  const isNews = useIsNews(meanwhile.says ?? "");
  const isResting = isUnderWay || isNews || !meanwhile.mayAsk;
  const again = isAskedAgain(market);
  if (!asked) return null;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isResting) return;
    const typed = typedIn(new FormData(event.currentTarget));
    const { consentsShown } = asked;
    const request = { fileId, version, requestId, mode, consentsShown, ...(again ? { again } : {}) };
    const young = notOfAge(typed.dateOfBirth, todayIn("UTC"));
    const input = check(RequestOffersInput, { ...typed, ...request }, young);
    if (input) send(input);
  };
  return (
    <form
      {...form}
      onSubmit={submit}
      onKeyDown={submitOnCommandEnter}
      noValidate
      autoComplete="off"
      className="flex flex-col gap-4"
    >
      {draft.isOfferedAgain && <DraftNote onDiscard={draft.discard} />}
      <AskLendersFields consents={asked.consents} field={draft.field} errors={problems.fields} />
      <News says={meanwhile.says} again={again && meanwhile.mayAsk} />
      {problems.notice && <RefusalNotice refusal={problems.notice} verb="Ask lenders" />}
      <DialogActions>
        {isUnderWay ? <Pending>Asking lenders …</Pending> : <SubmitKeys />}
        <DialogClose>Cancel</DialogClose>
        <Button type="submit" look="filled" aria-disabled={isResting} aria-busy={isUnderWay}>
          {isUnderWay ? "Asking lenders …" : again ? "Ask lenders once more" : "Ask lenders"}
        </Button>
      </DialogActions>
    </form>
  );
}

type AskInput = Inputs["funding"]["offers"]["request"];

/** Not a mutation: its variables would stay in the cache of queries. */
function useAsking(fileId: number, then: { onDone: () => void; onRefused: (error: unknown) => void }) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const [isUnderWay, setUnderWay] = useState(false);
  useWarnBeforeLeaving(isUnderWay);
  const send = useSendOnce(async (input: AskInput) => {
    setUnderWay(true);
    try {
      const after = await client.funding.offers.request.mutate(input);
      queryClient.setQueryData(trpc.funding.offers.get.queryKey({ fileId }), after);
      then.onDone();
    } catch (error) {
      then.onRefused(error);
      setUnderWay(false);
    }
    void queryClient.invalidateQueries(trpc.funding.pathFilter());
  });
  return { isUnderWay, send };
}

const NO_NEWS = { says: null, mayAsk: true };

/** What was done meanwhile, and that this would be a second request. */
function News({ says, again }: { says: string | null; again: boolean }) {
  return (
    <Meanwhile>
      {says && <p className="font-medium">{says}</p>}
      {again && (
        <p>Lenders have been asked for this client already. Asking once more makes a second request.</p>
      )}
    </Meanwhile>
  );
}

/** A press that is repeated keeps its name; after another request it is another one. */
function useRequestName({ request }: MarketOffers): string {
  const last = request?.requestNo ?? 0;
  const [named, setNamed] = useState(() => ({ after: last, name: newName() }));
  if (named.after === last) return named.name;
  const next = { after: last, name: newName() };
  setNamed(next);
  return next.name;
}
