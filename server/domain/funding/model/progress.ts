import {
  type NotFundedReason,
  PATHS,
  type PathDefinition,
  type PrimaryPath,
  type StepDefinition,
  TRACKS,
  type Track,
} from "./paths.ts";
import type { Overlay, Workflow } from "./workflow.ts";

/**
 * How far a workflow has come: what can be done next, what is blocked and why (F3.3). It reads the data of spines and
 * overlays and knows no step by its name.
 */
export interface Progress {
  /** What is done at present; a shared step under whichever path it was done for. */
  done: DoneStep[];
  /** Primaries that are over without having been completed. */
  ended: EndedPath[];
  startedTracks: Track[];
}

export interface DoneStep {
  path: PrimaryPath;
  step: string;
}

export type EndedPath =
  | { path: PrimaryPath; how: "not_funded"; reason: NotFundedReason; notes: string }
  | { path: PrimaryPath; how: "superseded" };

export const NOTHING_DONE: Progress = { done: [], ended: [], startedTracks: [] };

export interface StepProgress extends Pick<StepDefinition, "id" | "title" | "kind"> {
  /** The overlay that it belongs to; null for a step of the spine. */
  overlay: string | null;
  isShared: boolean;
  /** How long what is waited for usually takes. */
  expected: string | null;
  /** `passed`: of an overlay that blocks nothing any more. */
  state: "done" | "open" | "blocked" | "passed";
  /** Why it is blocked, and what to do. */
  why: string | null;
}

export interface PathProgress {
  path: PrimaryPath;
  title: string;
  track: Track | null;
  state: "active" | "completed" | "not_funded" | "superseded";
  steps: StepProgress[];
  /** The first step that can be done now. */
  next: StepProgress | null;
}

export type Paths = Record<string, PathDefinition>;

/** Every primary of a workflow with all its steps in the order in which they stand. */
export function progressOf(workflow: Workflow, progress: Progress, paths: Paths = PATHS): PathProgress[] {
  return workflow.primaryPaths.flatMap((path) => {
    const definition = paths[path];
    if (!definition) return [];
    const standing: Standing = { workflow, progress, paths, path, definition };
    const steps = stepsOf(standing).map((step) => stepProgress(step, standing));
    return [
      {
        path,
        title: definition.title,
        track: definition.track,
        state: pathState(standing),
        steps,
        next: steps.find(({ state }) => state === "open") ?? null,
      },
    ];
  });
}

interface Standing {
  workflow: Workflow;
  progress: Progress;
  paths: Paths;
  path: PrimaryPath;
  definition: PathDefinition;
}

interface PlacedStep {
  step: Pick<StepDefinition, "id" | "title" | "kind" | "isShared" | "expected">;
  overlay: Overlay | null;
}

/** The spine, for this decline reason, with the overlays in their slots (F3.1). */
function stepsOf({ workflow, path, definition }: Standing): PlacedStep[] {
  const overlays = workflow.overlays.filter(({ appliesTo }) => appliesTo === path);
  return spineOf(workflow, definition).flatMap((step) => [
    { step, overlay: null },
    ...overlays
      .filter(({ insertionPoint }) => insertionPoint.after === step.id)
      .flatMap((overlay) => overlay.steps.map((own) => ({ step: own, overlay }))),
  ]);
}

function spineOf({ declineReason }: Workflow, { steps }: PathDefinition): readonly StepDefinition[] {
  return steps.filter(({ onlyFor }) => !onlyFor || (declineReason && onlyFor.includes(declineReason)));
}

function isDone({ progress, path, definition }: Standing, step: string): boolean {
  const isShared = definition.steps.some(({ id, isShared: shared }) => id === step && shared);
  return progress.done.some((one) => one.step === step && (isShared || one.path === path));
}

function pathState(standing: Standing): PathProgress["state"] {
  const { workflow, progress, path, definition } = standing;
  const ended = progress.ended.find((one) => one.path === path);
  if (spineOf(workflow, definition).every(({ id }) => isDone(standing, id))) return "completed";
  return ended?.how ?? "active";
}

function stepProgress(placed: PlacedStep, standing: Standing): StepProgress {
  const { step, overlay } = placed;
  const isPassed = overlay !== null && isDone(standing, overlay.blocks);
  const why = isDone(standing, step.id) || isPassed ? null : whyBlocked(placed, standing);
  return {
    id: step.id,
    title: step.title,
    kind: step.kind,
    overlay: overlay?.id ?? null,
    isShared: step.isShared === true,
    expected: step.expected ?? null,
    state: isDone(standing, step.id) ? "done" : isPassed ? "passed" : why === null ? "open" : "blocked",
    why,
  };
}

/** Why a step cannot be done yet, in words that say what comes first; null when it can. */
function whyBlocked(placed: PlacedStep, standing: Standing): string | null {
  const { definition } = standing;
  const state = pathState(standing);
  if (state !== "active") return `${definition.title} has ended (${state.replace("_", " ")}).`;
  const { track } = definition;
  if (track && needsStart(standing, track)) return `Start the ${TRACKS[track].title} Funding Workflow first.`;
  const before = unfinishedBefore(placed, standing);
  if (before) return `First: ${before.title}.`;
  const first = placed.step.isShared ? undefined : definition.startsAfter;
  if (!first || !isUnderWay(first, standing)) return null;
  return `${standing.paths[first]?.title} comes first: complete it, or end it as not funded.`;
}

/** Both tracks are open to the client, and the operator has not started this one (F3.4). */
function needsStart({ workflow, progress, paths }: Standing, track: Track): boolean {
  const tracks = new Set(workflow.primaryPaths.map((path) => paths[path]?.track));
  return tracks.size > 1 && !progress.startedTracks.includes(track);
}

function isUnderWay(path: string, standing: Standing): boolean {
  const [definition, active] = [standing.paths[path], standing.workflow.primaryPaths as string[]];
  if (!definition || !active.includes(path)) return false;
  return pathState({ ...standing, path: path as PrimaryPath, definition }) === "active";
}

/** The first step that has to be done before this one, in the order in which they stand. */
function unfinishedBefore(target: PlacedStep, standing: Standing): PlacedStep["step"] | null {
  const all = stepsOf(standing);
  const spine = spineOf(standing.workflow, standing.definition).map(({ id }) => id);
  const at =
    target.overlay === null
      ? spine.indexOf(target.step.id) - 1
      : spine.indexOf(target.overlay.insertionPoint.after);
  // Of the same slot, and with it of the same overlay, what stands before.
  const slot = all.slice(
    0,
    all.findIndex(({ step }) => step.id === target.step.id),
  );
  const comesFirst = (one: PlacedStep): boolean => {
    if (one.overlay === null) return spine.indexOf(one.step.id) <= at;
    if (spine.indexOf(one.overlay.blocks) <= (target.overlay === null ? at + 1 : at)) return true;
    const isSameSlot = one.overlay.insertionPoint.after === target.overlay?.insertionPoint.after;
    return isSameSlot && slot.includes(one);
  };
  const isFinished = ({ step, overlay }: PlacedStep) =>
    isDone(standing, step.id) || (overlay !== null && isDone(standing, overlay.blocks));
  return all.find((one) => comesFirst(one) && !isFinished(one))?.step ?? null;
}
