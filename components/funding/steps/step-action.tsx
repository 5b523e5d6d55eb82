"use client";

import type { StepAsk } from "@/server/domain/funding/model/paths.ts";
import { asksOf } from "@/server/domain/funding/model/step-asks.ts";
import { type LazyPart, lazyPart } from "../../ui/lazy-part.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { useWhenIdle } from "../../ui/use-when-idle.ts";
import { ApprovalAction } from "./approval-action.tsx";
import type { StepWords } from "./step-words.ts";
import { type Place, useWorkflow } from "./workflow-context.ts";

interface PartProps {
  place: Place;
  asks: StepAsk;
  verb: string;
  words: StepWords;
}

const WAITING = () => <Skeleton className="mt-4 h-36 w-full" />;
const WAITING_FORM = () => <Skeleton className="mt-4 h-60 w-full" />;

const plain = lazyPart(() => import("./plain-action.tsx").then((module) => module.PlainAction), WAITING_FORM);

/** What each kind of step asks with; a step of a known kind needs nothing here (F3.2, F3.5). One stands there at a time. */
const PARTS: Record<Exclude<StepAsk, "approval">, LazyPart<PartProps>> = {
  trigger: lazyPart(() => import("./trigger-action.tsx").then((module) => module.TriggerAction), WAITING),
  offers: lazyPart(() => import("./market-offers.tsx").then((module) => module.OffersAction), WAITING_FORM),
  offer_selection: lazyPart(
    () => import("./offer-selection.tsx").then((module) => module.OfferSelection),
    WAITING_FORM,
  ),
  acceptance: lazyPart(
    () => import("./acceptance-form.tsx").then((module) => module.AcceptanceForm),
    WAITING_FORM,
  ),
  funds: lazyPart(() => import("./funds-form.tsx").then((module) => module.FundsForm), WAITING_FORM),
  card_results: lazyPart(
    () => import("./card-results-form.tsx").then((module) => module.CardResultsForm),
    WAITING_FORM,
  ),
  card_statuses: lazyPart(
    () => import("./close-out-action.tsx").then((module) => module.CloseOutAction),
    WAITING,
  ),
  documents: lazyPart(
    () => import("./documents-form.tsx").then((module) => module.DocumentsForm),
    WAITING_FORM,
  ),
  shortlist: lazyPart(
    () => import("./shortlist-form.tsx").then((module) => module.ShortlistForm),
    WAITING_FORM,
  ),
  payment: lazyPart(() => import("./payment-form.tsx").then((module) => module.PaymentForm), WAITING_FORM),
  wait: plain,
  verification: lazyPart(
    () => import("./verification-action.tsx").then((module) => module.VerificationAction),
    WAITING,
  ),
  record: plain,
};

/** So many steps ahead what they ask with is fetched while nobody waits for it. */
const AHEAD = 2;

export function StepAction({ place, words }: { place: Place; words: StepWords }) {
  const asks = asksOf(place.path.path, place.step.id);
  useFetchAhead();
  if (asks === null) return null;
  // Every file begins with it.
  if (asks === "approval") return <ApprovalAction place={place} verb={words.verb} />;
  const Part = PARTS[asks];
  return <Part place={place} asks={asks} verb={words.verb} words={words} />;
}

/** The press that does a step brings the next one: its part is here by then. */
function useFetchAhead(): void {
  const { paths } = useWorkflow().progress;
  const coming = paths.flatMap(({ path, steps }) =>
    steps.filter(({ state }) => state === "open" || state === "blocked").map(({ id }) => asksOf(path, id)),
  );
  const next = coming.filter((asks) => asks !== null && asks !== "approval").slice(0, 1 + AHEAD);
  useWhenIdle(() => {
    for (const asks of next) PARTS[asks].fetch();
  }, next.join());
}
