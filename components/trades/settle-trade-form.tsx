"use client";

import { useMutation } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { SettleTradeInput } from "@/server/domain/pipeline/input.ts";
import { guardSettlementDate, invalidSettlement } from "@/server/domain/pipeline/model/settlement.ts";
import type { TradeSettlementPreview } from "@/server/domain/pipeline/preview-trade-settlement.ts";
import { SettleActions } from "../pipeline/settle-actions.tsx";
import { amountsOf, SettlementAmounts } from "../pipeline/settlement-amounts.tsx";
import { StandingChanges } from "../pipeline/standing-changes-notice.tsx";
import { submitOnCommandEnter } from "../pipeline/submit-key.ts";
import { CONFIRMATION, UNCONFIRMED, UnusualAmounts, useMeantAmounts } from "../pipeline/unusual-amount.tsx";
import { useRefreshPipeline } from "../pipeline/use-refresh.ts";
import { LOOK_ONCE_MORE } from "../pipeline/use-standing-changes.ts";
import { useWireDraft, WireFields } from "../pipeline/wire-fields.tsx";
import { useSession } from "../shell/session.tsx";
import { useTRPC } from "../trpc/client.ts";
import { refusalOf } from "../trpc/refusal.ts";
import { RefusalNotice } from "../trpc/refusal-notice.tsx";
import { useProblems } from "../trpc/use-problems.ts";
import { DraftNote } from "../ui/draft-note.tsx";
import { sumOf } from "../ui/money-text.ts";
import { todayIn } from "../ui/time-text.ts";
import { useSendOnce } from "../ui/use-send-once.ts";
import { useWarnBeforeLeaving } from "../ui/use-warn-before-leaving.ts";
import type { TradeSettled } from "./settle-trade-result.tsx";
import { SkippedLoans } from "./skipped-loans.tsx";
import { tradeDraftKey } from "./trade-draft.ts";
import type { TradePreview } from "./use-trade-preview.ts";

const SHOWN = ["settlementDate", "settlementReference", CONFIRMATION];

interface Props extends Pick<TradePreview, "standings" | "follow" | "lookAnew"> {
  preview: TradeSettlementPreview;
  onSettled: (result: TradeSettled) => void;
}

export function SettleTradeForm({ preview, standings, follow, lookAnew, onSettled }: Props) {
  const today = todayIn(useSession().timeZone);
  const { problems, form, check, refuse } = useProblems(SHOWN);
  const { ready, skipped, version, workflowVersion, pipelineTradeId: tradeId } = preview;
  const draft = useWireDraft(tradeDraftKey(tradeId), today, standings);
  const { typed } = draft;
  const { settlementDate, settlementReference } = draft.values;
  const { settled, given, total } = amountsOf(ready, typed);
  const meant = useMeantAmounts(settled);
  const settle = useSettleTrade({
    preview,
    discard: draft.discard,
    onSettled,
    lookAnew,
    refuse,
  });
  const send = useSendOnce(settle.mutateAsync);
  const mustWait = settle.isPending || follow.isTooSoon || ready.length === 0;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (follow.isTooSoon) follow.tooSoon();
    if (mustWait) return;
    const input = check(SettleTradeInput, {
      tradeId,
      version,
      workflowVersion,
      settlementDate,
      settlementReference,
      amounts: given,
    });
    if (!input) return;
    const refusal =
      guardSettlementDate(settlementDate, today, preview.tradeDate) ??
      (meant.areMeant ? null : invalidSettlement([UNCONFIRMED]));
    if (follow.mustLook()) refuse(LOOK_ONCE_MORE);
    else if (refusal) refuse({ data: { refusal } });
    else send(input);
  };
  return (
    <form
      {...form}
      onSubmit={submit}
      onKeyDown={submitOnCommandEnter}
      noValidate
      className="flex flex-col gap-4"
    >
      {draft.isOfferedAgain && <DraftNote onDiscard={draft.discard} />}
      <StandingChanges title="This trade changed while you were looking at it" changes={follow.changes} />
      <WireFields draft={draft} problems={problems.fields} />
      {ready.length > 0 && (
        <SettlementAmounts loans={ready} typed={typed} problems={problems.fields} onType={draft.type} />
      )}
      <UnusualAmounts amounts={meant} among={ready.length} error={problems.fields[CONFIRMATION]} />
      <SkippedLoans loans={skipped} will />
      {problems.notice && <RefusalNotice refusal={problems.notice} verb="Settle" />}
      <SettleActions
        count={ready.length}
        total={total}
        mustWait={mustWait}
        isTooSoon={follow.isTooSoon}
        isPending={settle.isPending}
        onDiscard={draft.isTyped ? draft.discard : null}
      />
    </form>
  );
}

interface Sending extends Pick<Props, "preview" | "onSettled" | "lookAnew"> {
  discard: () => void;
  refuse: (error: unknown) => void;
}

/** Sent once, and shown as done only when the server has said so. */
function useSettleTrade({ preview, discard, onSettled, lookAnew, refuse }: Sending) {
  const refresh = useRefreshPipeline();
  const settle = useMutation(
    useTRPC().pipeline.settleTrade.mutationOptions({
      onSuccess: (result, { settlementReference, settlementDate, amounts = [] }) => {
        const skipped = new Set(result.skippedDetails.map((one) => one.pipelineLoanId));
        const names = new Map([...preview.ready, ...preview.skipped].map((one) => [one.pipelineLoanId, one]));
        discard();
        onSettled({
          settled: result.settled,
          // Of what was sent, since the boxes may say something else by now, and taken.
          total: sumOf(
            amounts.flatMap((one) =>
              skipped.has(Number(one.pipelineLoanId)) ? [] : [String(one.settlementAmount)],
            ),
          ),
          settlementReference,
          settlementDate,
          skipped: result.skippedDetails.map((one) => ({
            borrowerName: "",
            loanId: String(one.pipelineLoanId),
            ...names.get(one.pipelineLoanId),
            ...one,
          })),
        });
        return refresh();
      },
      onError: (error) => {
        refuse(error);
        if (refusalOf(error).code === "CONFLICT") lookAnew();
        else void refresh();
      },
    }),
  );
  useWarnBeforeLeaving(settle.isPending);
  return settle;
}
