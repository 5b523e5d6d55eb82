import { EFFECTS } from "@/server/domain/funding/model/effects.ts";
import { PATHS, TRACKS } from "@/server/domain/funding/model/paths.ts";
import { SHARED_STEPS } from "@/server/domain/funding/model/step-events.ts";
import { DECLINE_REASONS, PARKED_REASONS } from "@/server/domain/funding/model/workflow.ts";
import { dollars, sumOf } from "../../ui/money-text.ts";
import { dayLabel } from "../../ui/time-text.ts";
import { notFundedTitle, pathTitle, stepTitle, subVariantTitle } from "./step-names.ts";
import { invoiceText } from "./step-words.ts";
import type { StepEvent } from "./workflow-context.ts";

/** What happened to a workflow, in words. */

const DECIDED: Record<string, string> = {
  was_sent: "said to have been sent",
  was_not_sent: "said not to have been sent",
  send_again: "sent again",
};

const ANSWERED: Record<string, string> = {
  signed: "Agreement signed",
  declined: "The client declined to sign the agreement",
  cancelled: "The agreement was cancelled",
};

const SHARED = new Set(SHARED_STEPS);

/** The sentence without its subject: "Email the funding plan". */
export function eventTitle(event: StepEvent): string {
  const { kind, track, path, step } = event;
  switch (kind) {
    case "started":
      return `${track ? TRACKS[track].title : "Workflow"} funding started`;
    case "completed":
      return stepTitle(step);
    case "waited":
      return "Chose to go on waiting for the cards";
    case "reopened":
      return `Reopened: ${stepTitle(step)}`;
    case "not_funded":
      return `${pathTitle(path)} ended as not funded`;
    case "superseded":
      return `${pathTitle(path)} closed: the new underwriting no longer opens it`;
    case "resumed":
      return `${pathTitle(path)} is under way again`;
    case "rerouted":
      return "Underwritten again";
    case "effect_decided":
      return `${effectTitle(event.data.effect)}${step === null ? "" : ` of “${stepTitle(step)}”`}: ${
        DECIDED[String(event.data.decision)] ?? ""
      }${typeof event.data.to === "string" ? `, to ${event.data.to}` : ""}`;
    case "agreement_answered":
      return ANSWERED[String(event.data.answer)] ?? "The client answered the agreement";
  }
}

/** The path that a step was done for; a shared one is done for all. */
export function eventPath({ path, step }: StepEvent): string | null {
  return path === null || step === null || SHARED.has(step) ? null : pathTitle(path);
}

export function effectTitle(effect: unknown): string {
  const name = String(effect);
  return Object.hasOwn(EFFECTS, name) ? EFFECTS[name as keyof typeof EFFECTS].title : name;
}

/** Where the CRM shows a file. */
export function stageWord(stage: string): string {
  if (stage === "manualReview") return "Needs review";
  if (stage === "creditRepair") return "Credit repair";
  return Object.values(PATHS).find(({ crmStage }) => crmStage === stage)?.title ?? stage;
}

type Data = Record<string, unknown>;

/** What it was done with, a line a fact; the operator's own words stand apart. */
export function eventFacts({ kind, data }: StepEvent): string[] {
  if (kind === "not_funded") return [notFundedTitle(data.reason)];
  if (kind === "rerouted") return listIn(data.changes).map(({ says }) => String(says));
  if (kind !== "completed") return [];
  return FACTS.flatMap((fact) => fact(data) ?? []);
}

export function eventWords({ data, reason }: StepEvent): string | null {
  return reason ?? (typeof data.notes === "string" ? data.notes : null);
}

/** Each reads the facts that it knows; a step that is new here is told by those that it has. */
const FACTS: ((data: Data) => string | string[] | null)[] = [
  ({ establishedSubVariant: variant }) =>
    variant ? `For ${subVariantTitle(variant).toLowerCase().replace("sba", "SBA")}` : null,
  ({ offers }) =>
    offers
      ? listIn(offers).map(
          ({ lender, amount, apr }) => `${lender}: ${money(amount)}${apr ? ` at ${Number(apr)}%` : ""}`,
        )
      : null,
  ({ offerId, lender, amount }) => (offerId && lender ? `${lender}: ${money(amount)}` : null),
  ({ acceptedOn }) => (acceptedOn ? `Accepted on ${dayLabel(String(acceptedOn))}` : null),
  ({ fundedAmount, fundedOn }) =>
    fundedAmount ? `${money(fundedAmount)} on ${dayLabel(String(fundedOn))}` : null,
  ({ cards }) => (cards ? cardsText(listIn(cards)) : null),
  ({ documents }) =>
    documents
      ? listIn(documents).map(
          ({ document, receivedOn }) => `${document}, received ${dayLabel(String(receivedOn))}`,
        )
      : null,
  ({ partners }) => (Array.isArray(partners) ? `To ${partners.join(", ")}` : null),
  ({ amount, receivedOn, lender, reference }) =>
    receivedOn && reference
      ? `${money(amount)} from ${lender} on ${dayLabel(String(receivedOn))}, reference ${reference}`
      : null,
  ({ processedByUs }) => (processedByUs === true ? "Processed by us" : null),
  ({ invoice }) =>
    invoice ? invoiceText(invoice as { funded: string; feePercent: string; amount: string }) : null,
  ({ parkedReason, parkedCallbackDate }) =>
    typeof parkedCallbackDate === "number"
      ? `${PARKED_REASONS[parkedReason as keyof typeof PARKED_REASONS]}; call back on ${dayOf(parkedCallbackDate)}`
      : null,
  ({ declineReason }) =>
    declineReason ? `${DECLINE_REASONS[declineReason as keyof typeof DECLINE_REASONS]}` : null,
  ({ says }) => (typeof says === "string" ? says : null),
];

function cardsText(cards: Data[]): string {
  const approved = cards.filter(({ status }) => status === "approved").map(({ amount }) => String(amount));
  return `${cards.length} cards, ${approved.length} approved for ${dollars(sumOf(approved))}`;
}

function listIn(value: unknown): Data[] {
  return Array.isArray(value) ? (value as Data[]) : [];
}

function money(amount: unknown): string {
  return typeof amount === "string" ? dollars(amount) : "";
}

function dayOf(moment: number): string {
  return dayLabel(new Date(moment).toISOString());
}
