"use client";

import { asksOf } from "@/server/domain/funding/model/step-asks.ts";
import { AcceptanceForm } from "./acceptance-form.tsx";
import { ApprovalAction } from "./approval-action.tsx";
import { CardResultsForm } from "./card-results-form.tsx";
import { CloseOutAction } from "./close-out-action.tsx";
import { DocumentsForm } from "./documents-form.tsx";
import { FundsForm } from "./funds-form.tsx";
import { OfferSelection } from "./offer-selection.tsx";
import { OffersForm } from "./offers-form.tsx";
import { PaymentForm } from "./payment-form.tsx";
import { PlainAction } from "./plain-action.tsx";
import { ShortlistForm } from "./shortlist-form.tsx";
import type { StepWords } from "./step-words.ts";
import { TriggerAction } from "./trigger-action.tsx";
import type { Place } from "./workflow-context.ts";

/** What a step asks for, by its data: a new step of a known kind needs nothing here (F3.2, F3.5). */
export function StepAction({ place, words }: { place: Place; words: StepWords }) {
  const asks = asksOf(place.path.path, place.step.id);
  const { verb } = words;
  switch (asks) {
    case null:
      return null;
    case "approval":
      return <ApprovalAction place={place} verb={verb} />;
    case "trigger":
      return <TriggerAction place={place} words={words} />;
    case "offers":
      return <OffersForm place={place} verb={verb} />;
    case "offer_selection":
      return <OfferSelection place={place} verb={verb} />;
    case "acceptance":
      return <AcceptanceForm place={place} verb={verb} />;
    case "funds":
      return <FundsForm place={place} verb={verb} />;
    case "card_results":
      return <CardResultsForm place={place} verb={verb} />;
    case "card_statuses":
      return <CloseOutAction place={place} verb={verb} />;
    case "documents":
      return <DocumentsForm place={place} verb={verb} />;
    case "shortlist":
      return <ShortlistForm place={place} verb={verb} />;
    case "payment":
      return <PaymentForm place={place} verb={verb} />;
    case "wait":
    case "verification":
    case "record":
      return <PlainAction place={place} asks={asks} words={words} />;
  }
}
