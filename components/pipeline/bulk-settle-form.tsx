"use client";

import { type FormEvent, useMemo } from "react";
import { SettleLoansInput } from "@/server/domain/pipeline/input.ts";
import { invalidSettlement } from "@/server/domain/pipeline/model/settlement.ts";
import { useSession } from "../shell/session.tsx";
import { RefusalNotice } from "../trpc/refusal-notice.tsx";
import { useProblems } from "../trpc/use-problems.ts";
import { DraftNote } from "../ui/draft-note.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { todayIn } from "../ui/time-text.ts";
import { seenByDraft } from "../ui/use-draft.ts";
import { useSendOnce } from "../ui/use-send-once.ts";
import { useWarnBeforeLeaving } from "../ui/use-warn-before-leaving.ts";
import type { BulkFormProps } from "./bulk-draft.ts";
import { BulkPreview } from "./bulk-preview.tsx";
import { idsOf, type KnownLoans, versionsOf } from "./bulk-run.ts";
import { SettleActions } from "./settle-actions.tsx";
import { amountsOf, SettlementAmounts } from "./settlement-amounts.tsx";
import { useSettlementDate } from "./settlement-date.ts";
import { type Standings, standingOf } from "./standing-changes.ts";
import { StandingChanges } from "./standing-changes-notice.tsx";
import { submitOnCommandEnter } from "./submit-key.ts";
import { CONFIRMATION, UNCONFIRMED, UnusualAmounts, useMeantAmounts } from "./unusual-amount.tsx";
import { useSettlementDryRun } from "./use-bulk-run.ts";
import { LOOK_ONCE_MORE, useStandingChanges } from "./use-standing-changes.ts";
import { useWireDraft, WireFields } from "./wire-fields.tsx";

const SHOWN = ["settlementDate", "settlementReference", CONFIRMATION];

/** One date and reference for many loans, and an amount for each, to the cent. */
export function BulkSettleForm({ loanIds, lookedAt, draftKey, isPending, onSend }: BulkFormProps) {
  const { loans } = lookedAt;
  const today = todayIn(useSession().timeZone);
  const { problems, form, check, refuse } = useProblems(SHOWN);
  const standings = useMemo(() => loans && standingsOf(loans), [loans]);
  const follow = useStandingChanges(standings, seenByDraft(draftKey));
  const draft = useWireDraft(draftKey, today, standings);
  const { settlementDate, settlementReference } = draft.values;
  const date = useSettlementDate(settlementDate, loans);
  const dryRun = useSettlementDryRun({ loanIds, settlementDate: date.asked });
  const judged = dryRun.data?.results ?? [];
  const ready = loans && idsOf(judged.filter(({ success }) => success)).flatMap((id) => loans.get(id) ?? []);
  const { settled, given, total } = amountsOf(ready ?? [], draft.typed);
  const meant = useMeantAmounts(settled);
  const mustWait = isPending || follow.isTooSoon || dryRun.isPlaceholderData || given.length === 0;
  const send = useSendOnce((...sent: Parameters<typeof onSend>) => onSend(...sent).catch(refuse));
  useWarnBeforeLeaving(isPending);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (follow.isTooSoon) follow.tooSoon();
    if (mustWait) return;
    const sent = given.map((one) => one.pipelineLoanId);
    const versions = versionsOf(loans, sent);
    const typed = { loanIds: sent, versions, settlementDate, settlementReference, amounts: given };
    const input = check(SettleLoansInput, typed, date.faults);
    const leftOut = judged.filter((result) => !result.success);
    if (!input) return;
    if (follow.mustLook()) refuse(LOOK_ONCE_MORE);
    else if (meant.areMeant) send({ kind: "settle", input: { ...input, amounts: given } }, leftOut);
    else refuse({ data: { refusal: invalidSettlement([UNCONFIRMED]) } });
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
      <WireFields draft={draft} problems={problems.fields} />
      <StandingChanges title="Loans changed while you were looking at them" changes={follow.changes} />
      <BulkPreview dryRun={dryRun} lookedAt={lookedAt} />
      {ready ? (
        <SettlementAmounts loans={ready} typed={draft.typed} problems={problems.fields} onType={draft.type} />
      ) : (
        <Skeleton className="h-24 w-full" />
      )}
      <UnusualAmounts amounts={meant} among={settled.length} error={problems.fields[CONFIRMATION]} />
      {problems.notice && <RefusalNotice refusal={problems.notice} verb="Settle" />}
      <SettleActions
        count={given.length}
        total={total}
        mustWait={mustWait}
        isTooSoon={follow.isTooSoon}
        isPending={isPending}
        onDiscard={draft.isTyped ? draft.discard : null}
      />
    </form>
  );
}

function standingsOf(loans: KnownLoans): Standings {
  return new Map([...loans].map(([id, loan]) => [id, standingOf(loan)]));
}
