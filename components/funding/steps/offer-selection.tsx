"use client";

import { Unknown } from "../../pipeline/panel-section.tsx";
import { cn } from "../../ui/cn.ts";
import { Money } from "../../ui/money.tsx";
import { dollars, rateText } from "../../ui/money-text.ts";
import { dayLabel } from "../../ui/time-text.ts";
import { useDraft } from "../../ui/use-draft.ts";
import { NotesField, notesIn } from "./notes-field.tsx";
import { StepForm } from "./step-form.tsx";
import { useStepForm } from "./use-step-form.ts";
import { actionName, type Place, type Progress, useWorkflow } from "./workflow-context.ts";

type Offer = Progress["offers"][number];

/** The offers side by side; the one that the client wants is ticked, with the arrow keys too. */
export function OfferSelection({ place, verb }: { place: Place; verb: string }) {
  const { file, progress } = useWorkflow();
  const of = useStepForm(place, "offer_selection", ["offerId", "notes"]);
  const draft = useDraft(`funding/${file.fileId}/${actionName(place)}`, { offerId: "", notes: "" });
  const { offerId, notes } = draft.values;
  const chosen = progress.offers.find((offer) => offer.offerId === offerId);
  return (
    <StepForm
      of={of}
      draft={draft}
      verb={chosen ? `Select ${chosen.lender}, ${dollars(chosen.amount)}` : verb}
      onSubmit={() => of.submit({ offerId, ...notesIn(notes) }, draft.discard)}
    >
      <OfferTable
        offers={progress.offers}
        chosen={offerId}
        onChoose={(next) => draft.change({ offerId: next })}
        isInvalid={of.errors.offerId !== undefined}
      />
      {of.errors.offerId && (
        <p className="text-sm text-danger">
          {offerId === "" ? "Choose the offer that the client wants." : `The offer ${of.errors.offerId}.`}
        </p>
      )}
      <NotesField {...draft.field("notes")} error={of.errors.notes} />
    </StepForm>
  );
}

interface TableProps {
  offers: Offer[];
  chosen: string;
  onChoose: (offerId: string) => void;
  isInvalid: boolean;
}

const HEAD = "border-b px-2 pb-1 font-normal text-ink-3 last:pr-3";

function OfferTable({ offers, chosen, onChoose, isInvalid }: TableProps) {
  return (
    <div className="relative -mx-1 overflow-x-auto px-1">
      <table aria-label="Offers" className="w-full border-separate border-spacing-0 text-sm">
        <thead>
          <tr className="text-left text-xs">
            <th scope="col" className={HEAD}>
              Lender
            </th>
            {["Amount", "APR", "Term", "Monthly", "Expires"].map((name) => (
              <th key={name} scope="col" className={cn(HEAD, "text-right")}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {offers.map((offer) => (
            <OfferRow
              key={offer.offerId}
              offer={offer}
              isChosen={offer.offerId === chosen}
              onChoose={() => onChoose(offer.offerId)}
              isInvalid={isInvalid}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface RowProps {
  offer: Offer;
  isChosen: boolean;
  onChoose: () => void;
  isInvalid: boolean;
}

function OfferRow({ offer, isChosen, onChoose, isInvalid }: RowProps) {
  const { offerId, lender, amount, apr, termMonths, monthlyPayment, expiresOn } = offer;
  const { today } = useWorkflow();
  const hasExpired = expiresOn !== null && expiresOn < today;
  const cell = "h-9 border-b px-2 text-right last:pr-3 whitespace-nowrap figures";
  return (
    <tr className={cn(isChosen && "bg-accent-wash", hasExpired && "text-ink-3")}>
      <th scope="row" className="border-b px-2 text-left font-medium">
        <label className="flex min-h-9 cursor-pointer items-center gap-2.5 py-1">
          <input
            type="radio"
            name="offerId"
            value={offerId}
            checked={isChosen}
            disabled={hasExpired}
            onChange={onChoose}
            aria-invalid={isInvalid || undefined}
            className="size-4 shrink-0 accent-accent"
          />
          <span className="min-w-24 break-words">{lender}</span>
        </label>
      </th>
      <td className={cell}>
        <Money amount={amount} />
      </td>
      <td className={cell}>{apr === null ? <Unknown /> : rateText(apr, 2)}</td>
      <td className={cell}>{termMonths === null ? <Unknown /> : `${termMonths} mo`}</td>
      <td className={cell}>
        <Money amount={monthlyPayment} />
      </td>
      <td className={cell}>
        {expiresOn === null ? (
          <Unknown />
        ) : hasExpired ? (
          `Expired ${dayLabel(expiresOn)}`
        ) : (
          dayLabel(expiresOn)
        )}
      </td>
    </tr>
  );
}
