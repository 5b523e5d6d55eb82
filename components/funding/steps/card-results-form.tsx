"use client";

import { Plus, X } from "lucide-react";
import { Button } from "../../ui/button.tsx";
import { Input, Select } from "../../ui/input.tsx";
import { dollars, isAmount, sumOf, typedAmount } from "../../ui/money-text.ts";
import { CARD_STATUS_TITLES } from "./card-status.tsx";
import { StepForm } from "./step-form.tsx";
import { useListDraft } from "./use-list-draft.ts";
import { useStepForm } from "./use-step-form.ts";
import { actionName, type Place, useWorkflow } from "./workflow-context.ts";

const NO_CARD = { issuer: "", amount: "", status: "pending" };
type Typed = typeof NO_CARD;
const NAMES = Object.keys(NO_CARD) as (keyof Typed)[];
const FEWEST = 4;
const MOST = 7;

/** The four to seven applications as 7 Figures reports them; they make the funding plan (F3.7). */
export function CardResultsForm({ place, verb }: { place: Place; verb: string }) {
  const { file } = useWorkflow();
  const list = useListDraft(
    `funding/${file.fileId}/${actionName(place)}`,
    Array(FEWEST).fill(NO_CARD) as Typed[],
  );
  const { rows, draft } = list;
  const shown = ["cards", ...rows.flatMap((_, at) => NAMES.map((name) => `cards.${at}.${name}`))];
  const of = useStepForm(place, "card_results", shown);
  const approved = rows
    .filter(({ status }) => status === "approved")
    .map(({ amount }) => typedAmount(amount));
  const cards = rows.map(({ issuer, amount, status }) => ({
    issuer,
    // A card that was not approved has no amount yet.
    amount: amount.trim() === "" && status !== "approved" ? "0" : typedAmount(amount),
    status,
  }));
  return (
    <StepForm of={of} draft={draft} verb={verb} onSubmit={() => of.submit({ cards }, draft.discard)}>
      <table aria-label="Card applications" className="w-full border-separate border-spacing-0 text-sm">
        <thead>
          <tr className="text-left text-xs text-ink-3">
            <th scope="col" className="pb-1 font-normal">
              Issuer
            </th>
            <th scope="col" className="w-30 pb-1 pl-2 text-right font-normal">
              Amount
            </th>
            <th scope="col" className="w-30 pb-1 pl-2 font-normal">
              Status
            </th>
            <td className="w-9" />
          </tr>
        </thead>
        <tbody>
          {rows.map((_, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a card is where it stands
            <CardRow key={at} at={at} list={list} errors={of.errors} />
          ))}
        </tbody>
      </table>
      {of.errors.cards && <p className="text-sm text-danger">The plan {of.errors.cards}.</p>}
      <div className="flex items-baseline justify-between gap-4">
        {rows.length < MOST ? (
          <Button size="sm" onClick={() => list.add(NO_CARD)}>
            <Plus aria-hidden />
            Add a card
          </Button>
        ) : (
          <span className="text-xs text-ink-3">A plan has at most {MOST} cards.</span>
        )}
        <p className="figures text-sm text-ink-2">
          Approved{" "}
          <span className="font-medium text-ink">
            {dollars(sumOf(approved.filter((one) => isAmount(one))))}
          </span>
        </p>
      </div>
    </StepForm>
  );
}

interface RowProps {
  at: number;
  list: ReturnType<typeof useListDraft<keyof Typed>>;
  errors: Record<string, string>;
}

function CardRow({ at, list, errors }: RowProps) {
  const wrong = NAMES.filter((name) => errors[`cards.${at}.${name}`]);
  const says = wrong.map((name) => `${TITLES[name]} ${errors[`cards.${at}.${name}`]}`).join("; ");
  const control = (name: keyof Typed) => ({
    ...list.cell("cards", at, name),
    "aria-label": `${TITLES[name]} of card ${at + 1}`,
    ...(wrong.includes(name) ? { "aria-invalid": true, "aria-describedby": `card-${at}-wrong` } : {}),
  });
  return (
    <>
      <tr>
        <td className="py-1">
          <Input {...control("issuer")} maxLength={200} autoComplete="off" />
        </td>
        <td className="py-1 pl-2">
          <Input
            {...control("amount")}
            inputMode="decimal"
            autoComplete="off"
            placeholder="0.00"
            className="figures text-right"
          />
        </td>
        <td className="py-1 pl-2">
          <Select {...control("status")} className="h-9 w-full">
            {Object.entries(CARD_STATUS_TITLES).map(([status, title]) => (
              <option key={status} value={status}>
                {title}
              </option>
            ))}
          </Select>
        </td>
        <td className="pl-1">
          {list.rows.length > FEWEST && (
            <Button
              look="quiet"
              size="icon"
              aria-label={`Remove card ${at + 1}`}
              onClick={() => list.remove(at)}
            >
              <X aria-hidden />
            </Button>
          )}
        </td>
      </tr>
      {wrong.length > 0 && (
        <tr>
          <td colSpan={4} id={`card-${at}-wrong`} className="pb-1 text-sm text-danger">
            {says}.
          </td>
        </tr>
      )}
    </>
  );
}

const TITLES: Record<keyof Typed, string> = { issuer: "Issuer", amount: "Amount", status: "Status" };
