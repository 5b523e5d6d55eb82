"use client";

import { ChevronRight } from "lucide-react";
import { type KeyboardEvent, useId, useState } from "react";
import { UpdateCardInput } from "@/server/domain/funding/step-input.ts";
import { useSession } from "../../shell/session.tsx";
import { refusalOf } from "../../trpc/refusal.ts";
import { Button } from "../../ui/button.tsx";
import { cn } from "../../ui/cn.ts";
import { Input, Select } from "../../ui/input.tsx";
import { Money } from "../../ui/money.tsx";
import { moneyText, typedAmount } from "../../ui/money-text.ts";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { seenByDraft, useDraft } from "../../ui/use-draft.ts";
import { ActionRefusal } from "./action-refusal.tsx";
import { CardHistory } from "./card-history.tsx";
import { CARD_STATUS_TITLES, CardStatusMark } from "./card-status.tsx";
import { cardDraft, cardField } from "./unsaved-cards.tsx";
import { type Progress, useWorkflow } from "./workflow-context.ts";

export type Card = NonNullable<Progress["plan"]>["cards"][number];

interface Props {
  planNo: number;
  card: Card;
  canChange: boolean;
}

/** A card as it stands; what is typed into it is saved with Enter, and not before. */
export function PlanRow({ planNo, card, canChange }: Props) {
  const [isOpen, setOpen] = useState(false);
  const edit = useCardEdit(planNo, card);
  const { timeZone } = useSession();
  const cell = "h-10 border-b px-2 align-middle";
  return (
    <>
      <tr onKeyDown={canChange ? edit.keys : undefined}>
        <th scope="row" className={cn(cell, "px-3 text-left font-medium")}>
          <button
            type="button"
            aria-expanded={isOpen}
            aria-label={`${card.issuer}: history`}
            onClick={() => setOpen(!isOpen)}
            className="flex items-center gap-1 rounded-sm text-left"
          >
            <ChevronRight
              aria-hidden
              className={cn(
                "size-3.5 shrink-0 text-ink-3 transition-transform duration-120",
                isOpen && "rotate-90",
              )}
            />
            <span className="break-words">{card.issuer}</span>
          </button>
        </th>
        <td className={cn(cell, "text-right")}>
          {canChange ? (
            <Input
              {...edit.draft.field("amount")}
              id={cardField(card)}
              aria-label={`Amount of ${card.issuer}`}
              aria-invalid={edit.errors.amount !== undefined || undefined}
              aria-describedby={edit.says ? edit.noteId : undefined}
              inputMode="decimal"
              autoComplete="off"
              className="figures h-8 text-right text-sm"
            />
          ) : (
            <Money amount={card.amount} />
          )}
        </td>
        <td className={cell}>
          {canChange ? (
            <Select
              {...edit.draft.field("status")}
              aria-label={`Status of ${card.issuer}`}
              className="w-full"
            >
              {Object.entries(CARD_STATUS_TITLES).map(([status, title]) => (
                <option key={status} value={status}>
                  {title}
                </option>
              ))}
            </Select>
          ) : (
            <CardStatusMark status={card.status} />
          )}
        </td>
        <td className={cn(cell, "figures px-3 text-right text-xs text-ink-3")}>
          <RelativeTime moment={card.recordedAt} timeZone={timeZone} plain />
        </td>
      </tr>
      <EditedRow card={card} edit={edit} />
      {isOpen && <CardHistory card={card} />}
    </>
  );
}

type CardEdit = ReturnType<typeof useCardEdit>;

function useCardEdit(planNo: number, card: Card) {
  const { file, progress, changes } = useWorkflow();
  const noteId = useId();
  const key = cardDraft(file.fileId, planNo, card.cardNo);
  const name = `card/${card.cardNo}`;
  const [typedAbout] = useState(() => seenByDraft<number>(key) ?? card.changeNo);
  // Who typed before somebody else changed the card is told so, once; then it is about the card as it stands.
  const wasTold = changes.refused?.name === name;
  const seen = wasTold ? card.changeNo : typedAbout;
  const [errors, setErrors] = useState<Record<string, string>>({});
  const draft = useDraft(key, { amount: moneyText(card.amount), status: card.status, notes: "" }, seen);
  const save = () => {
    const { notes, status } = draft.values;
    const amount = typedAmount(draft.values.amount);
    const body = {
      planNo,
      cardNo: card.cardNo,
      seen,
      status,
      amount,
      ...(notes.trim() === "" ? {} : { notes }),
    };
    const checked = UpdateCardInput.safeParse({ fileId: progress.fileId, ...body });
    if (!checked.success) {
      setErrors(
        Object.fromEntries(checked.error.issues.map(({ path, message }) => [path.join("."), message])),
      );
      return;
    }
    setErrors({});
    const { fileId: _, ...sent } = checked.data;
    changes.send(name, "updateCard", sent, {
      onDone: draft.discard,
      onRefused: (error) => {
        const { details } = refusalOf(error);
        const amountIs = details.find(({ field }) => field === "amount")?.message;
        setErrors(amountIs === undefined ? {} : { amount: amountIs });
        return amountIs !== undefined;
      },
    });
  };
  const keys = (event: KeyboardEvent) => {
    if (event.key === "Escape" && draft.isTyped) draft.discard();
    if (event.key !== "Enter" || !(event.target instanceof HTMLElement) || event.target.tagName === "BUTTON")
      return;
    event.preventDefault();
    if (draft.isTyped) save();
  };
  const says = Object.entries(errors)
    .map(([field, message]) => `${field === "amount" ? "The amount" : "The card"} ${message}`)
    .join("; ");
  return { draft, errors, says, noteId, name, save, keys, isUnderWay: changes.underWay === name };
}

/** Under a card in which something is typed: a note for its history, and the key that saves. */
function EditedRow({ card, edit }: { card: Card; edit: CardEdit }) {
  const { changes } = useWorkflow();
  const { draft, noteId, says, save, name, isUnderWay } = edit;
  const isRefused = changes.refused?.name === name;
  if (!draft.isTyped && !isRefused) return null;
  return (
    <tr onKeyDown={edit.keys}>
      <td colSpan={4} className="border-b bg-canvas px-3 py-2">
        {draft.isTyped && (
          <div className="flex items-center gap-2">
            <Input
              {...draft.field("notes")}
              aria-label={`Note on ${card.issuer}`}
              placeholder="What the client reports, optional"
              maxLength={2_000}
              autoComplete="off"
              className="h-8 min-w-0 flex-1 text-sm"
            />
            <Button look="quiet" onClick={draft.discard}>
              Discard
            </Button>
            <Button
              look="filled"
              aria-disabled={changes.underWay !== null}
              aria-busy={isUnderWay}
              aria-label={`Save ${card.issuer}`}
              onClick={save}
            >
              Save
            </Button>
          </div>
        )}
        {says && (
          <p id={noteId} role="alert" className="mt-1.5 text-sm text-danger">
            {says}.
          </p>
        )}
        {isRefused && (
          <div className="mt-2">
            <ActionRefusal name={name} />
          </div>
        )}
      </td>
    </tr>
  );
}
