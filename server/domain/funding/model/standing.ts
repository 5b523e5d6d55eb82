import { sumMoney } from "../../money.ts";
import { type CardInPlan, type CloseOut, closeOutOf, planNoOf } from "./funding-plan.ts";
import { type EstablishedSubVariant, PATHS, TRACKS, type Track } from "./paths.ts";
import { isStarted, type PathProgress, type Progress, pathsOf, progressOf } from "./progress.ts";
import { offersIn, type RecordedOffer } from "./step-asks.ts";
import { doneBy, type StepEvent } from "./step-events.ts";
import type { RunChange } from "./superseding.ts";
import type { ParkedReason, Workflow } from "./workflow.ts";

/** Where a file's workflow stands, as a screen shows it. */
export interface FileStanding {
  /** Why there is no workflow at present: no report has come, or a person has to act on the newest run. */
  waitsFor: "report" | "review" | null;
  /** Those that the client qualifies for (F3.4). */
  tracks: { track: Track; title: string; isStarted: boolean }[];
  paths: PathProgress[];
  /** As approved; what underwriting allows before that (F3.6). */
  establishedSubVariant: EstablishedSubVariant | null;
  /** What the newest run changed of the workflow that was under way (F3.12). */
  runChanges: RunChange[];
  offers: (RecordedOffer & { isSelected: boolean })[];
  /** Of each card's history the newest; its `changeNo` says how many changes there have been. */
  plan: { planNo: number; cards: CardInPlan[]; approvedAmount: string } | null;
  closeOut: CloseOut | null;
  parking: { parkedReason: ParkedReason; parkedCallbackDate: number } | null;
  /** Newest first, so many at most. */
  timeline: StepEvent[];
  /** How many happened before those. */
  earlierEvents: number;
}

export interface Standing {
  run: { runNo: number } | null;
  workflow: Workflow | null;
  events: readonly StepEvent[];
  progress: Progress;
}

/** So much of a long story is shown at most. */
export const MOST_SHOWN = 100;
const MOST_OFFERS = 10;

/** @param now unix milliseconds */
export function standingOf(state: Standing, cards: CardInPlan[], now: number): FileStanding {
  const { run, workflow, events, progress } = state;
  const { offers, selected } = offersIn(events);
  const paths = workflow ? progressOf(workflow, progress) : [];
  return {
    waitsFor: run === null ? "report" : workflow === null ? "review" : null,
    tracks: workflow ? tracksOf(workflow, progress) : [],
    paths,
    establishedSubVariant: workflow ? subVariantOf(workflow, events) : null,
    runChanges: run ? changesOf(run.runNo, events) : [],
    offers: offers.map((offer) => ({ ...offer, isSelected: offer === selected })),
    plan: planOf(planNoOf(events), cards),
    closeOut: closeOutOf(paths, events, now),
    parking: parkingOf(paths, events),
    timeline: events.slice(-MOST_SHOWN).map(shownOf).reverse(),
    earlierEvents: Math.max(0, events.length - MOST_SHOWN),
  };
}

function tracksOf(workflow: Workflow, progress: Progress): FileStanding["tracks"] {
  const open = new Set<Track | null>(pathsOf(workflow, progress).map((path) => PATHS[path].track));
  return [...open]
    .filter((track) => track !== null)
    .map((track) => ({
      track,
      title: TRACKS[track].title,
      isStarted: isStarted(track, progress),
    }));
}

/** Which products of established funding count: as approved, or as underwriting allows; null where none does. */
export function subVariantOf(
  { establishedSubVariant }: Workflow,
  events: readonly StepEvent[],
): EstablishedSubVariant | null {
  if (establishedSubVariant === undefined) return null;
  const approved = doneBy(events, "established_funding", "approve_underwriting")?.data.establishedSubVariant;
  return (approved as EstablishedSubVariant | undefined) ?? establishedSubVariant;
}

/** That approval is asked again is said until it is given. */
function changesOf(runNo: number, events: readonly StepEvent[]): RunChange[] {
  const rerouted = events.findLast((event) => event.kind === "rerouted" && event.runNo === runNo);
  if (!rerouted) return [];
  const changes = rerouted.data.changes as RunChange[];
  const isApproved = events.some(
    ({ kind, step, seq }) => kind === "completed" && step === "approve_underwriting" && seq > rerouted.seq,
  );
  return isApproved ? changes.filter(({ kind }) => kind !== "approval_asked_again") : changes;
}

function planOf(planNo: number | null, all: CardInPlan[]): FileStanding["plan"] {
  if (planNo === null) return null;
  const cards = all.map((card) => ({ ...card, history: card.history.slice(0, MOST_SHOWN) }));
  const approved = cards.filter(({ status }) => status === "approved");
  return { planNo, cards, approvedAmount: sumMoney(approved.map(({ amount }) => amount)) };
}

/** Only while the file is parked by its newest run: who has been called back is not waited for any more. */
function parkingOf(paths: readonly PathProgress[], events: readonly StepEvent[]): FileStanding["parking"] {
  const marked = doneBy(events, "parked", "mark_parked");
  if (!marked || !paths.some(({ path, state }) => path === "parked" && state !== "superseded")) return null;
  const { parkedReason, parkedCallbackDate } = marked.data as NonNullable<FileStanding["parking"]>;
  return { parkedReason, parkedCallbackDate };
}

/** Without what only tells one request from another. */
function shownOf(event: StepEvent): StepEvent {
  const { seq, kind, runNo, track, path, step, occurrence, reason, recordedAt, recordedBy } = event;
  const data = shortly(event.data);
  return { seq, kind, runNo, track, path, step, occurrence, data, reason, recordedAt, recordedBy };
}

/** Of many offers the first few, and how many more there were; those that count are told beside the timeline. */
function shortly(data: StepEvent["data"]): StepEvent["data"] {
  const { offers } = data;
  if (!Array.isArray(offers) || offers.length <= MOST_OFFERS) return data;
  return { ...data, offers: offers.slice(0, MOST_OFFERS), moreOffers: offers.length - MOST_OFFERS };
}
