"use client";

import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { RequestOffersInput } from "@/server/domain/funding/offer-input.ts";
import { submitOnCommandEnter } from "../../pipeline/submit-key.ts";
import { useTRPC, useTRPCClient } from "../../trpc/client.ts";
import { RefusalNotice } from "../../trpc/refusal-notice.tsx";
import { useProblems } from "../../trpc/use-problems.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog, DialogActions, DialogClose } from "../../ui/dialog.tsx";
import { Pending } from "../../ui/pending.tsx";
import { SubmitKeys } from "../../ui/submit-keys.tsx";
import { useSendOnce } from "../../ui/use-send-once.ts";
import { useWarnBeforeLeaving } from "../../ui/use-warn-before-leaving.ts";
import { AskLendersFields, NAMES, typedIn } from "./ask-lenders-fields.tsx";
import { newName } from "./use-changes.ts";
import { type MarketOffers, useWorkflow } from "./workflow-context.ts";

interface Props {
  market: MarketOffers;
  verb: string;
  /** A request is there already, and a person decides to ask once more. */
  again?: boolean;
  isQuiet?: boolean;
}

/** What lenders ask and the file does not hold. Number and date of birth are passed on and kept nowhere, here neither. */
export function AskLenders({ market, verb, again = false, isQuiet }: Props) {
  const { file } = useWorkflow();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        look={isQuiet ? "quiet" : "filled"}
        size="lg"
        {...(isQuiet ? {} : { "data-main-action": true })}
        onClick={() => setOpen(true)}
      >
        {verb}
      </Button>
      <Dialog
        open={isOpen}
        onOpenChange={setOpen}
        title="Ask lenders for offers"
        description={`${file.name}. Engine asks its lenders; it is a soft inquiry.`}
        className="top-[5vh] max-h-[90vh] max-w-160"
      >
        {isOpen && <AskForm market={market} again={again} onClose={() => setOpen(false)} />}
      </Dialog>
    </>
  );
}

function AskForm({ market, again, onClose }: { market: MarketOffers; again: boolean; onClose: () => void }) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const { problems, form, check, refuse } = useProblems(NAMES);
  const [isUnderWay, setUnderWay] = useState(false);
  const [requestId] = useState(newName);
  useWarnBeforeLeaving(isUnderWay);
  const { fileId, version, form: asked } = market;
  // Not a mutation: its variables would stay in the cache of queries.
  const ask = async (input: Parameters<typeof client.funding.offers.request.mutate>[0]) => {
    setUnderWay(true);
    try {
      const after = await client.funding.offers.request.mutate(input);
      queryClient.setQueryData(trpc.funding.offers.get.queryKey({ fileId }), after);
      onClose();
    } catch (error) {
      refuse(error);
      setUnderWay(false);
    }
    void queryClient.invalidateQueries(trpc.funding.pathFilter());
  };
  const send = useSendOnce(ask);
  if (!asked) return null;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = typedIn(new FormData(event.currentTarget));
    const { consentsShown } = asked;
    const input = check(RequestOffersInput, {
      ...typed,
      fileId,
      version,
      requestId,
      consentsShown,
      ...(again ? { again } : {}),
    });
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
      {again && (
        <p className="rounded-md bg-overdue-wash px-3 py-2 text-sm">
          Lenders have been asked for this client already. Asking once more makes a second request.
        </p>
      )}
      <AskLendersFields asked={asked} errors={problems.fields} />
      {problems.notice && <RefusalNotice refusal={problems.notice} verb="Ask lenders" />}
      <DialogActions>
        {isUnderWay ? <Pending>Asking lenders …</Pending> : <SubmitKeys />}
        <DialogClose>Cancel</DialogClose>
        <Button type="submit" look="filled" aria-disabled={isUnderWay} aria-busy={isUnderWay}>
          {isUnderWay ? "Asking lenders …" : "Ask lenders"}
        </Button>
      </DialogActions>
    </form>
  );
}
