"use client";

import { useState } from "react";
import { CALL_OUTCOMES, type CallOutcome, OUTCOMES } from "@/server/domain/funding/model/calls.ts";
import { useSession } from "../../shell/session.tsx";
import { useHotkeys } from "../../shell/use-hotkeys.ts";
import { Field } from "../../ui/field.tsx";
import { Textarea } from "../../ui/input.tsx";
import { useDraft } from "../../ui/use-draft.ts";
import { useSendOnce } from "../../ui/use-send-once.ts";
import { CallOutcomes } from "./call-outcomes.tsx";
import { ClaimBar } from "./claim-bar.tsx";
import { OutcomeDialog } from "./outcome-dialog.tsx";
import type { CallSheetData } from "./queue-words.ts";
import { UnderwriteAgain } from "./underwrite-again.tsx";
import { useQueueActions } from "./use-queue-actions.ts";

interface Props {
  sheet: CallSheetData;
  callback: NonNullable<CallSheetData["callback"]>;
  onOpen: (fileId: number) => void;
  onNext: () => void;
}

/** A client who is to be called: whose they are, how the call ended, and what was said; all of it by keyboard too. */
export function OpenCall({ sheet, callback, onOpen, onNext }: Props) {
  const { email } = useSession();
  const { file, nextDays, today } = sheet;
  const { fileId, version, isClaimed, claimedBy } = callback;
  const actions = useQueueActions(onOpen);
  const [asks, setAsks] = useState<CallOutcome | null>(null);
  const [isUnderwriting, setUnderwriting] = useState(false);
  const notes = useDraft(`call notes ${fileId}`, { notes: "" });
  const isMine = isClaimed && claimedBy === email;

  const claim = useSendOnce(() => {
    // Whose they are stands beside it already.
    if (isClaimed && !isMine) return null;
    onOpen(fileId);
    return actions.claim({ fileId, version });
  });
  const release = useSendOnce(() => actions.release(fileId));
  const log = async (outcome: CallOutcome, callOn?: string) => {
    const said = notes.values.notes.trim();
    await actions.log({
      fileId,
      version,
      outcome,
      ...(callOn ? { callOn } : {}),
      ...(said ? { notes: said } : {}),
    });
    notes.discard();
    if (outcome === "reached") setUnderwriting(true);
    else onNext();
  };
  const logNow = useSendOnce((outcome: CallOutcome) => log(outcome).catch(actions.sayWhy));
  const choose = (outcome: CallOutcome) => {
    const { next } = CALL_OUTCOMES[outcome];
    if (next === "asked" || next === "closes") setAsks(outcome);
    else logNow(outcome);
  };
  useCallKeys({
    fileId,
    isMine,
    onClaim: claim,
    onRelease: release,
    onChoose: choose,
    onUnderwrite: () => setUnderwriting(true),
  });
  const resting = isMine ? null : isClaimed ? "Somebody else has this client" : "Take the client first";
  return (
    <section aria-label="The call" className="flex flex-col gap-3 pb-4">
      <ClaimBar
        callback={callback}
        onClaim={claim}
        onRelease={release}
        onUnderwrite={() => setUnderwriting(true)}
      />
      <CallOutcomes nextDays={nextDays} today={today} resting={resting} onChoose={choose} />
      <CallNotes field={notes.field("notes")} />
      <OutcomeDialog
        outcome={asks}
        name={file.name}
        today={today}
        onClose={() => setAsks(null)}
        onLog={log}
      />
      <UnderwriteAgain
        sheet={isUnderwriting ? sheet : null}
        onClose={() => setUnderwriting(false)}
        onStillParked={onNext}
      />
    </section>
  );
}

function CallNotes({ field }: { field: ReturnType<ReturnType<typeof useDraft>["field"]> }) {
  return (
    <Field label="Notes" optional>
      {(control) => (
        <Textarea
          {...control}
          {...field}
          data-call-notes
          maxLength={2_000}
          placeholder="What was said. T to write, Esc to go back to the keys."
          onKeyDown={(event) => event.key === "Escape" && event.currentTarget.blur()}
          className="min-h-16"
        />
      )}
    </Field>
  );
}

interface Keys {
  fileId: number;
  isMine: boolean;
  onClaim: () => void;
  onRelease: () => void;
  onChoose: (outcome: CallOutcome) => void;
  onUnderwrite: () => void;
}

function useCallKeys({ fileId, isMine, onClaim, onRelease, onChoose, onUnderwrite }: Keys): void {
  const whenMine = (act: () => void) => (event: KeyboardEvent) => {
    if (!isMine) return;
    event.preventDefault();
    act();
  };
  const outcomes = OUTCOMES.map((outcome, index) => [String(index + 1), whenMine(() => onChoose(outcome))]);
  useHotkeys({
    ...Object.fromEntries(outcomes),
    r: whenMine(onRelease),
    u: whenMine(onUnderwrite),
    t: (event) => {
      event.preventDefault();
      document.querySelector<HTMLElement>("[data-call-notes]")?.focus();
    },
    // On a button or a link Enter has its own meaning; on the row of this client it takes them.
    Enter: (event) => {
      const control = event.target instanceof Element ? event.target.closest("button, a, summary") : null;
      if (control && control.getAttribute("data-callback-row") !== String(fileId)) return;
      event.preventDefault();
      if (!isMine) onClaim();
    },
  });
}
